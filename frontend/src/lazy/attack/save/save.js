import { linkOf } from '../../../state/address.js';
import { toView } from '../../../state/link.js';
import { csvTable } from '../../export/data.js';
import { documentOf } from '../../export/document.js';
import { download, fileName, pngFile, svgFile, svgText, textFile } from '../../export/files.js';
import { measure } from '../../export/measure.js';
import { jsonOf, rowsOf } from './data.js';
import { attackFigure } from './figure.js';
import { markdownOf, pageOf } from './report.js';

/** @typedef {import('./saving.js').Shown} Shown */
/** @typedef {import('./saving.js').Kind} Kind */

/** @param {Shown} shown */
const linkTo = ({ room }) => linkOf(room.state);

/** @param {Shown} shown */
const json = (shown) => jsonOf(shown, toView(shown.room.state), linkTo(shown));

/** @param {Shown} shown @returns {Promise<Blob>} */
async function page(shown) {
  const svg = await svgText(attackFigure(shown, measure));
  return textFile(documentOf({ ...pageOf(shown), svg, json: json(shown), link: linkTo(shown) }), 'text/html');
}

/** @type {Record<Kind, (shown: Shown) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (shown) => svgFile(attackFigure(shown, measure)),
  png: (shown) => pngFile(attackFigure(shown, measure)),
  csv: (shown) => textFile(csvTable(rowsOf(shown)), 'text/csv'),
  json: (shown) => textFile(json(shown), 'application/json'),
  html: page,
  md: (shown) => textFile(markdownOf(shown, linkTo(shown)), 'text/markdown'),
};

/** Saves what Attack shows as a file. @param {Shown} shown @param {Kind} kind */
export async function save(shown, kind) {
  const { models, state } = shown.room;
  const name = fileName(['attack', ...models.map(({ id }) => id), ...state.text.split(/\s+/).slice(0, 4)].join('-'));
  download(await MAKE[kind](shown), `${name}.${kind}`);
}
