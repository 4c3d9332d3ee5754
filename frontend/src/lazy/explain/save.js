import { post } from '../../api.js';
import { linkOf } from '../../state/address.js';
import { toView } from '../../state/link.js';
import { csvTable } from '../export/data.js';
import { documentOf } from '../export/document.js';
import { download, fileName, pngFile, svgFile, svgText, textFile } from '../export/files.js';
import { measure } from '../export/measure.js';
import { jsonOf, rowsOf } from './data.js';
import { explainFigure } from './figure.js';
import { pageOf } from './page.js';
import { proofAsks, proofOf } from './proof.js';

/** @typedef {import('./figure.js').Shown} Shown */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./saving.js').Kind} Kind */

/** @param {Shown} shown @param {State} state @returns {Promise<Blob>} */
async function page(shown, state) {
  const link = linkOf(state);
  const json = jsonOf(shown, toView(state), link);
  const svg = await svgText(explainFigure(shown, measure));
  return textFile(documentOf({ ...pageOf(shown), svg, json, link }), 'text/html');
}

/** The first model again, in the way of the libraries, with every text that it was asked about. @param {Shown} shown @param {State} state */
async function proof(shown, state) {
  const [{ answer }] = shown.seen;
  const asked = proofAsks(state, answer.results[0].model, answer.target).map(async (ask) => (await post('/explain', ask, {})).json());
  return textFile(proofOf(state.text, await Promise.all(asked), shown.labels, linkOf(state)), 'text/x-python');
}

/** @type {Record<Kind, (shown: Shown, state: State) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (shown) => svgFile(explainFigure(shown, measure)),
  png: (shown) => pngFile(explainFigure(shown, measure)),
  csv: (shown) => textFile(csvTable(rowsOf(shown)), 'text/csv'),
  json: (shown, state) => textFile(jsonOf(shown, toView(state), linkOf(state)), 'application/json'),
  html: page,
  proof,
};

/** Saves what Explain shows as a file. @param {Shown} shown @param {State} state @param {Kind} kind */
export async function save(shown, state, kind) {
  const name = fileName([...shown.seen[0].answer.results.map(({ model }) => model), ...shown.text.split(/\s+/).slice(0, 4)].join('-'));
  download(await MAKE[kind](shown, state), kind === 'proof' ? `${name}-proof.py` : `${name}.${kind}`);
}
