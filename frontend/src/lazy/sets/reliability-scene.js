import { plain } from '../explain/numbers.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('./types.js').Bin} Bin */

const LEFT = 34;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 34;

/**
 * How often a model is right, by how sure it is: one dot for each bin, with the
 * interval of its accuracy, beside the line on which both are the same.
 * @param {Bin[]} bins @param {number} size  px
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function reliabilityScene(bins, size) {
  const x = (/** @type {number} */ value) => LEFT + value * (size - LEFT - RIGHT);
  const y = (/** @type {number} */ value) => TOP + (1 - value) * (size - TOP - BOTTOM);
  /** @type {Item[]} */
  const items = [0, 0.5, 1].flatMap((value) => [
    { kind: 'path', points: [x(0), y(value), x(1), y(value)], stroke: 'line', width: 1, opacity: 1 },
    { kind: 'text', x: LEFT - 6, y: y(value), text: plain(value, 1), face: 'sans', size: 11, anchor: 'end', fill: 'quiet' },
    { kind: 'text', x: x(value), y: y(0) + 12, text: plain(value, 1), face: 'sans', size: 11, anchor: 'middle', fill: 'quiet' },
  ]);
  items.push({ kind: 'path', points: [x(0), y(0), x(1), y(1)], stroke: 'quiet', width: 1, dash: 4, opacity: 1 });
  items.push({ kind: 'text', x: x(0.5), y: size - 6, text: 'how sure the model is', face: 'sans', size: 11, anchor: 'middle', fill: 'quiet' });
  const most = Math.max(1, ...bins.map(({ accuracy }) => accuracy.rows));
  for (const { confidence, accuracy } of bins) {
    const [at, up] = [x(confidence), y(accuracy.value)];
    if (accuracy.low !== null && accuracy.high !== null)
      items.push({ kind: 'path', points: [at, y(accuracy.low), at, y(accuracy.high)], stroke: 'cell', width: 1.5, opacity: 0.6 });
    // The area says how many rows there are.
    const half = 2 + 4 * Math.sqrt(accuracy.rows / most);
    items.push({ kind: 'path', points: [at - half, up, at, up - half, at + half, up, at, up + half], fill: 'accent', opacity: 1 });
  }
  const dots = bins.flatMap(({ confidence, accuracy }) => [x(confidence), y(accuracy.value)]);
  if (bins.length > 1) items.push({ kind: 'path', points: dots, stroke: 'accent', width: 1.5, opacity: 1 });
  return { items, width: size, height: size };
}
