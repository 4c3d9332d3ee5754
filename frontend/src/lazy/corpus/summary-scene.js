import { percent } from '../../expects/words.js';
import { timesOf } from './reading.js';

/** @typedef {import('./types.js').Count} Count */
/** @typedef {import('../../scene/items.js').Item} Item */

const ROW = 24;
const NAME = 104;
const NUMBERS = 116;
const BAR = 9;

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {number[]} */
const corners = (x, y, width, height) => [x, y, x + width, y, x + width, y + height, x, y + height];

/** A name that has room, its end left out where it has not. @param {string} label */
const short = (label) => (label.length > 15 ? `${label.slice(0, 14)}…` : label);

/**
 * Labels of the neighbours as bars: orange where there are more than chance
 * gives, blue where there are fewer, grey where chance can give as many; a
 * thin line for the 95 % interval, a tick for the share in the corpus.
 * @param {Count[]} counts @param {number} width  px
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function summaryScene(counts, width) {
  const most = Math.max(...counts.map(({ high, base_rate: base }) => Math.max(high, base)), 1e-9);
  const room = width - NAME - NUMBERS;
  const at = (/** @type {number} */ share) => NAME + (share / most) * room;
  const items = counts.flatMap(({ label, share, low, high, base_rate: base, lift, significant }, i) => {
    const y = i * ROW + ROW / 2;
    const fill = !significant ? 'cell-off' : share > base ? 'plus' : 'minus';
    return /** @type {Item[]} */ ([
      { kind: 'text', x: 0, y, text: short(label), face: 'sans', size: 12, weight: significant ? 600 : 400, anchor: 'start', fill: 'ink' },
      { kind: 'path', points: corners(NAME, y - BAR / 2, Math.max(1, at(share) - NAME), BAR), fill, opacity: 1 },
      { kind: 'path', points: [at(low), y, at(high), y], stroke: 'ink', width: 1, opacity: 0.8 },
      { kind: 'path', points: [at(base), y - BAR, at(base), y + BAR], stroke: 'ink', width: 2, opacity: 1 },
      { kind: 'text', x: width - 66, y, text: percent(share), face: 'sans', size: 12, anchor: 'end', fill: 'ink' },
      { kind: 'text', x: width - 12, y, text: timesOf(lift), face: 'sans', size: 12, anchor: 'end', fill: 'quiet' },
      ...(significant ? [{ kind: 'text', x: width, y, text: '●', face: 'sans', size: 8, anchor: 'end', fill: fill }] : []),
    ]);
  });
  return { items, width, height: counts.length * ROW };
}
