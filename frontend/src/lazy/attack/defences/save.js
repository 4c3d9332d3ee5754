import { linkOf } from '../../../state/address.js';
import { toView } from '../../../state/link.js';
import { csvTable } from '../../export/data.js';
import { download, fileName, textFile } from '../../export/files.js';
import { jsonOf, tableOf } from './data.js';

/** @typedef {{ trial: import('./types.js').Trial, known: import('./work.js').Known, rows: import('./rows.js').Row[], target: string }} Shown */

/** Saves what came of the defences. @param {Shown} shown @param {import('../../../state/state.js').State} state @param {'csv' | 'json'} kind */
export function save({ trial, known, rows, target }, state, kind) {
  const [text, type] = kind === 'csv' ? [csvTable(tableOf(rows, trial.models, target)), 'text/csv'] : [jsonOf(trial, known, toView(state), linkOf(state)), 'application/json'];
  download(textFile(text, type), `${fileName([...trial.models, trial.recipe, 'defences'].join('-'))}.${kind}`);
}
