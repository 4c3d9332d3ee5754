import { linkOf } from '../../../state/address.js';
import { toView } from '../../../state/link.js';
import { csvTable } from '../../export/data.js';
import { download, fileName, pngFile, svgFile, svgText } from '../../export/files.js';
import { measure } from '../../export/measure.js';
import { jsonOf, rowsOf } from './data.js';
import { documentOf } from './document.js';
import { attackFigure } from './figure.js';
import { markdownOf } from './report.js';

/** @typedef {import('./saving.js').Shown} Shown */
/** @typedef {import('./saving.js').Kind} Kind */

/** @param {string} text @param {string} type */
const blob = (text, type) => new Blob([text], { type: `${type};charset=utf-8` });

/** @param {Shown} shown */
const linkTo = ({ room }) => linkOf(room.state);

/** @param {Shown} shown */
const json = (shown) => jsonOf(shown, toView(shown.room.state), linkTo(shown));

/** @type {Record<Kind, (shown: Shown) => Blob | Promise<Blob>>} */
const MAKE = {
  svg: (shown) => svgFile(attackFigure(shown, measure)),
  png: (shown) => pngFile(attackFigure(shown, measure)),
  csv: (shown) => blob(csvTable(rowsOf(shown)), 'text/csv'),
  json: (shown) => blob(json(shown), 'application/json'),
  html: async (shown) => blob(documentOf(shown, await svgText(attackFigure(shown, measure)), json(shown), linkTo(shown)), 'text/html'),
  md: (shown) => blob(markdownOf(shown, linkTo(shown)), 'text/markdown'),
};

/** Saves what Attack shows as a file. @param {Shown} shown @param {Kind} kind */
export async function save(shown, kind) {
  const { models, state } = shown.room;
  const name = fileName(['attack', ...models.map(({ id }) => id), ...state.text.split(/\s+/).slice(0, 4)].join('-'));
  download(await MAKE[kind](shown), `${name}.${kind}`);
}
