import { runsOf, strength } from './marked.js';
import { digitsFor, signed } from './numbers.js';

/** @typedef {import('./grid.js').Row} Row */
/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../export/measure.js').Measure} Measure */

const SIZE = 18;
const NUMBER = 10.5;
const LINE = 46;
const SPACE = 5;

/** Whether a text runs from right to left: its first letter says so. @param {string} text */
export const runsLeft = (text) => /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text);

/**
 * The text on the colours of its weights, with the numbers under the words, for a figure.
 * @param {string} text @param {Row[]} rows @param {number} most @param {number} width  px @param {Measure} measure
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function markedScene(text, rows, most, width, measure) {
  const digits = digitsFor(most);
  const leftwards = runsLeft(text);
  /** @type {Item[]} */
  const items = [];
  let [at, y] = [0, 0];
  for (const run of runsOf(text, rows)) {
    const word = run.text.trim();
    if (!word) continue;
    const number = run.row ? signed(run.row.weight, digits) : '';
    const room = Math.max(measure(word, SIZE, 'serif'), measure(number, NUMBER, 'sans')) + 6;
    if (at > 0 && at + room > width) [at, y] = [0, y + LINE];
    const x = leftwards ? width - at - room : at;
    if (run.row) {
      const { weight } = run.row;
      items.push({ kind: 'box', x, y, width: room, height: LINE - 6, fill: weight < 0 ? 'minus' : 'plus', opacity: strength(weight, most) });
      items.push({ kind: 'text', x: x + room / 2, y: y + 31, text: number, face: 'sans', size: NUMBER, anchor: 'middle', fill: 'ink' });
    }
    items.push({ kind: 'text', x: x + room / 2, y: y + 14, text: word, face: 'serif', size: SIZE, anchor: 'middle', fill: 'ink' });
    at += room + SPACE;
  }
  return { items, width, height: y + LINE };
}
