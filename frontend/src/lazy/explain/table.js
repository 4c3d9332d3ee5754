import { h } from '../../ui/dom.js';
import { fold } from './fold.js';
import { foldedRows } from './grid.js';
import { NAMES, unitOf } from './names.js';

/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./types.js').ExplainedUnit} ExplainedUnit */

/** Every word with its weight by every method in view, for screen readers and for copying. @param {() => void} changed */
export function weightTable(changed) {
  const panel = fold('weights-table', 'All numbers', 'Every word, by every method in view', changed);
  /** @param {Seen[]} all @param {ExplainedUnit[] | null} grid @param {string[]} names  of the models */
  function render(all, grid, names) {
    return panel.draw([...all, grid], () => {
      const words = grid ?? [];
      const columns = all.flatMap(({ answer, sheets }) =>
        sheets.map(({ result }, i) => ({
          name: `${NAMES[answer.method]}, ${unitOf(answer.method, result.quality)}${sheets.length > 1 ? `, ${names[i]}` : ''}`,
          rows: foldedRows(answer.units, result.weights, words).rows,
        })),
      );
      const head = h('tr', {}, h('th', { scope: 'col' }, 'Word'), ...columns.map(({ name }) => h('th', { scope: 'col' }, name)));
      const body = words.map(({ text }, i) => h('tr', {}, h('th', { scope: 'row' }, h('bdi', {}, text)), ...columns.map(({ rows }) => h('td', {}, rows[i].weight.toPrecision(3)))));
      return [h('div', { className: 'sideways' }, h('table', {}, h('caption', { className: 'unseen' }, `Weights for ${all[0]?.answer.target ?? 'the class'}`), h('thead', {}, head), h('tbody', {}, ...body)))];
    });
  }
  return { element: panel.element, render };
}
