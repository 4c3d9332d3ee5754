import { pack } from './pack.js';

/** @typedef {import('./items.js').Item} Item */
/** @typedef {import('./canvas.js').Palette} Palette */
/** @typedef {import('./painter.js').Order} Order */
/** @typedef {Order['view']} View  the part of a scene that a sheet shows, px */

/** @type {Worker | null} started with the first sheet, before there is anything to draw */
let painter = null;
let orders = 0;
/** @type {Map<number, (bitmap: ImageBitmap) => void>} */
const awaited = new Map();

/** @returns {Worker} */
function start() {
  const worker = new Worker(new URL('./painter.js', import.meta.url), { type: 'module' });
  const font = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[as=font][href*="inter."]'));
  if (font) worker.postMessage({ font: font.href });
  worker.addEventListener('message', (/** @type {MessageEvent<import('./painter.js').Painted>} */ { data: { id, bitmap } }) => {
    awaited.get(id)?.(bitmap);
    awaited.delete(id);
  });
  return worker;
}

/** @param {Omit<Order, 'id'>} order @returns {Promise<ImageBitmap>} */
function painted(order) {
  painter?.postMessage({ id: ++orders, ...order }, [order.scene.numbers.buffer]);
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
  /** @type {{ order: Omit<Order, 'id'>, shown: () => void } | null} */
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
      const bitmap = await painted(order);
      if (asked === epoch) show(bitmap, order.view, shown);
      else bitmap.close();
    }
    busy = false;
    canvas.ariaBusy = null;
  }

  /** @param {ImageBitmap} bitmap @param {View} view @param {() => void} shown */
  function show(bitmap, { left, top, width, height }, shown) {
    Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    // On the screen the picture fills its box; on paper the canvas must have its size.
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    context.transferFromImageBitmap(bitmap);
    canvas.hidden = false;
    shown();
  }

  return {
    /** @param {Item[]} items @param {View} view @param {Palette} palette @param {() => void} [shown]  called when it is there */
    draw(items, view, palette, shown = () => {}) {
      next = { order: { scene: pack(items), palette, view, scale: devicePixelRatio || 1 }, shown };
      canvas.ariaBusy = 'true';
      if (!busy) work();
    },
    clear() {
      epoch++;
      next = null;
      canvas.hidden = true;
    },
  };
}

/** @typedef {ReturnType<typeof sheet>} Sheet */
