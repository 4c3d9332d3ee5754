import { plain } from './numbers.js';

/** @typedef {import('./types.js').CurvePoint} CurvePoint */
/** @typedef {import('../../scene/items.js').Item} Item */

const LEFT = 34;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;

/** The area between both curves (ABPC), by trapezoids. @param {CurvePoint[]} curves @returns {number} probability points */
export function areaBetween(curves) {
  let area = 0;
  for (let i = 1; i < curves.length; i++) {
    const [a, b] = [curves[i - 1], curves[i]];
    area += ((b.share - a.share) * (a.least_first - a.most_first + b.least_first - b.most_first)) / 2;
  }
  return area;
}

/** @param {CurvePoint[]} curves @returns {{ share: number, low: number, high: number }[]} */
const band = (curves) =>
  curves.flatMap(({ share, random_low: low, random_high: high }) => (low === undefined || high === undefined ? [] : [{ share, low, high }]));

/**
 * What becomes of the target's probability when words are taken away, the
 * strongest first and the weakest first, before a band of random orders.
 * @param {CurvePoint[]} curves @param {{ width: number, height: number }} size  px
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function curveScene(curves, { width, height }) {
  const x = (/** @type {number} */ share) => LEFT + share * (width - LEFT - RIGHT);
  const y = (/** @type {number} */ value) => TOP + (1 - value) * (height - TOP - BOTTOM);
  /** @param {'most_first' | 'least_first'} key */
  const line = (key) => curves.flatMap((point) => [x(point.share), y(point[key])]);
  /** @type {Item[]} */
  const items = [0, 0.5, 1].flatMap((value) => [
    { kind: 'path', points: [LEFT, y(value), width - RIGHT, y(value)], stroke: 'line', width: 1, opacity: 1 },
    { kind: 'text', x: LEFT - 6, y: y(value), text: plain(value, 1), face: 'sans', size: 11, anchor: 'end', fill: 'quiet' },
  ]);
  for (const share of [0, 0.5, 1])
    items.push({ kind: 'text', x: x(share), y: height - 9, text: `${share * 100} %`, face: 'sans', size: 11, anchor: share === 1 ? 'end' : share ? 'middle' : 'start', fill: 'quiet' });
  const random = band(curves);
  if (random.length > 1) {
    const there = random.flatMap(({ share, high }) => [x(share), y(high)]);
    const back = [...random].reverse().flatMap(({ share, low }) => [x(share), y(low)]);
    items.push({ kind: 'path', points: [...there, ...back], fill: 'cell-off', opacity: 0.35 });
  }
  items.push({ kind: 'path', points: line('least_first'), stroke: 'quiet', width: 1.5, dash: 4, opacity: 1 });
  items.push({ kind: 'path', points: line('most_first'), stroke: 'plus', width: 2, opacity: 1 });
  return { items, width, height };
}
