import { signed } from '../explain/numbers.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../export/measure.js').Measure} Measure */
/** @typedef {{ low: number, high: number }} Scale  the weights that all pictures of a set have room for */
/** @typedef {{ words: string[], sides: number[][] }} Multiple  weights of each model, left first, in the order of the words */

const NAME = 44;
/** What the whole scale takes, px. */
const FULL = 120;
/** Room for a number above and below the bars. */
const NUMBER = 14;
const WIDEST = 34;
const SIZE = 13;
const TURN = -42;
/** Room for a turned word. */
const WORDS = 58;
/** Closer than this, not every word has a name. */
const ROOM = 13;
const SIDES = ['left', 'right'];

/** One scale for everything that is to be compared; zero is always in it. @param {Multiple[]} all @returns {Scale} */
export function scaleOf(all) {
  const weights = all.flatMap(({ sides }) => sides.flat());
  return weights.reduce(({ low, high }, weight) => ({ low: Math.min(low, weight), high: Math.max(high, weight) }), { low: 0, high: 0 });
}

/** Words that have room for their names: the strongest first, none too near to another. @param {Multiple} multiple @param {number} step  px @returns {Set<number>} */
function namedOf({ words, sides }, step) {
  const strength = (/** @type {number} */ i) => Math.max(...sides.map((side) => Math.abs(side[i])));
  const order = words.map((_, i) => i).sort((a, b) => strength(b) - strength(a));
  /** @type {Set<number>} */
  const named = new Set();
  for (const i of order) if ([...named].every((other) => Math.abs(other - i) * step >= ROOM)) named.add(i);
  return named;
}

/** A word that fits the room under its bar. @param {string} word @param {Measure} measure */
function cut(word, measure) {
  const most = (WORDS - 8) / Math.sin((-TURN * Math.PI) / 180);
  if (measure(word, SIZE, 'serif') <= most) return word;
  let kept = [...word];
  while (kept.length > 1 && measure(`${kept.join('')}…`, SIZE, 'serif') > most) kept = kept.slice(0, -1);
  return `${kept.join('')}…`;
}

/**
 * One text by one method: a bar for each word, up for the class and down
 * against it, the left model above the right one. All pictures have the same
 * number of px for a probability point, and each as much room as it needs.
 * @param {Multiple} multiple @param {{ whole: Scale, room: Scale }} scales  of all pictures; of those that stand side by side
 * @param {number} width  px @param {Measure} measure
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function multipleScene(multiple, { whole, room }, width, measure) {
  const { words, sides } = multiple;
  const named = sides.length > 1;
  const margin = named ? NAME : 8;
  const step = Math.min(WIDEST, (width - margin - 4) / Math.max(1, words.length));
  const point = FULL / (whole.high - whole.low || 1);
  const chart = (room.high - room.low) * point + 2 * NUMBER;
  /** @type {Item[]} */
  const items = [];
  let top = 0;
  for (const [side, weights] of sides.entries()) {
    const y = (/** @type {number} */ weight) => top + NUMBER + (room.high - weight) * point;
    items.push({ kind: 'path', points: [margin, y(0), margin + step * words.length, y(0)], stroke: 'line', width: 1, opacity: 1 });
    if (named) items.push({ kind: 'text', x: 0, y: y(0), text: SIDES[side], face: 'sans', size: 11, anchor: 'start', fill: 'quiet' });
    const most = Math.max(...weights.map(Math.abs));
    for (const [i, weight] of weights.entries()) {
      const [x, half] = [margin + step * (i + 0.5), Math.max(1, Math.min(9, step * 0.36))];
      const [from, to] = [y(0), y(weight)];
      if (Math.abs(to - from) >= 0.2)
        items.push({ kind: 'path', points: [x - half, from, x + half, from, x + half, to, x - half, to], fill: weight < 0 ? 'minus' : 'plus', opacity: 1 });
      if (weight !== 0 && Math.abs(weight) === most)
        items.push({ kind: 'text', x, y: to + (weight < 0 ? 8 : -7), text: signed(weight), face: 'sans', size: 10, anchor: 'middle', fill: 'ink' });
    }
    top += chart;
  }
  const names = namedOf(multiple, step);
  for (const i of names)
    items.push({ kind: 'text', x: margin + step * (i + 0.5) + 4, y: top + 4, text: cut(words[i], measure), face: 'serif', size: SIZE, anchor: 'end', fill: 'ink', turn: TURN });
  return { items, width, height: top + WORDS + 4 };
}
