import { COLOURS, curve, LEVELS, opacityOfLevel } from './items.js';

/** @typedef {import('./items.js').Item} Item */
/** @typedef {import('./items.js').Grid} Grid */
/** @typedef {import('./items.js').Text} Text */
/** @typedef {Record<import('./items.js').Colour, string>} Palette */

export const FACES = {
  serif: 'Newsreader, Georgia, "Noto Serif", serif',
  sans: 'Inter, system-ui, sans-serif',
};

/** The colours of the page as it looks now. @param {Element} element */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  return /** @type {Palette} */ (Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])));
}

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */

/** Draws a scene. @param {Context} context @param {Item[]} items @param {Palette} palette */
export function paint(context, items, palette) {
  for (const item of items) {
    if (item.kind === 'grid') drawGrid(context, item, palette[item.fill]);
    else if (item.kind === 'text') drawText(context, item, palette[item.fill]);
    else if (item.kind === 'box') {
      context.globalAlpha = item.opacity;
      context.fillStyle = palette[item.fill];
      context.fillRect(item.x, item.y, item.width, item.height);
    } else if (item.kind === 'path') drawPath(context, item, palette);
    else {
      const [x, y, ...rest] = curve(item);
      context.globalAlpha = item.opacity;
      context.strokeStyle = palette[item.stroke];
      context.lineWidth = item.width;
      context.beginPath();
      context.moveTo(x, y);
      context.bezierCurveTo(.../** @type {[number, number, number, number, number, number]} */ (rest));
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

/** @param {Context} context @param {import('./items.js').Path} path @param {Palette} palette */
function drawPath(context, { points, fill, stroke, width = 1, dash, opacity }, palette) {
  context.globalAlpha = opacity;
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
  if (fill) {
    context.closePath();
    context.fillStyle = palette[fill];
    context.fill();
  }
  if (!stroke) return;
  context.strokeStyle = palette[stroke];
  context.lineWidth = width;
  context.setLineDash(dash ? [dash, dash] : []);
  context.stroke();
  context.setLineDash([]);
}

/** @param {Context} context @param {Text} text @param {string} fill */
function drawText(context, { x, y, text, face, italic, weight = 400, size, anchor, turn = 0 }, fill) {
  context.save();
  context.globalAlpha = 1;
  context.translate(x, y);
  context.rotate((turn * Math.PI) / 180);
  context.font = `${italic ? 'italic ' : ''}${weight} ${size}px ${FACES[face]}`;
  context.textAlign = /** @type {CanvasTextAlign} */ (anchor === 'middle' ? 'center' : anchor);
  context.textBaseline = 'middle';
  context.fillStyle = fill;
  context.fillText(text, 0, 0);
  context.restore();
}

/** One pixel for each square, then scaled: as fast as there are pixels, however many squares. */
let pixels = /** @type {OffscreenCanvas | null} */ (null);

/** @param {Context} context @param {Grid} grid @param {string} fill */
function drawGrid(context, { x, y, cell, columns, levels }, fill) {
  const rows = levels.length / columns;
  if (!rows) return;
  pixels ??= new OffscreenCanvas(columns, rows);
  pixels.width = columns;
  pixels.height = rows;
  const small = /** @type {OffscreenCanvasRenderingContext2D} */ (pixels.getContext('2d', { willReadFrequently: true }));
  const image = new ImageData(columns, rows);
  const colours = shades(small, fill);
  const out = new Uint32Array(image.data.buffer);
  for (let i = 0; i < levels.length; i++) out[i] = colours[levels[i]];
  small.putImageData(image, 0, 0);
  context.globalAlpha = 1;
  context.imageSmoothingEnabled = false;
  context.drawImage(pixels, x, y, columns * cell, rows * cell);
}

/** A colour at every level, as the four bytes of a pixel. @param {OffscreenCanvasRenderingContext2D} context @param {string} colour */
function shades(context, colour) {
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  const opaque = (blue << 16) | (green << 8) | red;
  return Uint32Array.from({ length: LEVELS + 1 }, (_, level) => (Math.round(opacityOfLevel(level) * 255) << 24) | opaque);
}
