/** @typedef {import('./scene.js').Tile} Tile */

/** How far beyond the visible part is drawn, so that scrolling rarely redraws, in px. */
const MARGIN = 240;

/** The part of a plot that is on the screen. @param {Element} plot @param {number} height @returns {Tile} */
function visible(plot, height) {
  const { top } = plot.getBoundingClientRect();
  return { top: Math.max(0, -top), bottom: Math.min(height, innerHeight - top) };
}

/**
 * What of a plot is drawn: the visible part and a margin, so that a canvas does not grow with the text.
 * @param {Element} plot @param {number} height @returns {Tile} px
 */
export function tileOf(plot, height) {
  const seen = visible(plot, height);
  return { top: Math.max(0, seen.top - MARGIN), bottom: Math.min(height, Math.max(seen.bottom, 0) + MARGIN) };
}

/** Whether scrolling has left what is drawn. @param {Element} plot @param {number} height @param {Tile} tile */
export function hasLeft(plot, height, tile) {
  const seen = visible(plot, height);
  return seen.top < tile.top || seen.bottom > tile.bottom;
}

/** Whether a row lies in what is drawn, be it in part. @param {Tile} tile @param {number} row  its height in px @returns {(index: number) => boolean} */
export const rowsIn =
  ({ top, bottom }, row) =>
  (index) =>
    (index + 1) * row >= top && index * row <= bottom;
