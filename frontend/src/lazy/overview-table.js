import { h } from '../ui/dom.js';
import { MEASURES } from './overview-scene.js';
import { evidenceOf } from './heads/labels.js';

/** @typedef {import('../types.js').Overview} Overview */

const KEYS = /** @type {(keyof typeof MEASURES)[]} */ (Object.keys(MEASURES));

/** The heads and their measures in numbers; rows are made while it is open. @param {(id: string) => string} own */
export function headTable(own) {
  const body = h('tbody');
  const head = ['Layer', 'Head', 'Measured on a corpus', ...Object.values(MEASURES)].map((title) => h('th', { scope: 'col' }, title));
  const table = h('table', { id: own('edges') }, h('caption', {}, 'All heads'), h('thead', {}, h('tr', {}, ...head)), body);
  const region = h('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Heads as a table' }, table);
  const element = h('details', { className: 'numbers' }, h('summary', {}, 'Heads as a table'), region);
  /** @type {Overview | null} */
  let latest = null;
  /** @type {import('../ui/controls.js').Labels} */
  let labels = null;
  /** What the rows were made of. @type {unknown[]} */
  let listed = [];

  function list() {
    if (!element.open || !latest?.summary || (latest === listed[0] && labels === listed[1])) return;
    listed = [latest, labels];
    head[2].hidden = !labels;
    body.replaceChildren(
      ...latest.summary.flatMap((heads, layer) =>
        heads.map((summary, i) => {
          const numbers = [layer + 1, i + 1, ...KEYS.map((key) => summary[key].toPrecision(3))];
          const own = labels?.get(`${layer + 1}.${i + 1}`);
          const measured = h('td', { hidden: !labels, className: 'measured' }, own ? evidenceOf(own, 3) : '');
          const cells = numbers.map((number) => h('td', {}, String(number)));
          return h('tr', {}, ...cells.slice(0, 2), measured, ...cells.slice(2));
        }),
      ),
    );
  }
  element.addEventListener('toggle', list);

  /** @param {Overview} overview @param {import('../ui/controls.js').Labels} measured */
  function render(overview, measured) {
    latest = overview;
    labels = measured;
    element.hidden = !overview.summary;
    list();
  }
  return { element, render };
}
