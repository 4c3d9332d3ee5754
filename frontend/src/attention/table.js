import { h } from '../ui/dom.js';

/** @typedef {import('./picture.js').Picture} Picture */

/** A table of thousands of rows helps nobody: the heaviest are listed. */
const ROWS = 500;

/** @param {import('../types.js').Unit} unit */
const name = ({ masked, label }) => (masked ? `[MASK] (${label})` : label);

/** The same arcs as numbers, for screen readers and for those who want them. */
export function edgeTable() {
  const body = h('tbody');
  const caption = h('caption');
  const table = h(
    'table',
    { id: 'edges' },
    caption,
    h('thead', {}, h('tr', {}, ...['From', 'To', 'Weight'].map((title) => h('th', { scope: 'col' }, title)))),
    body,
  );
  const summary = h('summary');
  const element = h(
    'details',
    { className: 'numbers' },
    summary,
    h('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Arcs as a table' }, table),
  );
  /** @type {Picture['settledEdges'] | null} */
  let shown = null;

  /** @param {Picture} picture @param {number} e */
  const row = ({ units, settledEdges: { from, to, weight } }, e) =>
    h(
      'tr',
      { 'data-from': from[e], 'data-to': to[e], 'data-weight': weight[e] },
      h('td', {}, name(units[from[e]])),
      h('td', {}, name(units[to[e]])),
      h('td', {}, weight[e].toPrecision(3)),
    );

  /** @param {Picture} picture */
  function render(picture) {
    const edges = picture.settledEdges;
    if (edges === shown) return;
    shown = edges;
    const order = edges.count > ROWS ? Float32Array.from(edges.weight).sort() : null;
    const floor = order ? order[edges.count - ROWS] : 0;
    const listed = [...edges.weight.keys()].filter((e) => edges.weight[e] >= floor).slice(0, ROWS);
    body.replaceChildren(...listed.map((e) => row(picture, e)));
    summary.textContent = `${edges.count.toLocaleString('en')} arcs as a table`;
    caption.textContent = order
      ? `The ${ROWS} heaviest of ${edges.count.toLocaleString('en')} arcs at layer ${picture.attention.layer}`
      : `Arcs at layer ${picture.attention.layer}`;
  }
  return { element, render };
}
