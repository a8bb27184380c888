// The table of links, and what can be done to one.

import { act } from './api.js';
import { byId, html } from './element.js';
import { conditionOf, nameOf, storyOf } from './link.js';

const DELAY_MILLIS = 300;

function button(label, name, link, todo) {
  return html('button', { 'aria-label': `${label} ${name}`, click: todo, disabled: !link.known }, label);
}

function row(link, region, done) {
  const name = nameOf(link);
  const run = (method, path, body) => () => done(act(region, method, path, body), name);
  const fault = (body) => run('PUT', `faults/links/${link.origin}`, body);
  const known = link.known;
  return html('tr', { 'data-link': name, class: conditionOf(link) },
    html('td', {}, link.origin), html('td', {}, link.to),
    html('td', { class: 'state' }, storyOf(link)),
    html('td', { class: 'number' }, known ? link.lagRecords.toLocaleString() : '–'),
    html('td', { class: 'number' }, known ? link.lagMillis.toLocaleString() : '–'),
    html('td', { class: 'number' }, known && link.applied > 0 ? link.latencyMillis.toLocaleString() : '–'),
    html('td', { class: 'number' }, known ? link.conflicts.toLocaleString() : '–'),
    html('td', { class: 'actions' },
      link.paused
        ? button('Resume', name, link, run('POST', `links/${link.origin}/resume`))
        : button('Pause', name, link, run('POST', `links/${link.origin}/pause`)),
      !link.fault ? null : link.fault.cut
        ? button('Mend', name, link, fault({ cut: false }))
        : button('Cut', name, link, fault({ cut: true })),
      !link.fault ? null : link.fault.delayMillis
        ? button('Undelay', name, link, fault({ delayMillis: 0 }))
        : button('Delay', name, link, fault({ delayMillis: DELAY_MILLIS }))));
}

/** `done(promise, name)` is told what a button has begun. A row under the pointer stays as it is. */
export function show(regions, links, done) {
  const body = byId('link-rows');
  const focused = document.activeElement?.closest('#link-rows') ? document.activeElement.getAttribute('aria-label') : null;
  body.replaceChildren(...links.map((link) => row(link, regions.find((region) => region.region === link.to), done)));
  if (focused) [...body.querySelectorAll('button')].find((one) => one.getAttribute('aria-label') === focused)?.focus();
}
