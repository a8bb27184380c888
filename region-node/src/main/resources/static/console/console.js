// Asks every region once a second, and shows what they say.

import { look, regions as known } from './api.js';
import * as conflicts from './conflicts.js';
import { byId } from './element.js';
import { History } from './history.js';
import * as islands from './islands.js';
import * as links from './links.js';
import * as tables from './tables.js';

const LOOK_MILLIS = 1_000;
const SLOW_EVERY = 3; // digests and conflicts change less often, and cost more

const history = new History();
let regions = [];
let looks = 0;
let again = 0;

async function observe(region) {
  try {
    const [view, incoming, faults] = await Promise.all([
      look(region, 'region'), look(region, 'links'), look(region, 'faults').catch(() => null)]);
    return {
      ...region,
      view,
      incoming: incoming.map((link) => ({ ...link, to: region.region, known: true, fault: faults?.links[link.origin] ?? null })),
    };
  } catch (failed) {
    return { ...region, view: null, why: failed.message, incoming: [] };
  }
}

/** Links into a region that does not answer exist as well: nothing is known of them. */
function allLinks(seen) {
  return seen.flatMap((to) => (to.view ? to.incoming : seen.filter((one) => one !== to)
    .map((one) => ({ origin: one.region, to: to.region, known: false }))));
}

function say(seen) {
  const answering = seen.filter((region) => region.view).length;
  const self = seen[0];
  byId('seen-from').textContent = self.view
    ? `seen from ${self.region}, version ${self.view.version}: ${answering} of ${seen.length} regions answer`
    : `${self.region} does not answer: ${self.why}`;
}

async function once() {
  if (regions.length === 0) regions = await known();
  const seen = await Promise.all(regions.map(observe));
  const all = allLinks(seen);
  say(seen);
  islands.draw(seen, all);
  links.show(seen, all, begun);
  history.add(seen, all);
  if (looks % SLOW_EVERY === 0) {
    tables.show(seen, await tables.read(seen));
    await conflicts.show(seen);
  }
  looks += 1;
}

async function turn() {
  try {
    if (!document.hidden) await once();
  } catch (failed) {
    byId('seen-from').textContent = `the region does not answer: ${failed.message}`;
  }
  again = setTimeout(turn, LOOK_MILLIS);
}

/** A button was pressed: shows what came of it at once. */
async function begun(doing, name) {
  try {
    await doing;
    clearTimeout(again);
    await turn();
  } catch (failed) {
    byId('seen-from').textContent = `${name}: ${failed.message}`;
  }
}

byId('item-form').addEventListener('submit', (event) => {
  event.preventDefault();
  tables.lookUp(regions);
});
byId('conflict-region').addEventListener('change', () => conflicts.show(regions));
turn();
