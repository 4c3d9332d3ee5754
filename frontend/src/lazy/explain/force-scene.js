import { digitsOf, ticks } from './axis.js';
import { byWeight } from './grid.js';
import { plain } from './numbers.js';

/** @typedef {import('./grid.js').Row} Row */
/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../../scene/items.js').Text} Text */
/** @typedef {Item & { word?: number | null }} Marked  what belongs to a word of the text */
/** @typedef {import('../export/measure.js').Measure} Measure */

const SIDE = 14;
const TOP = 30;
const STRIP = 30;
const NOTCH = 5;
const GAP = 1.5;
export const FORCE_HEIGHT = TOP + STRIP + 24;

/**
 * Where every word stands: those that speak for the target end at f(x) from the
 * left, those against it begin there to the right, the strongest next to f(x).
 * @param {Row[]} rows @param {number} value  f(x) @returns {{ row: Row, from: number, to: number }[]} in the unit of the weights
 */
export function segments(rows, value) {
  let [left, right] = [value, value];
  return byWeight(rows)
    .filter(({ weight }) => weight !== 0)
    .map((row) => {
      if (row.weight > 0) return { row, to: left, from: (left -= row.weight) };
      return { row, from: right, to: (right -= row.weight) };
    });
}

/**
 * The ends of an axis on which the force plots of several models stand below each other.
 * @param {{ rows: Row[], phrases: Row[], result: { base_value: number | null, prediction: number } }[]} sheets @returns {[number, number]}
 */
export function reachOf(sheets) {
  const ends = sheets.flatMap(({ rows, phrases, result: { base_value: base, prediction } }) => [
    base ?? 0,
    prediction,
    ...segments([...rows, ...phrases], prediction).flatMap(({ from, to }) => [from, to]),
  ]);
  return [Math.min(...ends), Math.max(...ends)];
}

/** A block that points at where it pushes. @param {number} x0 @param {number} x1 @param {number} direction  1: to the right @returns {number[]} */
function block(x0, x1, direction) {
  const notch = Math.min(NOTCH, (x1 - x0) / 2) * direction;
  const [back, front] = direction > 0 ? [x0, x1] : [x1, x0];
  const [top, middle, bottom] = [TOP, TOP + STRIP / 2, TOP + STRIP];
  return [back, top, front - notch, top, front, middle, front - notch, bottom, back, bottom, back + notch, middle];
}

/** A label above the strip, kept inside the picture. @param {string} text @param {number} x @param {number} width @param {Partial<Text>} style @returns {Text} */
function above(text, x, width, style) {
  const anchor = x < width * 0.3 ? 'start' : x > width * 0.7 ? 'end' : 'middle';
  return { kind: 'text', x, y: 9, text, face: 'sans', size: 12, anchor, fill: 'quiet', ...style };
}

/**
 * A force plot (Lundberg et al. 2018): blocks push from the base value to f(x).
 * @param {Row[]} rows  phrases too @param {number} base @param {number} value  f(x)
 * @param {number} width  px @param {Measure} measure @param {[number, number]} [reach]  of the axis, where it is shared
 * @returns {{ items: Marked[], width: number, height: number }}
 */
export function forceScene(rows, base, value, width, measure, reach) {
  const parts = segments(rows, value);
  const ends = [base, value, ...parts.flatMap(({ from, to }) => [from, to])];
  const [low, high] = reach ?? [Math.min(...ends), Math.max(...ends)];
  const span = high - low || 1;
  const at = (/** @type {number} */ number) => SIDE + ((number - low) / span) * (width - 2 * SIDE);
  /** @type {Marked[]} */
  const items = [];
  for (const { row, from, to } of parts) {
    const [x0, x1] = [at(from) + GAP / 2, Math.max(at(to) - GAP / 2, at(from) + GAP)];
    const plus = row.weight > 0;
    items.push({ kind: 'path', points: block(x0, x1, plus ? 1 : -1), fill: plus ? 'plus' : 'minus', opacity: 1, word: row.word });
    if (measure(row.text, 14, 'serif') + 2 * NOTCH + 8 <= x1 - x0)
      items.push({ kind: 'text', x: (x0 + x1) / 2, y: TOP + STRIP / 2, text: row.text, face: 'serif', size: 14, anchor: 'middle', fill: 'paper', word: row.word });
  }
  const marks = ticks(low, high, Math.floor(width / 70));
  const digits = digitsOf(marks);
  for (const mark of marks) {
    const x = at(mark);
    items.push({ kind: 'path', points: [x, TOP + STRIP, x, TOP + STRIP + 5], stroke: 'line', width: 1, opacity: 1 });
    items.push({ kind: 'text', x, y: TOP + STRIP + 15, text: plain(mark, digits), face: 'sans', size: 11, anchor: 'middle', fill: 'quiet' });
  }
  const [b, f] = [at(base), at(value)];
  items.push({ kind: 'path', points: [b, 17, b, TOP + STRIP + 5], stroke: 'quiet', width: 1, dash: 3, opacity: 1 });
  items.push({ kind: 'path', points: [f, 17, f, TOP + STRIP + 5], stroke: 'ink', width: 1.5, opacity: 1 });
  const label = [above(`base value ${plain(base)}`, b, width, {}), above(`f(x) ${plain(value)}`, f, width, { weight: 600, fill: 'ink' })];
  return { items: [...items, ...apart(label, measure, width)], width, height: FORCE_HEIGHT };
}

/** Moves two labels apart where they would lie on each other. @param {Text[]} labels @param {Measure} measure @param {number} width @returns {Text[]} */
function apart(labels, measure, width) {
  const spans = labels.map(({ x, text, anchor, size, face }) => {
    const wide = measure(text, size, face) * 1.05;
    const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
    return { left, right: left + wide };
  });
  const [a, b] = spans;
  if (a.right + 10 < b.left || b.right + 10 < a.left) return labels;
  const [left, right] = labels[0].x <= labels[1].x ? [0, 1] : [1, 0];
  const wide = spans.map((span) => span.right - span.left);
  const middle = Math.min(Math.max((labels[0].x + labels[1].x) / 2, wide[left] + 5), width - wide[right] - 5);
  return labels.map((label, i) => ({ ...label, x: middle + (i === left ? -5 : 5), anchor: i === left ? 'end' : 'start' }));
}
