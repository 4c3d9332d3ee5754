import { linkOf } from '../../state/address.js';
import { toView } from '../../state/link.js';
import { csvTable } from '../export/data.js';
import { download, fileName, pngFile, svgFile, svgText } from '../export/files.js';
import { measure } from '../export/measure.js';
import { jsonOf, tableOf } from './data.js';
import { documentOf } from './document.js';
import { setFigure } from './figure.js';

/** @typedef {import('./sections.js').Shown} Shown */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./saving.js').Kind} Kind */

/** @param {string} text @param {string} type */
const blob = (text, type) => new Blob([text], { type: `${type};charset=utf-8` });

/** @type {Record<Kind, (shown: Shown, state: State) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (shown) => svgFile(setFigure(shown, measure)),
  png: (shown) => pngFile(setFigure(shown, measure)),
  csv: (shown) => blob(csvTable(tableOf(shown)), 'text/csv'),
  json: (shown, state) => blob(jsonOf(shown, toView(state), linkOf(state)), 'application/json'),
  html: async (shown, state) => blob(documentOf(shown, await svgText(setFigure(shown, measure)), linkOf(state)), 'text/html'),
};

/** Saves a set as a file. @param {Shown} shown @param {State} state @param {Kind} kind */
export async function save(shown, state, kind) {
  const models = shown.totals?.models?.map(({ model }) => model) ?? ['set'];
  download(await MAKE[kind](shown, state), `${fileName([...models, `${shown.rows.length}-sentences`].join('-'))}.${kind}`);
}
