import { range } from '../state/state.js';
import { floorOf } from './select.js';
import { rowsIn } from './tile.js';

/**
 * From a picture to the things to draw. Widths and opacities follow the weight
 * against the largest weight in view (or against 1); positions are px of the plot.
 *
 * @typedef {import('./pipeline.js').Edges} Edges
 * @typedef {import('./picture.js').Picture} Picture
 * @typedef {import('../scene/items.js').Arc} Arc
 * @typedef {import('../scene/items.js').Box} Box
 *
 * @typedef {object} Frame  where the plot's parts lie, in px
 * @property {number} row  height of a row
 * @property {number} width
 * @property {number} height
 * @property {number} cell  width of a head's cell
 * @property {number} label  width of a token
 * @property {number} left  x where arcs begin
 * @property {number} right  x where arcs end
 *
 * @typedef {{ top: number, bottom: number }} Tile  what of the height is drawn
 * @typedef {Arc & { from: number, to: number, weight: number }} Stroke
 */

export const ROW = 26;
const GAP = 14;

/** Arcs drawn at once, at most: above this the lightest are left out, and that is said. */
export const CAP = 1000;
/** The same for what is only pointed at, which follows the pointer. */
export const PREVIEW_CAP = 300;

/** Where things lie for a plot of this width. @param {number} width @param {number} heads @param {number} rows @returns {Frame} */
export function frameOf(width, heads, rows) {
  const cell = Math.max(3, Math.min(9, Math.floor((width * (width < 640 ? 0.1 : 0.17)) / heads)));
  const label = Math.round(Math.max(74, Math.min(150, width * 0.19)));
  const inset = cell * heads + GAP + label + 6;
  return { row: ROW, width, height: rows * ROW, cell, label, left: inset, right: width - inset };
}

/** @param {number} weight @param {number} most */
export const widthOf = (weight, most) => 0.75 + 3.25 * Math.sqrt(Math.min(1, weight / most));

/** @param {number} weight @param {number} most */
export const opacityOf = (weight, most) => 0.15 + 0.75 * Math.min(1, weight / most);

/**
 * The arcs that show between two heights, weakest first so that the strong
 * ones lie on top. Where more than `cap` would be drawn only the heaviest are.
 * @param {Edges} edges
 * @param {Pick<Frame, 'row' | 'left' | 'right'>} frame
 * @param {{ most: number, cap: number } & Tile} view
 * @returns {{ strokes: Stroke[], crossing: number }} `crossing`: how many there are without the cap
 */
export function strokes(edges, { row, left, right }, { most, top, bottom, cap }) {
  const { from, to, weight } = edges;
  const crossing = crossingOf(edges, top / row - 0.5, bottom / row - 0.5);
  const drawn = heaviestOf(crossing, cap).sort((a, b) => weight[a] - weight[b]);
  return {
    crossing: crossing.places.length,
    strokes: drawn.map((e) => ({
      kind: 'arc',
      from: from[e],
      to: to[e],
      weight: weight[e],
      width: widthOf(weight[e], most),
      stroke: 'arc',
      opacity: opacityOf(weight[e], most),
      x0: left,
      y0: (from[e] + 0.5) * row,
      x1: right,
      y1: (to[e] + 0.5) * row,
    })),
  };
}

/** Edges that are looked through, with their weights; kept, since fresh memory costs more than what is written to it. */
let seen = { places: new Uint32Array(0), weights: new Float32Array(0) };

/** The edges that do not lie wholly above or below. @param {Edges} edges @param {number} first  row @param {number} last */
function crossingOf({ from, to, weight, count }, first, last) {
  if (seen.places.length < count) seen = { places: new Uint32Array(count), weights: new Float32Array(count) };
  const { places, weights } = seen;
  let crossing = 0;
  for (let e = 0; e < count; e++) {
    const above = from[e] < first && to[e] < first;
    const below = from[e] > last && to[e] > last;
    if (above || below) continue;
    places[crossing] = e;
    weights[crossing++] = weight[e];
  }
  return { places: places.subarray(0, crossing), weights: weights.subarray(0, crossing) };
}

/** @param {typeof seen} edges @param {number} cap @returns {number[]} places of the heaviest, no more than the cap */
function heaviestOf({ places, weights }, cap) {
  if (places.length <= cap) return [...places];
  const floor = floorOf(weights, cap);
  /** @type {number[]} */
  const over = [];
  /** @type {number[]} */
  const level = [];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] > floor) over.push(places[i]);
    else if (weights[i] === floor) level.push(places[i]);
  }
  return [...over, ...level.slice(0, cap - over.length)];
}

/**
 * One small block per row and head, as dark as its value against the largest.
 * @param {Picture} picture @param {'left' | 'right'} side @param {Pick<Frame, 'row' | 'cell'>} frame @param {Tile} tile
 * @returns {Box[]} from x = 0 on
 */
export function cellBoxes({ cells, rows, attention, heads, off }, side, frame, tile) {
  const { heads: count } = attention;
  const values = cells[side];
  const most = largestOf(values, rows, count) || 1;
  const seen = rows.filter(rowsIn(tile, frame.row));
  return range(1, count).flatMap((number) => {
    const height = off.includes(number) ? 1 : frame.row - 10;
    return seen.map((i) => /** @type {Box} */ ({
      kind: 'box',
      x: (number - 1) * frame.cell,
      y: i * frame.row + (frame.row - height) / 2,
      width: frame.cell - 1,
      height,
      fill: heads.includes(number) ? 'cell' : 'cell-off',
      opacity: 0.07 + 0.83 * (values[i * count + number - 1] / most),
    }));
  });
}

/** @param {Float32Array} values  [row][head] @param {number[]} rows @param {number} heads */
function largestOf(values, rows, heads) {
  let most = 0;
  for (const i of rows) for (let at = i * heads; at < (i + 1) * heads; at++) if (values[at] > most) most = values[at];
  return most;
}

/**
 * The arc nearest to a point, as a pointer means it.
 * @param {Stroke[]} list  strongest last @param {number} x @param {number} y @param {number} reach  px
 * @returns {Stroke | null}
 */
export function arcAt(list, x, y, reach) {
  if (!list.length || x < list[0].x0 || x > list[0].x1) return null;
  const share = rise((x - list[0].x0) / (list[0].x1 - list[0].x0 || 1));
  let best = null;
  let nearest = reach;
  for (const stroke of list) {
    const distance = Math.abs(stroke.y0 + (stroke.y1 - stroke.y0) * share - y) - stroke.width / 2;
    if (distance <= nearest) [best, nearest] = [stroke, Math.max(0, distance)];
  }
  return best;
}

/** How far up an arc is where it is `x` along, both 0..1. @param {number} x */
function rise(x) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < x) low = t;
    else high = t;
  }
  return low * low * (3 - 2 * low);
}
