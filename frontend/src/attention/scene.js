/**
 * From edges to strokes. Widths and opacities follow the weight against the
 * largest weight in view (or against 1); positions are pixels of the plot.
 *
 * @typedef {import('./pipeline.js').Edges} Edges
 * @typedef {object} Frame  where the plot's parts lie, in px
 * @property {number} row  height of a row
 * @property {number} left  x where arcs begin
 * @property {number} right  x where arcs end
 *
 * @typedef {object} Stroke
 * @property {number} from
 * @property {number} to
 * @property {number} weight
 * @property {number} width  px
 * @property {number} opacity  0..1
 * @property {number} y0  at the left end
 * @property {number} y1  at the right end
 */

/** @param {number} weight @param {number} most */
export const widthOf = (weight, most) => 0.75 + 3.25 * Math.sqrt(Math.min(1, weight / most));

/** @param {number} weight @param {number} most */
export const opacityOf = (weight, most) => 0.15 + 0.75 * Math.min(1, weight / most);

/**
 * The strokes that show between two heights, weakest first so that the strong
 * ones lie on top. Where more than `cap` would be drawn only the heaviest are.
 * @param {Edges} edges
 * @param {Frame} frame
 * @param {{ most: number, top: number, bottom: number, cap: number }} view
 * @returns {{ strokes: Stroke[], crossing: number }} `crossing`: how many there are without the cap
 */
export function strokes(edges, frame, { most, top, bottom, cap }) {
  const middle = (/** @type {number} */ unit) => (unit + 0.5) * frame.row;
  const seen = [];
  for (let e = 0; e < edges.count; e++) {
    const y0 = middle(edges.from[e]);
    const y1 = middle(edges.to[e]);
    if (Math.max(y0, y1) >= top && Math.min(y0, y1) <= bottom) seen.push(e);
  }
  const floor = seen.length > cap ? Float32Array.from(seen, (e) => edges.weight[e]).sort()[seen.length - cap] : 0;
  const heavy = seen.filter((e) => edges.weight[e] >= floor);
  const drawn = heavy.sort((a, b) => edges.weight[a] - edges.weight[b]).slice(-cap);
  return {
    crossing: seen.length,
    strokes: drawn.map((e) => ({
      from: edges.from[e],
      to: edges.to[e],
      weight: edges.weight[e],
      width: widthOf(edges.weight[e], most),
      opacity: opacityOf(edges.weight[e], most),
      y0: middle(edges.from[e]),
      y1: middle(edges.to[e]),
    })),
  };
}

/**
 * Traces one arc: an S that leaves and arrives level.
 * @param {{ moveTo(x: number, y: number): void, bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void }} path
 * @param {Stroke} stroke @param {Frame} frame
 */
export function trace(path, { y0, y1 }, { left, right }) {
  const half = (left + right) / 2;
  path.moveTo(left, y0);
  path.bezierCurveTo(half, y0, half, y1, right, y1);
}
