import { paint } from './canvas.js';
import { pack } from './pack.js';

/** @typedef {import('./items.js').Item} Item */
/** @typedef {import('./canvas.js').Palette} Palette */
/** @typedef {import('./painter.js').Order} Order */
/** @typedef {import('./painter.js').Painted} Painted */
/** @typedef {import('./painter.js').Preview} Preview */
/** @typedef {import('./painter.js').Subject} Subject */
/** @typedef {Order['view']} View  the part of a scene that a sheet shows, px */

/** @type {Worker | null} started with the first sheet, before there is anything to draw */
let painter = null;
let orders = 0;
let sheets = 0;
/** Longer sides than this one browser or another does not draw, in pixels. */
const LONGEST = 16_000;
/** @type {Map<number, (painted: Painted) => void>} */
const awaited = new Map();

/** Until the worker is told what a sheet is about, where nothing is pointed at before, in ms. */
const CALM = 60;

/** What is another one. @param {Partial<Subject>} before @param {Partial<Subject>} after */
const newsOf = (before, after) => Object.entries(after).filter(([name, value]) => before[/** @type {keyof Subject} */ (name)] !== value);

/** @returns {Worker} */
function start() {
  const worker = new Worker(new URL('./painter.js', import.meta.url), { type: 'module' });
  const font = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[as=font][href*="inter."]'));
  if (font) worker.postMessage({ font: font.href });
  worker.addEventListener('message', (/** @type {MessageEvent<Painted>} */ { data }) => {
    awaited.get(data.id)?.(data);
    awaited.delete(data.id);
  });
  return worker;
}

/** @param {Order} order @returns {Promise<Painted>} */
function painted(order) {
  painter?.postMessage({ id: ++orders, ...order }, order.scene ? [order.scene.numbers.buffer] : []);
  return new Promise((resolve) => awaited.set(orders, resolve));
}

/**
 * One of the canvases that lie on each other. A scene is drawn elsewhere (see
 * painter.js); its picture, its place and its size are changed at once when it
 * is there. While one is under way only the latest of the next ones is kept.
 * @param {HTMLCanvasElement} canvas
 */
export function sheet(canvas) {
  const context = /** @type {ImageBitmapRenderingContext} */ (canvas.getContext('bitmaprenderer'));
  const number = ++sheets;
  /** What this sheet is about, and what the worker knows of that. @type {Partial<Subject>} */
  let current = {};
  /** @type {Partial<Subject>} */
  let told = {};
  let telling = 0;
  /** @type {{ order: Order, shown: (preview: Preview | undefined) => void } | null} */
  let next = null;
  let busy = false;
  /** Counts up when what is under way is no longer wanted. */
  let epoch = 0;
  canvas.hidden = true;
  painter ??= start();

  async function work() {
    busy = true;
    while (next) {
      const { order, shown } = next;
      const asked = epoch;
      next = null;
      const { bitmap, preview } = await painted(order);
      if (asked !== epoch) bitmap.close();
      else {
        show(bitmap, order.view);
        shown(preview);
      }
    }
    busy = false;
    canvas.ariaBusy = null;
  }

  /** @param {ImageBitmap} bitmap @param {View} view */
  function show(bitmap, { left, top, width, height }) {
    Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    // On the screen the picture fills its box; on paper the canvas must have its size.
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    context.transferFromImageBitmap(bitmap);
    canvas.hidden = false;
  }

  /** @param {Omit<Order, 'scale'>} order @param {(preview: Preview | undefined) => void} shown */
  function put(order, shown) {
    next = { order: { ...order, scale: devicePixelRatio || 1 }, shown };
    canvas.ariaBusy = 'true';
    if (!busy) work();
  }

  /** Tells the worker what is new. */
  function inform() {
    clearTimeout(telling);
    const news = newsOf(told, current);
    told = current;
    if (news.length) painter?.postMessage({ sheet: number, about: Object.fromEntries(news) });
  }

  /** Lets go of what is under way. */
  function drop() {
    epoch++;
    next = null;
  }

  return {
    /** @param {Item[]} items @param {View} view @param {Palette} palette @param {() => void} [shown]  called when it is there */
    draw: (items, view, palette, shown = () => {}) => put({ scene: pack(items), palette, view }, shown),
    /** Draws on this thread and at once, for paper, which does not wait. @param {Item[]} items @param {View} view @param {Palette} palette */
    drawNow(items, view, palette) {
      drop();
      const scale = Math.min(devicePixelRatio || 1, LONGEST / Math.max(view.width, view.height));
      const once = new OffscreenCanvas(Math.max(1, Math.round(view.width * scale)), Math.max(1, Math.round(view.height * scale)));
      const drawing = /** @type {OffscreenCanvasRenderingContext2D} */ (once.getContext('2d', { willReadFrequently: true }));
      drawing.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale);
      paint(drawing, items, palette);
      show(once.transferToImageBitmap(), view);
    },
    /** What previews on this sheet are of. The worker hears of it a little later: weights are copied, and that would hold up the picture. @param {Subject} subject @returns {boolean} whether anything is */
    about(subject) {
      if (!newsOf(current, subject).length) return false;
      drop();
      current = subject;
      clearTimeout(telling);
      telling = window.setTimeout(inform, CALM);
      return true;
    },
    /**
     * Works out and draws what is pointed at, elsewhere.
     * @param {import('./painter.js').Pointed} pointed @param {View} view @param {Palette} palette
     * @param {(preview: Preview) => void} shown  called when it is there
     */
    preview(pointed, view, palette, shown) {
      inform();
      put({ preview: { sheet: number, pointed }, palette, view }, (preview) => preview && shown(preview));
    },
    clear() {
      drop();
      canvas.hidden = true;
    },
  };
}

/** @typedef {ReturnType<typeof sheet>} Sheet */
