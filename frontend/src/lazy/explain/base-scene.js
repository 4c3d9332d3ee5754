import { digitsOf, ticks } from './axis.js';
import { plain } from './numbers.js';

/** @typedef {import('../../scene/items.js').Item} Item */

const NAME = 46;
const ROW = 34;
const SIDE = 26;
const SIDES = ['left', 'right'];

/**
 * Where each model begins, and where the text takes it: base value and f(x) of
 * two models on one axis.
 * @param {{ base: number, value: number }[]} models @param {number} width  px
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function baseScene(models, width) {
  const at = (/** @type {number} */ value) => NAME + SIDE + value * (width - NAME - 2 * SIDE);
  const bottom = models.length * ROW;
  const marks = ticks(0, 1, Math.floor(width / 90));
  /** @type {Item[]} */
  const items = marks.flatMap((mark) => [
    { kind: 'path', points: [at(mark), 0, at(mark), bottom + 4], stroke: 'line', width: 1, opacity: 1 },
    { kind: 'text', x: at(mark), y: bottom + 14, text: plain(mark, digitsOf(marks)), face: 'sans', size: 11, anchor: 'middle', fill: 'quiet' },
  ]);
  for (const [i, { base, value }] of models.entries()) {
    const [y, from, to] = [i * ROW + 20, at(base), at(value)];
    const colour = value < base ? 'minus' : 'plus';
    const tip = Math.min(7, Math.abs(to - from)) * Math.sign(to - from);
    items.push({ kind: 'text', x: 0, y, text: SIDES[i], face: 'sans', size: 12, anchor: 'start', fill: 'quiet' });
    items.push({ kind: 'path', points: [from, y, to, y], stroke: colour, width: 3, opacity: 1 });
    items.push({ kind: 'path', points: [to, y, to - tip, y - 6, to - tip, y + 6], fill: colour, opacity: 1 });
    items.push({ kind: 'path', points: [from, y - 6, from, y + 6], stroke: 'ink', width: 2, opacity: 1 });
    const apart = Math.abs(to - from) > 64;
    items.push({ kind: 'text', x: from, y: y - 13, text: plain(base), face: 'sans', size: 11, anchor: apart || to === from ? 'middle' : to < from ? 'start' : 'end', fill: 'quiet' });
    items.push({ kind: 'text', x: to, y: y - 13, text: plain(value), face: 'sans', size: 11, anchor: apart ? 'middle' : to < from ? 'end' : 'start', fill: 'ink' });
  }
  return { items, width, height: bottom + 22 };
}
