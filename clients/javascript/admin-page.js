// dynamodb-admin in a browser: a person lists tables, writes, edits and finds items, deletes a table.
//
// The table is made with the SDK: the form for new tables sends capacities as text, which the
// service refuses with "STRING_VALUE cannot be converted to Long", and Atoll does as well.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onPage } from './browser.js';

const TABLE = 'films-admin';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts the pages, and gives their address. */
async function startAdmin() {
  const port = await freePort();
  const program = join(import.meta.dirname ?? '.', 'node_modules/dynamodb-admin/dist/dynamodb-admin.js');
  const admin = spawn(process.execPath, [program, '--host', '127.0.0.1', '--port', `${port}`,
    '--dynamo-endpoint', process.env.AWS_ENDPOINT_URL_DYNAMODB], { stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  for (let look = 0; look < 200; look += 1) {
    if (admin.exitCode !== null) throw new Error(`dynamodb-admin ended with ${admin.exitCode}`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return { admin, address };
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  admin.kill();
  throw new Error('dynamodb-admin does not answer');
}

async function listTables(page, address) {
  await new DynamoDBClient({}).send(new CreateTableCommand({
    TableName: TABLE,
    AttributeDefinitions: [
      { AttributeName: 'director', AttributeType: 'S' },
      { AttributeName: 'year', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'director', KeyType: 'HASH' },
      { AttributeName: 'year', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }));
  await page.goto(address);
  await page.waitForSelector(`li[data-table-name="${TABLE}"]`);
}

/** Types the item into the page's editor and saves it. */
async function save(page, item) {
  await page.waitForFunction(() => typeof editor !== 'undefined');
  await page.evaluate((text) => editor.setValue(text), JSON.stringify(item));
  await page.click('#saveButton');
}

async function writeItems(page, address) {
  for (const film of [
    { director: 'Hrafn', year: 1984, title: 'Hrafninn flýgur' },
    { director: 'Friðrik', year: 1991, title: 'Börn náttúrunnar' },
  ]) {
    await page.goto(`${address}/tables/${TABLE}`);
    await page.click('text=Create item');
    await save(page, film);
    await page.waitForURL(/\/items\//);
  }
}

async function editItem(page, address) {
  await page.goto(`${address}/tables/${TABLE}`);
  await page.waitForSelector('td:has-text("Börn náttúrunnar")');
  await page.click('tr:has-text("Börn náttúrunnar") a:has-text("View")');
  await save(page, { director: 'Friðrik', year: 1991, title: 'Börn náttúrunnar', awards: [1, 2] });
  await page.waitForSelector('#saveButton.btn-success');
  await page.reload();
  await page.waitForFunction(() => typeof editor !== 'undefined');
  const shown = JSON.parse(await page.evaluate(() => editor.getValue()));
  assert.deepEqual(shown.awards, [1, 2]);
}

async function queryItems(page, address) {
  await page.goto(`${address}/tables/${TABLE}`);
  await page.selectOption('[name=operationType]', 'query');
  const row = page.locator('#filters-table tr', { has: page.locator('.filter-row-key[required]') });
  await row.locator('.filter-row-value').fill('Hrafn');
  await page.click('button:has-text("Search")');
  await page.waitForSelector('td:has-text("Hrafninn flýgur")');
  assert.equal(await page.locator('#items-container tr').count(), 1);
}

async function removeTable(page, address) {
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(address);
  await page.click(`li[data-table-name="${TABLE}"] >> text=Delete`);
  await page.waitForSelector(`li[data-table-name="${TABLE}"]`, { state: 'detached' });
}

const { admin, address } = await startAdmin();
try {
  await onPage(address, [listTables, writeItems, editItem, queryItems, removeTable]);
} finally {
  admin.kill();
}
console.log('OK');
