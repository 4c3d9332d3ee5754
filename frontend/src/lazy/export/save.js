import { csvOf, jsonOf } from './data.js';
import { figureOf } from './figure.js';
import { download, fileName, pngFile, svgFile, textFile } from './files.js';
import { measure } from './measure.js';

/** @typedef {import('./parts.js').Shown} Shown */
/** @typedef {'svg' | 'png' | 'csv' | 'json'} Kind */

/** @type {Record<Kind, (pictures: Shown[]) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (pictures) => svgFile(figureOf(pictures, measure)),
  png: (pictures) => pngFile(figureOf(pictures, measure)),
  csv: (pictures) => textFile(csvOf(pictures), 'text/csv'),
  json: (pictures) => textFile(jsonOf(pictures), 'application/json'),
};

/** Saves what the page shows as a file. @param {Shown[]} pictures @param {Kind} kind */
export async function save(pictures, kind) {
  download(await MAKE[kind](pictures), `${pictures.map(({ name }) => fileName(name)).join('--')}.${kind}`);
}
