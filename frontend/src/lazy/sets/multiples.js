import { h } from '../../ui/dom.js';
import { picture } from '../explain/draw.js';
import { NAMES } from '../explain/names.js';
import { measure } from '../export/measure.js';
import { METHODS } from './work.js';
import { multipleScene, scaleOf } from './multiple-scene.js';

/** @typedef {import('./types.js').RowExplanation} RowExplanation */
/** @typedef {import('./multiple-scene.js').Multiple} Multiple */
/** @typedef {{ row: number, text: string, methods: { method: 'shap' | 'lime', multiple: Multiple | null }[] }} RowPicture */

/** Pictures that are drawn at first; all of them are in the file. */
const TOP = 12;

/** @param {RowExplanation} explanation @returns {Multiple} */
export const multipleOf = ({ units, results }) => ({ words: units.map(({ text }) => text), sides: results.map(({ weights }) => weights.map(({ weight }) => weight)) });

/**
 * What is drawn of every row: LIME and SHAP, where they are known.
 * @param {import('./read.js').Row[]} rows @param {Record<'shap' | 'lime', RowExplanation[]>} known @returns {RowPicture[]}
 */
export function picturesOf(rows, known) {
  const by = Object.fromEntries(METHODS.map((method) => [method, new Map(known[method].map((one) => [one.row, one]))]));
  const drawn = rows.map(({ text }, row) => ({
    row,
    text,
    methods: /** @type {const} */ (['lime', 'shap']).map((method) => {
      const one = by[method].get(row);
      return { method, multiple: one && one.units.length ? multipleOf(one) : null };
    }),
  }));
  return drawn.filter(({ methods }) => methods.some(({ multiple }) => multiple));
}

/** What is drawn of a row. @param {RowPicture} one */
const known = ({ methods }) => methods.flatMap(({ multiple }) => (multiple ? [multiple] : []));

/** One scale for all pictures. @param {RowPicture[]} pictures */
export const sharedScale = (pictures) => scaleOf(pictures.flatMap(known));

/** The same, and what the pictures of one row need of it. @param {RowPicture} one @param {import('./multiple-scene.js').Scale} whole */
export const scalesOf = (one, whole) => ({ whole, room: scaleOf(known(one)) });

/** @param {RowPicture} one @param {number} width @param {import('./multiple-scene.js').Scale} scale @param {(row: number) => void} open */
function item(one, width, scale, open) {
  const { row, text, methods } = one;
  const title = h('h3', {}, h('button', { type: 'button', className: 'open', title: 'Explain this sentence', onclick: () => open(row) }, h('bdi', {}, text)));
  const parts = methods.map(({ method, multiple }) => {
    const name = h('figcaption', {}, NAMES[method]);
    if (!multiple) return h('figure', {}, name, h('p', { className: 'note' }, 'Comes next …'));
    return h('figure', {}, name, picture(multipleScene(multiple, scalesOf(one, scale), width, measure), `${NAMES[method]}: ${text}`));
  });
  return h('li', { 'data-row': row }, title, h('div', { className: 'pair' }, ...parts));
}

/** @param {() => void} changed @param {(row: number) => void} open */
export function multiples(changed, open) {
  const list = h('ol', { className: 'multiples', id: 'multiples' });
  let all = false;
  let width = 0;
  const more = h('button', { type: 'button', className: 'link more', onclick: () => ((all = !all), changed()) });
  const element = h('div', {}, list, more);
  new ResizeObserver(([{ contentRect }]) => {
    const room = Math.floor(contentRect.width);
    if (room !== width) changed();
    width = room;
  }).observe(element);

  /** @param {RowPicture[]} pictures */
  function render(pictures) {
    const half = width > 640 ? (width - 40) / 2 : width;
    const scale = sharedScale(pictures);
    const shown = width ? pictures.slice(0, all ? pictures.length : TOP) : [];
    list.replaceChildren(...shown.map((one) => item(one, half, scale, open)));
    more.hidden = pictures.length <= TOP;
    more.textContent = all ? `Show ${TOP}` : `Show all ${pictures.length}`;
  }
  return { element, render };
}
