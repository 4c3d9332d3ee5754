import { askOf } from '../search/ask.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../../sets/read.js').Row} Row */
/** @typedef {import('./types.js').Trial} Trial */
/** @typedef {{ text: string, label: string }} Labelled */

/** What a request can hold of a set: the server takes no more rows, and a body no more bytes with room for the rest. */
const MOST = { rows: 1000, bytes: 140 * 1024 };

/** The rows of a set that defences are tried on, and how many have no label or no room. @param {Row[]} all */
export function usable(all) {
  const labelled = all.flatMap(({ text, label }) => (label ? [{ text, label }] : []));
  const coder = new TextEncoder();
  let bytes = 0;
  const past = labelled.findIndex((row, i) => i >= MOST.rows || (bytes += coder.encode(JSON.stringify(row)).length + 1) > MOST.bytes);
  const rows = past < 0 ? labelled : labelled.slice(0, past);
  return { rows, unlabelled: all.length - labelled.length, tooMany: labelled.length - rows.length };
}

/** What is left out of a set, as sentences. @param {ReturnType<typeof usable>} of @returns {string[]} */
export function leftOut({ rows, unlabelled, tooMany }) {
  const count = (/** @type {number} */ number) => `${number.toLocaleString('en')} ${number === 1 ? 'row' : 'rows'}`;
  return [
    ...(unlabelled ? [`${count(unlabelled)} without a label ${unlabelled === 1 ? 'is' : 'are'} left out.`] : []),
    ...(tooMany ? [`The first ${count(rows.length)} are used.`] : []),
  ];
}

/** What the defences are tried on. @param {Room} room @param {Labelled[]} rows @returns {Trial} */
export function trialOf({ state, models, draft }, rows) {
  const { locked: _, ...ask } = askOf(state, models.map(({ id }) => id));
  return { ...ask, edited: draft, rows, attacked_rows: Math.min(state.attacked, rows.length) };
}

/** How often a recipe is run in all, first without a defence. @param {Trial} trial @param {number} defences */
export const runs = ({ attacked_rows }, defences) => (1 + attacked_rows) * (1 + defences);
