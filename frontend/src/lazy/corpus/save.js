import { linkOf } from '../../state/address.js';
import { toView } from '../../state/link.js';
import { csvTable } from '../export/data.js';
import { download, fileName, pngFile, svgFile, textFile } from '../export/files.js';
import { measure } from '../export/measure.js';
import { hitRows, jsonOf, shareRows } from './data.js';
import { corpusFigure } from './figure.js';

/** @typedef {import('./figure.js').Shown} Shown */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./saving.js').Kind} Kind */

/** @type {Record<Kind, (shown: Shown, state: State) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (shown, state) => svgFile(corpusFigure(shown, state, measure)),
  png: (shown, state) => pngFile(corpusFigure(shown, state, measure)),
  csv: (shown) => textFile(csvTable(hitRows(shown)), 'text/csv'),
  summary: (shown) => textFile(csvTable(shareRows(shown)), 'text/csv'),
  json: (shown, state) => textFile(jsonOf(shown, toView(state), linkOf(state)), 'application/json'),
};

/** Saves what Corpus shows as a file. @param {Shown} shown @param {State} state @param {Kind} kind */
export async function save(shown, state, kind) {
  const name = fileName([shown.name, ...shown.text.split(/\s+/).slice(0, 4)].join('-'));
  download(await MAKE[kind](shown, state), kind === 'summary' ? `${name}-shares.csv` : `${name}.${kind}`);
}
