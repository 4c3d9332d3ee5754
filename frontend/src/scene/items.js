/**
 * A scene is a list of things to draw, in the order in which they cover each
 * other; positions are px. Two back ends draw it: canvas.js on the screen and
 * into PNG, svg.js into files. Colours are names of the palette.
 *
 * @typedef {typeof COLOURS[number]} Colour
 *
 * @typedef {{ kind: 'box', x: number, y: number, width: number, height: number, fill: Colour, opacity: number }} Box
 * @typedef {{ kind: 'arc', x0: number, y0: number, x1: number, y1: number, width: number, stroke: Colour, opacity: number }} Arc
 *
 * @typedef {object} Grid  squares that are the darker the higher their level
 * @property {'grid'} kind
 * @property {number} x
 * @property {number} y
 * @property {number} cell  px
 * @property {number} columns
 * @property {Uint8Array} levels  [row][column], 0..LEVELS
 * @property {Colour} fill
 *
 * @typedef {object} Text
 * @property {'text'} kind
 * @property {number} x
 * @property {number} y  middle of the line
 * @property {string} text
 * @property {'serif' | 'sans'} face
 * @property {boolean} [italic]
 * @property {number} [weight]  400 unless told
 * @property {number} size  px
 * @property {'start' | 'middle' | 'end'} anchor
 * @property {Colour} fill
 * @property {number} [turn]  degrees, clockwise
 *
 * @typedef {object} Path  straight from corner to corner
 * @property {'path'} kind
 * @property {number[]} points  x, y, x, y …
 * @property {Colour} [fill]  of a closed path
 * @property {Colour} [stroke]
 * @property {number} [width]  px, of the stroke
 * @property {number} [dash]  px, of strokes and gaps
 * @property {number} opacity
 *
 * @typedef {Box | Arc | Grid | Text | Path} Item
 */

export const COLOURS = /** @type {const} */ (['arc', 'ink', 'quiet', 'accent', 'cell', 'cell-off', 'paper', 'line', 'plus', 'minus']);

/** Steps of darkness in a grid: more than an eye tells apart. */
export const LEVELS = 63;

/** @param {number} level @returns {number} 0..1 */
export const opacityOfLevel = (level) => level / LEVELS;

/** @param {number} value @param {number} most @returns {number} 0 only for 0 */
export const levelOf = (value, most) => (value > 0 ? Math.max(1, Math.round(Math.min(1, value / most) * LEVELS)) : 0);

/** The corners of an arc: an S that leaves and arrives level. @param {Arc} arc @returns {number[]} of moveTo and bezierCurveTo */
export function curve({ x0, y0, x1, y1 }) {
  const half = (x0 + x1) / 2;
  return [x0, y0, half, y0, half, y1, x1, y1];
}

/** @param {Item[]} items @param {number} dx @param {number} dy @returns {Item[]} */
export const shifted = (items, dx, dy) =>
  items.map((item) => {
    if (item.kind === 'arc') return { ...item, x0: item.x0 + dx, x1: item.x1 + dx, y0: item.y0 + dy, y1: item.y1 + dy };
    if (item.kind === 'path') return { ...item, points: item.points.map((at, i) => at + (i % 2 ? dy : dx)) };
    return { ...item, x: item.x + dx, y: item.y + dy };
  });
