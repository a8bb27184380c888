// Seats of a theatre with the AWS SDK for JavaScript v3: an index, transactions, statements.
import assert from 'node:assert/strict';
import {
  CreateTableCommand, DeleteTableCommand, DynamoDBClient, TransactionCanceledException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient, ExecuteStatementCommand, ExecuteTransactionCommand, TransactGetCommand,
  TransactWriteCommand, paginateQuery,
} from '@aws-sdk/lib-dynamodb';

const TableName = 'seats-js';
const client = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(client);

async function createTable() {
  await client.send(new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'row', AttributeType: 'S' },
      { AttributeName: 'seat', AttributeType: 'N' },
      { AttributeName: 'guest', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'row', KeyType: 'HASH' },
      { AttributeName: 'seat', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [{
      IndexName: 'by-guest',
      KeySchema: [
        { AttributeName: 'guest', KeyType: 'HASH' },
        { AttributeName: 'seat', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    }],
  }));
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName });
}

// Neighbouring seats, all of them or none.
function book(guest, row, seats, token) {
  return documents.send(new TransactWriteCommand({
    ClientRequestToken: token,
    TransactItems: seats.map((seat) => ({
      Put: {
        TableName,
        Item: { row, seat, guest },
        ConditionExpression: 'attribute_not_exists(#r)',
        ExpressionAttributeNames: { '#r': 'row' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    })),
  }));
}

async function transactions() {
  await book('Ada', 'A', [1, 2, 3], 'ada-1');
  await book('Ada', 'A', [1, 2, 3], 'ada-1'); // asked again, done once
  await assert.rejects(book('Bo', 'A', [5, 4, 3], 'bo-1'), (refused) => {
    assert.ok(refused instanceof TransactionCanceledException);
    assert.deepEqual(refused.CancellationReasons.map((reason) => reason.Code),
      ['None', 'None', 'ConditionalCheckFailed']);
    assert.deepEqual(refused.CancellationReasons[2].Item,
      { row: { S: 'A' }, seat: { N: '3' }, guest: { S: 'Ada' } });
    return true;
  });
  const { Responses } = await documents.send(new TransactGetCommand({
    TransactItems: [3, 4].map((seat) => ({ Get: { TableName, Key: { row: 'A', seat } } })),
  }));
  assert.deepEqual(Responses, [{ Item: { row: 'A', seat: 3, guest: 'Ada' } }, {}]);
}

async function seatsOf(guest) {
  const seats = [];
  const pages = paginateQuery({ client: documents, pageSize: 2 }, {
    TableName,
    IndexName: 'by-guest',
    KeyConditionExpression: 'guest = :g',
    ExpressionAttributeValues: { ':g': guest },
  });
  for await (const page of pages) seats.push(...page.Items.map((item) => item.seat));
  return seats;
}

async function statements() {
  await documents.send(new ExecuteTransactionCommand({
    TransactStatements: [
      { Statement: `UPDATE "${TableName}" SET guest=? WHERE row='A' AND seat=3`, Parameters: ['Bo'] },
      { Statement: `INSERT INTO "${TableName}" VALUE {'row': ?, 'seat': ?}`, Parameters: ['B', 7] },
    ],
  }));
  const { Items } = await documents.send(new ExecuteStatementCommand({
    Statement: `SELECT seat FROM "${TableName}"."by-guest" WHERE guest = ?`,
    Parameters: ['Bo'],
  }));
  assert.deepEqual(Items, [{ seat: 3 }]);
}

await createTable();
await transactions();
assert.deepEqual(await seatsOf('Ada'), [1, 2, 3]);
await statements();
assert.deepEqual(await seatsOf('Ada'), [1, 2]);
await client.send(new DeleteTableCommand({ TableName }));
client.destroy();
console.log('OK');
