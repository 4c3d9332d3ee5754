import { paint } from './canvas.js';
import { unpack } from './pack.js';

/**
 * The worker that draws scenes, so that the page's main thread never does: a
 * thousand curves take tens of milliseconds without a GPU. It answers each
 * order with the picture, in the order in which they came.
 *
 * @typedef {object} Order
 * @property {number} id
 * @property {import('./pack.js').Packed} scene
 * @property {import('./canvas.js').Palette} palette
 * @property {{ left: number, top: number, width: number, height: number }} view  the part of the scene that is drawn, px
 * @property {number} scale  pixels of the screen for one of the scene
 *
 * @typedef {{ id: number, bitmap: ImageBitmap }} Painted
 */

const canvas = new OffscreenCanvas(1, 1);
// Chromium without a GPU draws curves an order of magnitude faster this way.
const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));

/** A worker has no style sheet: it fetches the font of the numbers by itself. @type {Promise<unknown>} */
let font = Promise.resolve();

/** @param {string} address */
async function fetchFont(address) {
  const face = new FontFace('Inter', `url("${address}")`, { weight: '400 600' });
  /** @type {{ fonts: FontFaceSet }} */ (/** @type {unknown} */ (self)).fonts.add(face);
  await face.load().catch(() => {});
}

/** @param {Order} order */
function draw({ id, scene, palette, view, scale }) {
  canvas.width = Math.max(1, Math.round(view.width * scale));
  canvas.height = Math.max(1, Math.round(view.height * scale));
  context.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale);
  paint(context, unpack(scene), palette);
  const bitmap = canvas.transferToImageBitmap();
  postMessage({ id, bitmap }, { transfer: [bitmap] });
}

/** @type {Promise<unknown>} */
let before = Promise.resolve();

addEventListener('message', ({ data }) => {
  if ('font' in data) font = fetchFont(data.font);
  else {
    const texts = data.scene.rest.length ? font : null;
    before = Promise.all([before, texts]).then(() => draw(data));
  }
});
