import { paint } from '../../scene/canvas.js';
import { h } from '../../ui/dom.js';
import { PRINT } from './palette.js';
import { svgOf } from './svg.js';

/** @typedef {{ items: import('../../scene/items.js').Item[], width: number, height: number, title: string }} Figure */

/** Pixels of a PNG for one of the figure. */
const SCALE = 2;

/** @param {ArrayBuffer} buffer */
function base64(buffer) {
  let text = '';
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The page's fonts, to be put into a file. @returns {Promise<string>} */
async function fontFaces() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => ({ rule, base: sheet.href ?? '' })));
  const faces = rules.filter(({ rule }) => rule instanceof CSSFontFaceRule);
  const texts = faces.map(async ({ rule, base }) => {
    const [, address] = /url\("?([^")]+)"?\)/.exec(rule.cssText) ?? [];
    if (!address) return '';
    const file = await (await fetch(new URL(address, base))).arrayBuffer();
    return rule.cssText.replace(address, `data:font/woff2;base64,${base64(file)}`);
  });
  return (await Promise.all(texts)).join('\n');
}

/** @param {Figure} figure @returns {Promise<Blob>} */
export async function pngFile({ items, width, height }) {
  const canvas = h('canvas', { width: width * SCALE, height: height * SCALE });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(SCALE, SCALE);
  paint(context, [{ kind: 'box', x: 0, y: 0, width, height, fill: 'paper', opacity: 1 }, ...items], PRINT);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large to be saved as PNG.')))),
  );
}

/** @param {string} text @param {string} type */
export const textFile = (text, type) => new Blob([text], { type: `${type};charset=utf-8` });

/** The figure as the text of an SVG file, fonts included. @param {Figure} figure @returns {Promise<string>} */
export async function svgText({ items, title, ...size }) {
  return svgOf(items, size, PRINT, { title, fonts: await fontFaces() });
}

/** @param {Figure} figure */
export const svgFile = async (figure) => new Blob([await svgText(figure)], { type: 'image/svg+xml' });

/** A name that every file system takes. @param {string} name */
export const fileName = (name) => name.replace(/[^\w.-]+/g, '-');

/** Hands a file to the browser. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
