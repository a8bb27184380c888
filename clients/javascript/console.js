// The console of the demo in a browser: a person cuts a link, writes on both sides, mends it, sees
// the conflict and puts the lost write back.
//
//   node console.js ADMIN_URL DATA_URL_HERE DATA_URL_THERE [SCREENSHOT]
import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { onPage } from './browser.js';

const [admin, hereUrl, thereUrl, screenshot] = process.argv.slice(2);
const [here, there] = [hereUrl, thereUrl].map((endpoint) =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint })));
const TABLE = 'cities';
const KEY = { country: 'IS', city: `Húsavík ${process.pid}` };
const OUT = 'us-east-1 → eu-west-1';
const BACK = 'eu-west-1 → us-east-1';
const SAMPLE_LIMIT_MILLIS = 60_000; // the sample data may still be on its way
const troubles = [];

const row = (page, link) => page.locator(`#link-rows tr[data-link="${link}"]`);
const put = (region, population) => region.send(new PutCommand({ TableName: TABLE, Item: { ...KEY, population } }));

async function itsIslandsAreSeen(page, address) {
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('requestfailed', (request) => troubles.push(`${request.url()}: ${request.failure()?.errorText}`));
  await page.goto(address);
  await page.waitForSelector('text=3 of 3 regions answer');
  assert.equal(await page.locator('#islands .island').count(), 3);
  assert.equal(await page.locator('#islands .link').count(), 6);
  await page.waitForSelector(`tr[data-table="${TABLE}"] td.ok >> nth=2`, { timeout: SAMPLE_LIMIT_MILLIS });
}

async function twoLinksAreCut(page) {
  for (const link of [OUT, BACK]) {
    await page.click(`button[aria-label="Cut ${link}"]`);
    await page.waitForSelector(`#link-rows tr[data-link="${link}"].trouble`);
  }
}

async function bothSidesWrite(page) {
  await put(here, 2307);
  await put(there, 2500);
  await page.selectOption('#item-table', TABLE);
  await page.fill('#item-partition', KEY.country);
  await page.fill('#item-sort', KEY.city);
  await page.click('#item-form button');
  await page.waitForSelector('#item-versions article:has-text("2307")');
  await page.waitForSelector('#item-versions article:has-text("2500")');
}

async function theLinksAreMended(page) {
  for (const link of [OUT, BACK]) {
    await page.click(`button[aria-label="Mend ${link}"]`);
    await page.waitForSelector(`#link-rows tr[data-link="${link}"].ok`);
  }
}

async function theConflictIsSeen(page) {
  const conflict = page.locator(`#conflict-rows details:has-text("${KEY.city}")`).first();
  await conflict.locator('summary').click();
  await conflict.locator('article:has-text("kept") .marked:has-text("2500")').waitFor();
  await conflict.locator('article:has-text("lost") .marked:has-text("2307")').waitFor();
  if (screenshot) await page.screenshot({ path: screenshot, fullPage: true });
}

async function theLostWriteIsPutBack(page) {
  const conflict = page.locator(`#conflict-rows details:has-text("${KEY.city}")`).first();
  await conflict.locator('button').click();
  await conflict.locator('text=It is the item again').waitFor();
  const { Item: item } = await here.send(new GetCommand({ TableName: TABLE, Key: KEY }));
  assert.equal(item.population, 2307);
}

async function theRegionsAreProvedEqual(page) {
  await page.click(`button[aria-label="Verify ${TABLE}"]`);
  await page.waitForSelector(`#verified:has-text("${TABLE}: equal everywhere")`);
  assert.equal(await row(page, OUT).getAttribute('class'), 'ok');
}

async function aLinkIsPausedAndResumed(page) {
  await page.click(`button[aria-label="Pause ${OUT}"]`);
  await page.waitForSelector(`#link-rows tr[data-link="${OUT}"].paused`);
  await page.click(`button[aria-label="Resume ${OUT}"]`);
  await page.waitForSelector(`#link-rows tr[data-link="${OUT}"].ok`);
}

async function nothingWentWrongMeanwhile() {
  assert.deepEqual(troubles, []);
}

await onPage(admin, [itsIslandsAreSeen, twoLinksAreCut, bothSidesWrite, theLinksAreMended, theConflictIsSeen,
  theLostWriteIsPutBack, theRegionsAreProvedEqual, aLinkIsPausedAndResumed, nothingWentWrongMeanwhile]);
console.log('OK');
