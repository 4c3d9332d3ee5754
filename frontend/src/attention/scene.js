import { floorOf } from './select.js';

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
export function strokes({ from, to, weight, count }, { row, left, right }, { most, top, bottom, cap }) {
  const [first, last] = [top / row - 0.5, bottom / row - 0.5];
  const seen = new Uint32Array(count);
  let crossing = 0;
  for (let e = 0; e < count; e++) {
    const above = from[e] < first && to[e] < first;
    const below = from[e] > last && to[e] > last;
    if (!above && !below) seen[crossing++] = e;
  }
  const inView = seen.subarray(0, crossing);
  const floor = crossing > cap ? floorOf(Float32Array.from(inView, (e) => weight[e]), cap) : 0;
  const heavy = inView.filter((e) => weight[e] >= floor);
  const drawn = [...heavy].sort((a, b) => weight[a] - weight[b]).slice(-cap);
  return {
    crossing,
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

/**
 * One small block per row and head, as dark as its value against the largest.
 * @param {Picture} picture @param {Frame} frame @param {number | null} head  hovered @param {Tile} tile
 * @returns {Box[]}
 */
export function cellBoxes({ cells, rows, attention, heads, off }, frame, head, tile) {
  const { heads: count } = attention;
  const seen = rows.filter((i) => (i + 1) * frame.row >= tile.top && i * frame.row <= tile.bottom);
  const sides = /** @type {[Float32Array, number][]} */ ([
    [cells.left, 0],
    [cells.right, frame.width - count * frame.cell],
  ]);
  return sides.flatMap(([values, x]) => {
    let most = 0;
    for (const i of rows) for (let h = 0; h < count; h++) most = Math.max(most, values[i * count + h]);
    return Array.from({ length: count }, (_, column) => column).flatMap((column) => {
      const strong = head === null ? heads.includes(column + 1) : head === column + 1;
      const height = off.includes(column + 1) ? 1 : frame.row - 10;
      return seen.map((i) => /** @type {Box} */ ({
        kind: 'box',
        x: x + column * frame.cell,
        y: i * frame.row + (frame.row - height) / 2,
        width: frame.cell - 1,
        height,
        fill: strong ? 'cell' : 'cell-off',
        opacity: 0.07 + 0.83 * (values[i * count + column] / (most || 1)),
      }));
    });
  });
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
