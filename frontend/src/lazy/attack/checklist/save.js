import { linkOf } from '../../../state/address.js';
import { toView } from '../../../state/link.js';
import { csvTable } from '../../export/data.js';
import { download, textFile } from '../../export/files.js';
import { writeCases } from './cases.js';
import { setName } from './command.js';
import { jsonOf, tableOf } from './data.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('../../../state/state.js').State} State */
/** @typedef {'set' | 'csv' | 'json'} Kind */

/** @type {Record<Kind, (answer: Answer, state: State) => { text: string, type: string, ending: string }>} */
const MAKE = {
  set: ({ cases }) => ({ text: writeCases(cases.map(({ case: one }) => one)), type: 'application/json', ending: '.json' }),
  csv: (answer) => ({ text: csvTable(tableOf(answer)), type: 'text/csv', ending: '.csv' }),
  json: (answer, state) => ({ text: jsonOf(answer, toView(state), linkOf(state)), type: 'application/json', ending: '-results.json' }),
};

/** Saves the tests, or how the models do. @param {Answer} answer @param {State} state @param {Kind} kind */
export function save(answer, state, kind) {
  const { text, type, ending } = MAKE[kind](answer, state);
  const name = setName(answer.cases[0]?.case.sentence ?? '').replace(/\.json$/, ending);
  download(textFile(text, type), name);
}
