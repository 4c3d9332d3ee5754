import { h } from '../../ui/dom.js';
import { TOP } from './bars.js';
import { measure } from '../export/measure.js';
import { picture } from './draw.js';
import { forceScene } from './force-scene.js';
import { byWeight } from './grid.js';
import { digitsFor, plain, signed } from './numbers.js';
import { percent } from '../../expects/words.js';

/** @typedef {import('./seen.js').Sheet} Sheet */
/** @typedef {import('./grid.js').Row} Row */

/** @param {Row} row @param {number} digits */
function chip(row, digits) {
  const element = h('li', { className: row.weight < 0 ? 'minus' : 'plus' }, h('bdi', {}, row.text || 'special token'), ' ', h('span', {}, signed(row.weight, digits)));
  if (row.word !== null) element.dataset.word = String(row.word);
  return element;
}

/** What the model makes of the text without its words. @param {Sheet} sheet @param {string} target */
function blankLine({ result: { blank, base_value: base } }, target) {
  const says = (/** @type {number} */ probability) => `gives ${target} ${percent(probability)}.`;
  if (!blank) return base === null ? null : h('p', { className: 'blank' }, `The base value: without any word, the model ${says(base)}`);
  const text = blank.text.trim();
  const shown = text ? h('q', { dir: 'auto' }, text.length > 90 ? `${text.slice(0, 90)} …` : text) : 'an empty text';
  return h('p', { className: 'blank' }, 'The base value: of ', shown, ` the model ${says(blank.prediction)}`);
}

/**
 * A force plot with the value of every word under it.
 * @param {Sheet} sheet @param {string} target
 * @param {{ width: number, most: number, reach: [number, number], all: boolean, showAll: (all: boolean) => void }} how
 */
export function forcePlot(sheet, target, { width, most, reach, all, showAll }) {
  const { result, rows, phrases } = sheet;
  const base = result.base_value ?? 0;
  const list = byWeight([...rows, ...phrases]);
  const scene = forceScene(list, base, result.prediction, width, measure, reach);
  const shown = all ? list : list.slice(0, TOP * 2);
  const digits = digitsFor(most);
  const title = `From the base value ${plain(base)} to ${plain(result.prediction)}, word by word`;
  const more =
    list.length > TOP * 2
      ? h('button', { type: 'button', className: 'link more', onclick: () => showAll(!all) }, all ? `Show the strongest ${TOP * 2}` : `Show all ${list.length}`)
      : null;
  return [picture(scene, title), h('ol', { className: 'chips-list' }, ...shown.map((row) => chip(row, digits))), more, blankLine(sheet, target)].filter(
    (part) => part !== null,
  );
}
