import { barScale } from './bars.js';
import { byWeight } from './grid.js';
import { digitsFor, signed } from './numbers.js';

/** @typedef {import('./grid.js').Row} Row */
/** @typedef {import('../../scene/items.js').Item} Item */

const ROW = 26;
const NAME = 150;
const NUMBER = 64;

/**
 * Weights as bars to both sides of zero, the strongest first, for a figure.
 * @param {Row[]} rows @param {number} most  the largest weight in view @param {number} width  px
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function barsScene(rows, most, width) {
  const sorted = byWeight(rows);
  const scale = barScale(sorted);
  const at = (/** @type {number} */ weight) => NAME + (scale.at(weight) / 100) * (width - NAME - NUMBER);
  const digits = digitsFor(most);
  const height = sorted.length * ROW;
  /** @type {Item[]} */
  const items = [{ kind: 'path', points: [at(0), 0, at(0), height], stroke: 'line', width: 1, opacity: 1 }];
  for (const [i, { text, weight, low, high }] of sorted.entries()) {
    const [y, from, to] = [i * ROW + ROW / 2, at(Math.min(0, weight)), at(Math.max(0, weight))];
    items.push({ kind: 'box', x: from, y: y - 7, width: Math.max(1, to - from), height: 14, fill: weight < 0 ? 'minus' : 'plus', opacity: 1 });
    if (low !== undefined && high !== undefined && high > low)
      items.push({ kind: 'path', points: [at(low), y, at(high), y], stroke: 'ink', width: 1.5, opacity: 1 });
    items.push({ kind: 'text', x: 0, y, text: text || 'special', face: 'serif', size: 16, anchor: 'start', fill: 'ink' });
    items.push({ kind: 'text', x: width, y, text: signed(weight, digits), face: 'sans', size: 12, anchor: 'end', fill: 'ink' });
  }
  return { items, width, height };
}
