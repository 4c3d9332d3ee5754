import { legendOf, measured } from '../attention/legend.js';
import { threshold } from '../attention/pipeline.js';
import { edgeTable } from '../attention/table.js';
import { tokenColumn } from '../attention/tokens.js';
import { shortName } from '../attention/units.js';
import { once } from '../once.js';
import { paletteOf } from '../scene/canvas.js';
import { sheet } from '../scene/sheet.js';
import { h, say } from '../ui/dom.js';
import { cellSize, strongest, heatmapItems } from './heatmap-scene.js';

/** @typedef {import('../attention/picture.js').Picture} Picture */
/** @typedef {{ row: number, column: number }} Cell */

/** Room for the tokens beside and above the cells, in px. */
const LABEL = 88;

/** Below this size of a cell a token's text cannot be read. */
const LEGIBLE = 9;

const HINT = 'Heat map: arrow keys move from cell to cell, Enter locks the token that looks, Shift and Enter the one looked at.';

/** @type {Record<string, [number, number]>} rows down, columns right */
const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

/**
 * The combined attention as a square of cells: rows look, columns are looked at.
 * @param {import('../store.js').Store} store @param {import('../attention/actions.js').Actions} actions
 * @param {(id: string) => string} own @param {(heads: number[]) => string} evidence  what was measured of a head that is seen alone
 */
export function heatmap(store, actions, own, evidence) {
  const from = tokenColumn('from', 'Tokens that look', store, actions);
  const to = tokenColumn('to', 'Tokens that are looked at', store, actions);
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const mark = h('div', { className: 'mark', hidden: true });
  const label = h('div', { className: 'value', hidden: true, 'aria-hidden': 'true' });
  const aloud = h('p', { className: 'unseen', 'aria-live': 'polite' });
  const cells = h('div', { className: 'cell-field', role: 'application', tabIndex: 0, 'aria-label': HINT }, canvas, mark, label);
  const field = h('div', { className: 'heatmap', id: own('heatmap') }, from.element, to.element, cells);
  const legend = h('p', { className: 'legend', id: own('legend') });
  const table = edgeTable(own, 'cells');
  table.name('Cells as a table');
  const element = h('div', { className: 'figure' }, legend, h('div', { className: 'sideways' }, field), aloud, table.element);
  const base = sheet(canvas);
  const mostOf = once(strongest);
  const edgesOf = once(threshold);
  /** @type {Picture | null} */
  let shown = null;
  /** @type {Cell | null} */
  let at = null;
  let width = 0;
  let size = 0;

  function draw() {
    if (!shown || !width) return;
    const { shownMatrix: matrix, held } = shown;
    const { state } = store.get();
    const most = state.scale === 'fixed' ? 1 : mostOf(matrix);
    size = cellSize(width - LABEL, matrix.size);
    field.style.setProperty('--row', `${size}px`);
    field.style.setProperty('--label', `${LABEL}px`);
    field.style.setProperty('--side', `${size * matrix.size}px`);
    field.classList.toggle('tiny', size < LEGIBLE);
    const items = heatmapItems(matrix, held, size, most, state.values === 'show');
    base.draw(items, { left: 0, top: 0, width: size * matrix.size, height: size * matrix.size }, paletteOf(field));
    legend.replaceChildren(...legendOf(shown, state, { thing: 'strongest cell', most }), ...measured(evidence(shown.shownHeads)));
  }

  /** @param {Cell | null} cell */
  function point(cell) {
    at = cell && shown && Math.max(cell.row, cell.column) < shown.units.length ? cell : null;
    mark.hidden = label.hidden = !at;
    if (!at || !shown) return;
    const { units, shownMatrix } = shown;
    const weight = shownMatrix.values[at.row * shownMatrix.size + at.column];
    mark.style.translate = `${at.column * size}px ${at.row * size}px`;
    label.style.left = `${(at.column + 0.5) * size}px`;
    label.style.top = `${at.row * size}px`;
    const [looks, target] = [units[at.row], units[at.column]].map((unit) => h('q', {}, shortName(unit)));
    label.replaceChildren(looks, ' → ', target, ` ${weight.toPrecision(3)}`);
  }

  cells.addEventListener('pointermove', (event) => {
    const { left, top } = cells.getBoundingClientRect();
    point({ row: Math.floor((event.clientY - top) / size), column: Math.floor((event.clientX - left) / size) });
  });
  for (const leave of ['pointerleave', 'blur']) cells.addEventListener(leave, () => point(null));
  cells.addEventListener('click', () => at && shown && actions.lock(shown.units[at.row], 'from'));
  cells.addEventListener('keydown', (event) => {
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    const last = shown.units.length - 1;
    if (step) {
      const { row, column } = at ?? { row: -step[0], column: -step[1] };
      point({ row: Math.min(last, Math.max(0, row + step[0])), column: Math.min(last, Math.max(0, column + step[1])) });
      say(aloud, label.textContent ?? '');
    } else if (event.key === 'Enter' && at)
      actions.lock(shown.units[event.shiftKey ? at.column : at.row], event.shiftKey ? 'to' : 'from');
    else return;
    event.preventDefault();
  });
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.round(contentRect.width);
    draw();
  }).observe(element);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  /** @param {Picture} picture */
  function render(picture) {
    shown = picture;
    for (const column of [from, to]) {
      column.render(picture);
      column.mark(picture.near, () => true);
    }
    draw();
    point(at);
    table.render(picture, picture.matrix, () => edgesOf(picture.matrix, 1));
  }
  return { element, render };
}
