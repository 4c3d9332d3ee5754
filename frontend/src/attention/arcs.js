import { strokes, trace } from './scene.js';

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('./scene.js').Frame} Frame */
/** @typedef {{ arc: string, ink: string, faint: string, accent: string }} Colours */

/** Arcs drawn at once, at most: above this the lightest are left out, and that is said. */
export const CAP = 1500;

/** How far beyond the visible part is drawn, so that scrolling rarely redraws, in px. */
const MARGIN = 600;

/** @param {Element} element @returns {Colours} */
function coloursOf(element) {
  const style = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return { arc: colour('--arc'), ink: colour('--cell'), faint: colour('--cell-off'), accent: colour('--accent') };
}

/**
 * Draws arcs and head cells on one canvas that covers the visible part of the
 * plot and a margin, so its size does not grow with the text.
 * @param {HTMLCanvasElement} canvas @param {HTMLElement} plot
 */
export function arcCanvas(canvas, plot) {
  // Chromium without a GPU draws curves an order of magnitude faster this way.
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  let tile = { top: 0, bottom: 0 };

  /** @param {number} height */
  function visible(height) {
    const { top } = plot.getBoundingClientRect();
    return { top: Math.max(0, -top), bottom: Math.min(height, innerHeight - top) };
  }

  /** @param {number} width @param {number} height */
  function fit(width, height) {
    const seen = visible(height);
    tile = { top: Math.max(0, seen.top - MARGIN), bottom: Math.min(height, Math.max(seen.bottom, 0) + MARGIN) };
    const scale = devicePixelRatio || 1;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round((tile.bottom - tile.top) * scale);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${tile.bottom - tile.top}px`;
    canvas.style.top = `${tile.top}px`;
    context.setTransform(scale, 0, 0, scale, 0, -tile.top * scale);
  }

  return {
    /** Whether scrolling has left what is drawn. @param {number} height */
    left(height) {
      const seen = visible(height);
      return seen.top < tile.top || seen.bottom > tile.bottom;
    },
    /**
     * @param {Picture} picture @param {Frame & { width: number, height: number, cell: number }} frame @param {number | null} head  hovered
     * @returns {number} arcs that the cap left out
     */
    draw(picture, frame, head) {
      fit(frame.width, frame.height);
      const colours = coloursOf(plot);
      drawCells(context, picture, frame, head, colours, tile);
      const { strokes: list, crossing } = strokes(picture.edges, frame, { most: picture.most, ...tile, cap: CAP });
      context.strokeStyle = colours.arc;
      context.lineCap = 'butt';
      for (const stroke of list) {
        context.globalAlpha = stroke.opacity;
        context.lineWidth = stroke.width;
        context.beginPath();
        trace(context, stroke, frame);
        context.stroke();
      }
      context.globalAlpha = 1;
      return crossing - list.length;
    },
  };
}

/**
 * One small block per row and head, as dark as its value against the largest.
 * @param {CanvasRenderingContext2D} context @param {Picture} picture
 * @param {Frame & { width: number, cell: number }} frame @param {number | null} head @param {Colours} colours
 * @param {{ top: number, bottom: number }} tile
 */
function drawCells(context, { cells, rows, attention, heads }, frame, head, colours, tile) {
  const { heads: count } = attention;
  const seen = rows.filter((i) => (i + 1) * frame.row >= tile.top && i * frame.row <= tile.bottom);
  const sides = /** @type {[Float32Array, number][]} */ ([
    [cells.left, 0],
    [cells.right, frame.width - count * frame.cell],
  ]);
  for (const [values, x] of sides) {
    const most = rows.reduce((most, i) => Math.max(most, ...values.subarray(i * count, (i + 1) * count)), 0) || 1;
    for (let column = 0; column < count; column++) {
      const strong = head === null ? heads.includes(column + 1) : head === column + 1;
      context.fillStyle = strong ? colours.ink : colours.faint;
      for (const i of seen) {
        context.globalAlpha = 0.07 + 0.83 * (values[i * count + column] / most);
        context.fillRect(x + column * frame.cell, i * frame.row + 5, frame.cell - 1, frame.row - 10);
      }
    }
  }
  context.globalAlpha = 1;
}
