import { h, say } from '../ui/dom.js';
import { inOrder } from './pipeline.js';
import { floorOf } from './select.js';

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('./pipeline.js').Edges} Edges */

/** A table of thousands of rows helps nobody: the heaviest are listed. */
const ROWS = 500;

/** @param {import('../types.js').Unit} unit */
export const nameOf = ({ masked, replaced, label }) => (masked ? `[MASK] (${label})` : replaced ? `${replaced} (${label})` : label);

/**
 * The same arcs as numbers, for screen readers and for those who want them.
 * Its rows are made while it is open.
 * @param {(id: string) => string} own @param {string} things  what its rows are
 */
export function edgeTable(own, things) {
  const body = h('tbody');
  const caption = h('caption');
  const table = h(
    'table',
    { id: own('edges') },
    caption,
    h('thead', {}, h('tr', {}, ...['From', 'To', 'Weight'].map((title) => h('th', { scope: 'col' }, title)))),
    body,
  );
  const summary = h('summary');
  const element = h(
    'details',
    { className: 'numbers' },
    summary,
    h('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': `${things[0].toUpperCase()}${things.slice(1)} as a table` }, table),
  );
  /** @type {{ picture: Picture, source: object, edges: () => Edges } | null} */
  let latest = null;
  /** @type {object | null} */
  let listed = null;

  /** @param {Picture} picture @param {Edges} edges @param {number} e */
  const row = ({ units }, { from, to, weight }, e) =>
    h(
      'tr',
      { 'data-from': from[e], 'data-to': to[e], 'data-weight': weight[e] },
      h('td', {}, nameOf(units[from[e]])),
      h('td', {}, nameOf(units[to[e]])),
      h('td', {}, weight[e].toPrecision(3)),
    );

  function list() {
    if (!latest || !element.open || latest.source === listed) return;
    const { picture, source } = latest;
    const edges = latest.edges();
    const floor = edges.count > ROWS ? floorOf(edges.weight, ROWS) : 0;
    const heavy = Uint32Array.from(edges.weight.keys()).filter((e) => edges.weight[e] >= floor);
    body.replaceChildren(...Array.from(inOrder(edges, heavy).subarray(0, ROWS), (e) => row(picture, edges, e)));
    const which = floor ? `The ${ROWS} heaviest of ${edges.count.toLocaleString('en')} ${things}` : `All ${things}`;
    caption.textContent = `${which} at layer ${picture.attention.layer}`;
    listed = source;
  }
  element.addEventListener('toggle', list);

  /** @param {Picture} picture @param {object} source  what the edges come from @param {() => Edges} edges */
  function render(picture, source, edges) {
    latest = { picture, source, edges };
    list();
  }
  return { element, render, name: (/** @type {string} */ text) => say(summary, text) };
}

/** The table of the arcs that are drawn, without what is only pointed at. @param {(id: string) => string} own */
export function arcTable(own) {
  const { element, render, name } = edgeTable(own, 'arcs');
  return {
    element,
    /** @param {Picture} picture */
    render(picture) {
      const { count } = picture.settledEdges;
      name(`${count.toLocaleString('en')} ${count === 1 ? 'arc' : 'arcs'} as a table`);
      render(picture, picture.settledEdges, () => picture.settledEdges);
    },
  };
}
