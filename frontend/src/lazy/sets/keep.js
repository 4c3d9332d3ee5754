import { EXAMPLES } from '../../examples.js';
import { textOf, valueFor } from '../kept.js';
import { readSet, writeSet } from './read.js';

/** @typedef {import('./read.js').Row} Row */

/** The six sentences of the course report, by name. */
export const SIX = 'six';

const PRAISE = ['positive', 'positive', 'neutral', 'neutral', 'negative', 'negative'];

/** The six sentences with what the report says they are. @returns {Row[]} */
export const sixRows = () => (EXAMPLES.find(({ title }) => title === 'Praise and blame')?.items ?? []).map(({ text }, i) => ({ text, label: PRAISE[i] }));

/** What the state says of a set, so that it can be had again. @param {Row[]} rows @returns {string} */
export function valueOf(rows) {
  const text = writeSet(rows);
  return text === writeSet(sixRows()) ? SIX : valueFor(text);
}

/** The rows of a set; null: they are in another tab. @param {string} value @returns {Row[] | null} */
export function rowsOf(value) {
  if (value === SIX) return sixRows();
  const text = textOf(value);
  return text === null ? null : readSet(text).rows;
}
