// Writes in one region, reads in another, of the table that the demo has in all: every read finds
// the write before it. Endpoints of the two regions as arguments. Run from where the SDK is.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AtollSession } from './atoll-session.mjs';

const find = createRequire(pathToFileURL(join(process.cwd(), 'here.js')));
const { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } =
  await import(pathToFileURL(find.resolve('@aws-sdk/client-dynamodb')));

const ROUNDS = 30;
const TableName = 'cities';
const Key = { country: { S: 'IS' }, city: { S: 'session-js' } };

function client(endpoint) {
  return new DynamoDBClient({
    endpoint, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
}

const [here, there] = process.argv.slice(2);
const session = new AtollSession();
const clients = [client(here), client(there)];
for (const each of clients) session.join(each);

for (let at = 0; at < ROUNDS; at++) {
  const [writer, reader] = at % 2 ? [clients[1], clients[0]] : clients;
  await writer.send(new PutItemCommand({
    TableName, Item: { ...Key, population: { N: String(at) } },
  }));
  const { Item } = await reader.send(new GetItemCommand({ TableName, Key }));
  assert.equal(Item.population.N, String(at));
}

const refused = clients[0].send(new PutItemCommand({
  TableName, Item: Key, ConditionExpression: 'attribute_not_exists(city)',
}));
await assert.rejects(refused, { name: 'ConditionalCheckFailedException' });
assert.ok(session.token());

const other = new AtollSession(session.token()); // as another process would go on
const [stranger, again] = [client(there), client(here)];
other.join(stranger);
other.join(again);
await stranger.send(new DeleteItemCommand({ TableName, Key }));
assert.equal((await again.send(new GetItemCommand({ TableName, Key }))).Item, undefined);
console.log('OK');
