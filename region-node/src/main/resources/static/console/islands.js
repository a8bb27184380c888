// The map: an island for each region, an arrow for each link.

import { byId, svg } from './element.js';
import { conditionOf, nameOf, storyOf } from './link.js';

const CENTRE = { x: 380, y: 205 };
const SPREAD = { x: 265, y: 135 };
const ISLAND = { width: 70, height: 46 };
const BEND = 26;
const CONDITIONS = ['ok', 'behind', 'paused', 'trouble', 'unknown'];

function places(count) {
  return Array.from({ length: count }, (_, at) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * at) / count;
    return { x: CENTRE.x + SPREAD.x * Math.cos(angle), y: CENTRE.y + SPREAD.y * Math.sin(angle) };
  });
}

/** Where the line from the middle of an island in that direction reaches the water. */
function shore(place, dx, dy) {
  const reach = 1 / Math.hypot(dx / (ISLAND.width + 8), dy / (ISLAND.height + 8));
  return { x: place.x + dx * reach, y: place.y + dy * reach };
}

function arrow(from, to, link) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const bend = { x: (from.x + to.x) / 2 + across.x * BEND * 2, y: (from.y + to.y) / 2 + across.y * BEND * 2 };
  const start = shore(from, bend.x - from.x, bend.y - from.y);
  const end = shore(to, bend.x - to.x, bend.y - to.y);
  const label = { x: (start.x + end.x) / 4 + bend.x / 2, y: (start.y + end.y) / 4 + bend.y / 2 };
  const condition = conditionOf(link);
  return svg('g', { class: `link ${condition}` },
    svg('title', {}, `${nameOf(link)}: ${storyOf(link)}`),
    svg('path', { d: `M${start.x},${start.y} Q${bend.x},${bend.y} ${end.x},${end.y}`, 'marker-end': `url(#head-${condition})` }),
    svg('text', { x: label.x, y: label.y + 4 }, told(link)));
}

function told(link) {
  if (!link.known) return '?';
  if (link.fault?.cut) return 'cut';
  if (link.paused) return `paused, ${link.lagRecords}`;
  if (link.lagRecords > 0) return `${link.lagRecords} behind`;
  return link.applied > 0 ? `${link.latencyMillis} ms` : '';
}

function island(place, region) {
  const condition = region.view ? (region.view.state === 'WRITING' ? '' : 'readonly') : 'silent';
  const below = region.view
    ? `${region.view.conflicts} conflicts · log ${region.view.lastSequence}`
    : 'does not answer';
  return svg('g', { class: `island ${condition}` },
    svg('title', {}, region.view ? region.view.dataEndpoint : String(region.why ?? '')),
    svg('ellipse', { class: 'sand', cx: place.x, cy: place.y, rx: ISLAND.width, ry: ISLAND.height }),
    svg('ellipse', { class: 'lagoon', cx: place.x, cy: place.y, rx: ISLAND.width - 10, ry: ISLAND.height - 10 }),
    svg('text', { class: 'name', x: place.x, y: place.y + 1 }, region.region),
    svg('text', { class: 'below', x: place.x, y: place.y + 16 }, below));
}

function heads() {
  return svg('defs', {}, CONDITIONS.map((condition) =>
    svg('marker', { id: `head-${condition}`, class: `head ${condition}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
      svg('path', { d: 'M0,0 L8,4 L0,8 z' }))));
}

export function draw(regions, links) {
  const at = new Map(places(regions.length).map((place, index) => [regions[index].region, place]));
  byId('islands').replaceChildren(
    heads(),
    ...links.filter((link) => at.has(link.origin)).map((link) => arrow(at.get(link.origin), at.get(link.to), link)),
    ...regions.map((region) => island(at.get(region.region), region)));
}
