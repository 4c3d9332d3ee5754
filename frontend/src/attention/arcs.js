import { paint } from '../scene/canvas.js';

/** @typedef {import('../scene/items.js').Item} Item */
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
 * @param {Element} plot @param {number} height @param {number} [margin] @returns {Tile} px
 */
export function tileOf(plot, height, margin = MARGIN) {
  const seen = visible(plot, height);
  return { top: Math.max(0, seen.top - margin), bottom: Math.min(height, Math.max(seen.bottom, 0) + margin) };
}

/** Whether scrolling has left what is drawn. @param {Element} plot @param {number} height @param {Tile} tile */
export function hasLeft(plot, height, tile) {
  const seen = visible(plot, height);
  return seen.top < tile.top || seen.bottom > tile.bottom;
}

/** One of the canvases that lie on each other. @param {HTMLCanvasElement} canvas */
export function sheet(canvas) {
  // Chromium without a GPU draws curves an order of magnitude faster this way.
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  let drawn = false;

  /** @param {number} width @param {Tile} tile */
  function fit(width, { top, bottom }) {
    const scale = devicePixelRatio || 1;
    const size = [Math.round(width * scale), Math.round((bottom - top) * scale)];
    if (canvas.width !== size[0]) canvas.width = size[0];
    if (canvas.height !== size[1]) canvas.height = size[1];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${bottom - top}px`;
    canvas.style.top = `${top}px`;
    context.setTransform(scale, 0, 0, scale, 0, -top * scale);
    context.clearRect(0, top, width, bottom - top);
  }

  return {
    /** @param {Item[]} items @param {number} width @param {Tile} tile @param {import('../scene/canvas.js').Palette} palette */
    draw(items, width, tile, palette) {
      fit(width, tile);
      paint(context, items, palette);
      drawn = true;
      canvas.hidden = false;
    },
    clear() {
      if (drawn) canvas.hidden = true;
      drawn = false;
    },
  };
}
