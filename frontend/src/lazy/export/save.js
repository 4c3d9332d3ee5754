import { FACES, paint } from '../../scene/canvas.js';
import { h } from '../../ui/dom.js';
import { csvOf, jsonOf } from './data.js';
import { figureOf } from './figure.js';
import { PRINT } from './palette.js';
import { svgOf } from './svg.js';

/** @typedef {import('./parts.js').Shown} Shown */
/** @typedef {'svg' | 'png' | 'csv' | 'json'} Kind */

/** Pixels of a PNG for one of the figure. */
const SCALE = 2;

/** @param {string} text @param {number} size @param {'serif' | 'sans'} face */
function measure(text, size, face) {
  const context = /** @type {CanvasRenderingContext2D} */ (h('canvas').getContext('2d'));
  context.font = `${size}px ${FACES[face]}`;
  return context.measureText(text).width;
}

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

/** @param {Shown[]} pictures @returns {Promise<Blob>} */
async function png(pictures) {
  const { items, width, height } = figureOf(pictures, measure);
  const canvas = h('canvas', { width: width * SCALE, height: height * SCALE });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(SCALE, SCALE);
  paint(context, [{ kind: 'box', x: 0, y: 0, width, height, fill: 'paper', opacity: 1 }, ...items], PRINT);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large to be saved as PNG.')))),
  );
}

/** @param {Shown[]} pictures */
async function svg(pictures) {
  const { items, title, ...size } = figureOf(pictures, measure);
  return new Blob([svgOf(items, size, PRINT, { title, fonts: await fontFaces() })], { type: 'image/svg+xml' });
}

/** @type {Record<Kind, (pictures: Shown[]) => Blob | Promise<Blob>>} */
const MAKE = {
  svg,
  png,
  csv: (pictures) => new Blob([csvOf(pictures)], { type: 'text/csv;charset=utf-8' }),
  json: (pictures) => new Blob([jsonOf(pictures)], { type: 'application/json' }),
};

/** A name that every file system takes. @param {Shown[]} pictures @param {Kind} kind */
const fileName = (pictures, kind) => `${pictures.map(({ name }) => name.replace(/[^\w.-]+/g, '-')).join('--')}.${kind}`;

/** Saves what the page shows as a file. @param {Shown[]} pictures @param {Kind} kind */
export async function save(pictures, kind) {
  const url = URL.createObjectURL(await MAKE[kind](pictures));
  h('a', { href: url, download: fileName(pictures, kind) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
