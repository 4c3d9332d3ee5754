import { linkOf } from '../../state/address.js';
import { toView } from '../../state/link.js';
import { csvTable } from '../export/data.js';
import { documentOf } from '../export/document.js';
import { download, fileName, pngFile, svgFile, svgText, textFile } from '../export/files.js';
import { measure } from '../export/measure.js';
import { jsonOf, pageOf, tableOf } from './data.js';
import { setFigure } from './figure.js';

/** @typedef {import('./sections.js').Shown} Shown */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./saving.js').Kind} Kind */

/** @type {Record<Kind, (shown: Shown, state: State) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (shown) => svgFile(setFigure(shown, measure)),
  png: (shown) => pngFile(setFigure(shown, measure)),
  csv: (shown) => textFile(csvTable(tableOf(shown)), 'text/csv'),
  json: (shown, state) => textFile(jsonOf(shown, toView(state), linkOf(state)), 'application/json'),
  html: async (shown, state) => textFile(documentOf({ ...pageOf(shown), svg: await svgText(setFigure(shown, measure)), link: linkOf(state) }), 'text/html'),
};

/** Saves a set as a file. @param {Shown} shown @param {State} state @param {Kind} kind */
export async function save(shown, state, kind) {
  const models = shown.totals?.models?.map(({ model }) => model) ?? ['set'];
  download(await MAKE[kind](shown, state), `${fileName([...models, `${shown.rows.length}-sentences`].join('-'))}.${kind}`);
}
