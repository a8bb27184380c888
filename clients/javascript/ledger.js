// A ledger with the AWS SDK for JavaScript v3: a table, items, conditions, pages, batches.
import assert from 'node:assert/strict';
import {
  ConditionalCheckFailedException, CreateTableCommand, DeleteTableCommand, DescribeTableCommand,
  DynamoDBClient, GetItemCommand, ResourceNotFoundException, waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand,
  PutCommand, UpdateCommand, paginateQuery, paginateScan,
} from '@aws-sdk/lib-dynamodb';

const TableName = 'ledger-js';
const client = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});

async function createTable() {
  await client.send(new CreateTableCommand({
    TableName,
    AttributeDefinitions: [
      { AttributeName: 'account', AttributeType: 'S' },
      { AttributeName: 'entry', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'account', KeyType: 'HASH' },
      { AttributeName: 'entry', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }));
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  assert.equal(Table.TableStatus, 'ACTIVE');
  assert.ok(Table.CreationDateTime instanceof Date);
}

async function writeAndRead() {
  const entry = {
    account: 'Jürgen', entry: 1, amount: -12.5, tags: new Set(['food', 'Käse']),
    lines: [{ what: 'Käse', cents: 1250 }], receipt: new Uint8Array([0, 255]), paid: true,
    note: null, missing: undefined,
  };
  await documents.send(new PutCommand({ TableName, Item: entry }));
  const { Item } = await documents.send(new GetCommand({
    TableName, Key: { account: 'Jürgen', entry: 1 }, ConsistentRead: true,
  }));
  const { missing, ...sent } = entry;
  assert.deepEqual(Item, sent);

  const raw = await client.send(new GetItemCommand({
    TableName,
    Key: { account: { S: 'Jürgen' }, entry: { N: '1' } },
    ReturnConsumedCapacity: 'TOTAL',
  }));
  assert.deepEqual(raw.Item.amount, { N: '-12.5' });
  assert.equal(raw.ConsumedCapacity.CapacityUnits, 0.5);
}

async function changeUnderConditions() {
  const key = { TableName, Key: { account: 'Jürgen', entry: 1 } };
  const { Attributes } = await documents.send(new UpdateCommand({
    ...key,
    UpdateExpression: 'SET amount = amount + :more, #l = list_append(#l, :line) ADD tags :tag',
    ExpressionAttributeNames: { '#l': 'lines' },
    ExpressionAttributeValues: {
      ':more': 2.5, ':line': [{ what: 'Brot' }], ':tag': new Set(['bread']),
    },
    ReturnValues: 'ALL_NEW',
  }));
  assert.equal(Attributes.amount, -10);
  assert.deepEqual(Attributes.tags, new Set(['Käse', 'bread', 'food']));
  await assert.rejects(
    documents.send(new PutCommand({
      TableName, Item: { account: 'Jürgen', entry: 1 },
      ConditionExpression: 'attribute_not_exists(account)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })),
    (refused) => refused instanceof ConditionalCheckFailedException
      && refused.Item.amount.N === '-10');
}

async function batchesAndPages() {
  for (let from = 0; from < 100; from += 25) {
    const puts = Array.from({ length: 25 }, (_, at) => ({
      PutRequest: { Item: { account: 'pages', entry: from + at, text: 'x'.repeat(20_000) } },
    }));
    const { UnprocessedItems } =
      await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
    assert.deepEqual(UnprocessedItems, {});
  }
  const got = await documents.send(new BatchGetCommand({
    RequestItems: { [TableName]: { Keys: [3, 1, 400].map((entry) => ({ account: 'pages', entry })) } },
  }));
  assert.deepEqual(got.Responses[TableName].map((item) => item.entry).sort(), [1, 3]);

  const seen = [];
  let pages = 0;
  for await (const page of paginateQuery({ client: documents }, {
    TableName,
    KeyConditionExpression: 'account = :a AND entry BETWEEN :low AND :high',
    ExpressionAttributeValues: { ':a': 'pages', ':low': 10, ':high': 89 },
    ScanIndexForward: false,
  })) {
    pages += 1;
    seen.push(...page.Items.map((item) => item.entry));
  }
  assert.deepEqual(seen, Array.from({ length: 80 }, (_, at) => 89 - at));
  assert.ok(pages > 1, '80 items of 20 KB are more than a page');

  let scanned = 0;
  for await (const page of paginateScan({ client: documents, pageSize: 30 }, {
    TableName, FilterExpression: 'attribute_exists(#t)', ExpressionAttributeNames: { '#t': 'text' },
  })) scanned += page.Count;
  assert.equal(scanned, 100);
}

async function removeAll() {
  await documents.send(new DeleteCommand({ TableName, Key: { account: 'Jürgen', entry: 1 } }));
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client, maxWaitTime: 30 }, { TableName });
  await assert.rejects(
    client.send(new DescribeTableCommand({ TableName })), ResourceNotFoundException);
}

await createTable();
await writeAndRead();
await changeUnderConditions();
await batchesAndPages();
await removeAll();
console.log('OK');
