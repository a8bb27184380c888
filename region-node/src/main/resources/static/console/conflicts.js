// The conflicts that a region has found, and the way back.

import { act, look } from './api.js';
import { byId, html } from './element.js';
import { image, when } from './tables.js';

const NEWEST = 20;
const opened = new Set();
let shown = '';

function write(title, side, attributes) {
  return html('article', {}, html('h3', {}, title), image(side.image, attributes),
    html('p', { class: 'hint' }, `${side.kind.toLowerCase()} of ${side.origin}, ${when(side.time)}`));
}

function row(region, conflict) {
  const key = Object.values(conflict.key).map((value) => Object.values(value)[0]).join(' / ');
  const said = html('span', { role: 'status' });
  const restore = async () => {
    said.textContent = ' …';
    try {
      await act(region, 'POST', `conflicts/${encodeURIComponent(conflict.id)}/restore`);
      said.textContent = ' It is the item again, as a new version.';
    } catch (failed) {
      said.textContent = ` ${failed.message}`;
    }
  };
  const details = html('details', { 'data-conflict': conflict.id, open: opened.has(conflict.id) },
    html('summary', {}, html('b', {}, `${conflict.table} ${key}`),
      ` ${conflict.kind}, ${conflict.kept.origin} over ${conflict.lost.origin}, found ${when(conflict.found)}`),
    html('div', { class: 'versions' }, write('kept', conflict.kept, conflict.attributes),
      write('lost', conflict.lost, conflict.attributes)),
    html('p', {}, conflict.reason, '.'),
    html('p', {}, html('button', { click: restore }, 'Put the lost one back'), said));
  details.addEventListener('toggle', () => (details.open ? opened.add(conflict.id) : opened.delete(conflict.id)));
  return details;
}

function chosen(regions) {
  const choice = byId('conflict-region');
  if (choice.options.length !== regions.length) {
    choice.replaceChildren(...regions.map((region) => html('option', { value: region.region }, region.region)));
  }
  return regions.find((region) => region.region === choice.value) ?? regions[0];
}

/** Drawn anew only when there are others than before, so that nothing moves under the reader. */
export async function show(regions) {
  const region = chosen(regions);
  const found = await look(region, `conflicts?limit=${NEWEST}`).catch((failed) => ({ failed }));
  const now = `${region.region} ${found.failed?.message ?? found.conflicts.map((conflict) => conflict.id).join()}`;
  if (now === shown) return;
  shown = now;
  const body = byId('conflict-rows');
  if (found.failed) body.replaceChildren(html('p', {}, found.failed.message));
  else if (found.conflicts.length === 0) body.replaceChildren(html('p', {}, 'None. Cut a link, write the same item in two regions, and mend it.'));
  else {
    body.replaceChildren(...found.conflicts.map((conflict) => row(region, conflict)),
      found.next ? html('p', { class: 'hint' }, `These are the newest ${NEWEST}; GET /api/v1/conflicts has all.`) : '');
  }
}
