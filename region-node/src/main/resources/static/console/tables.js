// Tables, with the digest that each region has of them; and one item in every region.

import { act, look } from './api.js';
import { byId, html } from './element.js';

const DIGEST_SHOWN = 10;

/** By table: who shares it, and what those regions hold. */
export async function read(regions) {
  const tables = new Map();
  await Promise.all(regions.filter((region) => region.view).map(async (region) => {
    const known = await look(region, 'replicas').catch(() => []);
    await Promise.all(known.map(async (table) => {
      const entry = tables.get(table.table) ?? { name: table.table, holders: new Map() };
      tables.set(table.table, entry);
      if (!table.here) return;
      const holder = { region, replicas: table.replicas };
      holder.digest = await look(region, `tables/${encodeURIComponent(table.table)}/digest`).catch(() => null);
      entry.holders.set(region.region, holder);
    }));
  }));
  return [...tables.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function cell(holder, agreed) {
  if (!holder) return html('td', { class: 'unknown' }, '–');
  if (!holder.digest) return html('td', { class: 'unknown' }, 'being made');
  const { items, tombstones, digest } = holder.digest;
  return html('td', { class: agreed ? 'ok' : 'behind', title: digest },
    `${items.toLocaleString()} items`, html('br'), html('code', {}, digest.slice(0, DIGEST_SHOWN)),
    tombstones > 0 ? ` and ${tombstones} deletes` : '');
}

async function verify(table, holder) {
  const said = byId('verified');
  said.textContent = `comparing ${table.name} …`;
  try {
    const result = await act(holder.region, 'POST', `tables/${encodeURIComponent(table.name)}/verify`);
    const trouble = result.regions.map((region) => region.trouble).filter(Boolean).join('; ');
    said.textContent = result.equal
      ? `${table.name}: equal everywhere. ${result.compared.toLocaleString()} compared, ${result.bytes.toLocaleString()} bytes between regions.`
      : `${table.name}: not proved equal. ${result.differing.length} keys differ, ${result.undecided} are undecided. ${trouble}`;
  } catch (failed) {
    said.textContent = `${table.name}: ${failed.message}`;
  }
}

export function show(regions, tables) {
  byId('table-head').replaceChildren(html('tr', {},
    html('th', {}, 'table'), regions.map((region) => html('th', {}, region.region)), html('th')));
  byId('table-rows').replaceChildren(...tables.map((table) => {
    const digests = new Set([...table.holders.values()].map((holder) => holder.digest?.digest));
    const first = table.holders.values().next().value;
    return html('tr', { 'data-table': table.name },
      html('td', {}, table.name),
      regions.map((region) => cell(table.holders.get(region.region), digests.size === 1)),
      html('td', { class: 'actions' }, first && table.holders.size > 1
        ? html('button', { 'aria-label': `Verify ${table.name}`, click: () => verify(table, first) }, 'Verify')
        : null));
  }));
  offer(tables.map((table) => table.name));
}

function offer(names) {
  const choice = byId('item-table');
  if ([...choice.options].map((option) => option.value).join() === names.join()) return;
  const chosen = choice.value;
  choice.replaceChildren(...names.map((name) => html('option', { value: name, selected: name === chosen }, name)));
}

/** An image in DynamoDB's JSON, one attribute a line; those in `marked` stand out. */
export function image(image, marked = []) {
  if (!image) return html('p', { class: 'deleted' }, 'deleted');
  return html('dl', {}, Object.keys(image).map((name) => html('div', { class: marked.includes(name) ? 'marked' : '' },
    html('dt', {}, name), html('dd', {}, JSON.stringify(image[name])))));
}

export const when = (time) => time.replace('T', ' ').replace('Z', '');

async function version(region, path) {
  const title = html('h3', {}, region.region);
  try {
    const found = await look(region, path);
    if (!found.version) return html('article', {}, title, html('p', {}, 'was never written here'));
    const lacking = Object.entries(found.lacking).map(([other, why]) => `${other}: ${why}`);
    return html('article', {}, title, image(found.version.image),
      html('p', { class: 'hint' }, `${found.version.kind.toLowerCase()} of ${found.version.origin}, ${when(found.version.time)}`),
      html('p', { class: 'hint' }, lacking.length === 0
        ? `known to be in ${found.regions.join(', ')}` : `not known to be everywhere. ${lacking.join('; ')}`));
  } catch (failed) {
    return html('article', {}, title, html('p', {}, failed.message));
  }
}

/** Asks every region for the item that the form names. */
export async function lookUp(regions) {
  const sort = byId('item-sort').value;
  const keys = `pk=${encodeURIComponent(byId('item-partition').value)}${sort === '' ? '' : `&sk=${encodeURIComponent(sort)}`}`;
  const path = `tables/${encodeURIComponent(byId('item-table').value)}/items?${keys}`;
  byId('item-versions').replaceChildren(...await Promise.all(regions.map((region) => version(region, path))));
}
