import { h } from '../ui/dom.js';
import { MEASURES } from './overview-scene.js';

/** @typedef {import('../types.js').Overview} Overview */

const KEYS = /** @type {(keyof typeof MEASURES)[]} */ (Object.keys(MEASURES));

/** The heads and their measures in numbers; rows are made while it is open. @param {(id: string) => string} own */
export function headTable(own) {
  const body = h('tbody');
  const head = ['Layer', 'Head', ...Object.values(MEASURES)].map((title) => h('th', { scope: 'col' }, title));
  const table = h('table', { id: own('edges') }, h('caption', {}, 'All heads'), h('thead', {}, h('tr', {}, ...head)), body);
  const region = h('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Heads as a table' }, table);
  const element = h('details', { className: 'numbers' }, h('summary', {}, 'Heads as a table'), region);
  /** @type {Overview | null} */
  let latest = null;
  /** @type {Overview | null} */
  let listed = null;

  function list() {
    if (!element.open || !latest?.summary || latest === listed) return;
    listed = latest;
    body.replaceChildren(
      ...latest.summary.flatMap((heads, layer) =>
        heads.map((summary, i) => {
          const numbers = [layer + 1, i + 1, ...KEYS.map((key) => summary[key].toPrecision(3))];
          return h('tr', {}, ...numbers.map((number) => h('td', {}, String(number))));
        }),
      ),
    );
  }
  element.addEventListener('toggle', list);

  /** @param {Overview} overview */
  function render(overview) {
    latest = overview;
    element.hidden = !overview.summary;
    list();
  }
  return { element, render };
}
