// What was seen in the last five minutes, as lines.

/* global Chart */
import { nameOf } from './link.js';

const SAMPLES_MAX = 300;
const COLOURS = ['#0b6e8f', '#d1495b', '#2a9d4a', '#edae49', '#7b4fa3', '#5d6d7e', '#00a896', '#b5651d'];

function chart(id) {
  const grid = getComputedStyle(document.body).getPropertyValue('--line');
  const text = getComputedStyle(document.body).getPropertyValue('--quiet');
  return new Chart(document.getElementById(id), {
    type: 'line',
    data: { labels: [], datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      elements: { point: { radius: 0 }, line: { borderWidth: 1.5, tension: 0.2 } },
      scales: {
        x: { ticks: { maxTicksLimit: 6, color: text }, grid: { display: false } },
        y: { beginAtZero: true, ticks: { maxTicksLimit: 5, color: text }, grid: { color: grid } },
      },
      plugins: { legend: { labels: { boxWidth: 12, color: text } } },
    },
  });
}

class Lines {
  #chart;

  constructor(id) {
    this.#chart = chart(id);
  }

  /** `values`: by the name of the line; a gap where one is missing. */
  add(time, values) {
    const { labels, datasets } = this.#chart.data;
    for (const name of values.keys()) {
      if (datasets.some((line) => line.label === name)) continue;
      const colour = COLOURS[datasets.length % COLOURS.length];
      datasets.push({ label: name, data: labels.map(() => null), borderColor: colour, backgroundColor: colour });
    }
    labels.push(time);
    for (const line of datasets) line.data.push(values.get(line.label) ?? null);
    if (labels.length > SAMPLES_MAX) {
      labels.shift();
      for (const line of datasets) line.data.shift();
    }
    this.#chart.update('none');
  }
}

export class History {
  #behind = new Lines('behind-chart');
  #latency = new Lines('latency-chart');
  #rate = new Lines('rate-chart');
  #before = new Map();

  add(regions, links) {
    const now = performance.now();
    const time = new Date().toLocaleTimeString();
    const known = links.filter((link) => link.known);
    this.#behind.add(time, new Map(known.map((link) => [nameOf(link), link.lagRecords])));
    this.#latency.add(time, new Map(known.filter((link) => link.applied > 0).map((link) => [nameOf(link), link.latencyMillis])));
    const rates = new Map();
    for (const { region, view } of regions) {
      if (!view) continue;
      const before = this.#before.get(region);
      const grown = before && view.lastSequence >= before.sequence; // less after a restart with nothing kept
      if (grown) rates.set(region, Math.round((view.lastSequence - before.sequence) / ((now - before.at) / 1000)));
      this.#before.set(region, { sequence: view.lastSequence, at: now });
    }
    this.#rate.add(time, rates);
  }
}
