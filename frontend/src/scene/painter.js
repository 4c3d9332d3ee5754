import { createPreviewer } from '../attention/preview.js';
import { paint } from './canvas.js';
import { unpack } from './pack.js';

/**
 * The worker that draws scenes, so that the page's main thread never does: a
 * thousand curves take tens of milliseconds without a GPU. It answers each
 * order with the picture, in the order in which they came. What is only
 * pointed at it also works out, of what it was told that the sheet is about.
 *
 * @typedef {import('../attention/preview.js').Subject} Subject
 * @typedef {import('../attention/preview.js').Pointed} Pointed
 * @typedef {import('../attention/preview.js').Preview} Preview
 *
 * @typedef {object} Order
 * @property {import('./pack.js').Packed} [scene]  what is drawn; else
 * @property {{ sheet: number, pointed: Pointed }} [preview]
 * @property {import('./canvas.js').Palette} palette
 * @property {{ left: number, top: number, width: number, height: number }} view  the part of the scene that is drawn, px
 * @property {number} scale  pixels of the screen for one of the scene
 *
 * @typedef {{ sheet: number, about: Partial<Subject> }} News  what has changed of what a sheet is about
 * @typedef {{ id: number, bitmap: ImageBitmap, preview?: Preview }} Painted
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

/** What sheets are about, the one that was told last at the end. @type {Map<number, { subject: Subject, previewOf: ReturnType<typeof createPreviewer> }>} */
const subjects = new Map();
/** No more pictures than these lie side by side; what is about another one is let go. */
const PICTURES = 2;

/** @param {News} news */
function learn({ sheet, about }) {
  const known = subjects.get(sheet);
  subjects.delete(sheet);
  subjects.set(sheet, {
    subject: /** @type {Subject} */ ({ ...known?.subject, ...about }),
    previewOf: known?.previewOf ?? createPreviewer(),
  });
  for (const oldest of [...subjects.keys()].slice(0, -PICTURES)) subjects.delete(oldest);
}

/** @param {Order} order @returns {{ items: import('./items.js').Item[], preview?: Preview }} */
function contents({ scene, preview }) {
  const known = preview && subjects.get(preview.sheet);
  if (known) return known.previewOf(known.subject, preview.pointed);
  return { items: scene ? unpack(scene) : [] };
}

/** @param {Order & { id: number }} order */
function draw({ id, palette, view, scale, ...what }) {
  const { items, preview } = contents({ palette, view, scale, ...what });
  canvas.width = Math.max(1, Math.round(view.width * scale));
  canvas.height = Math.max(1, Math.round(view.height * scale));
  context.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale);
  paint(context, items, palette);
  const bitmap = canvas.transferToImageBitmap();
  postMessage({ id, bitmap, preview }, { transfer: [bitmap] });
}

/** @type {Promise<unknown>} */
let before = Promise.resolve();

addEventListener('message', ({ data }) => {
  if ('font' in data) font = fetchFont(data.font);
  else if ('about' in data) before = before.then(() => learn(data));
  else {
    const texts = data.preview || data.scene.rest.length ? font : null;
    before = Promise.all([before, texts]).then(() => draw(data));
  }
});
