import { several } from '../names.js';

/** @typedef {import('../types.js').Found} Found */
/** @typedef {import('./runs.js').Run} Run */

/** What an edit does, in words. @param {import('../../../types.js').WordEdit} edit @param {string} old */
export const editText = ({ replacement }, old) => (replacement ? `${old} → ${replacement}` : `${old} left out`);

/** @param {number} seconds */
const took = (seconds) => (seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`);

/** How a search ended, in a sentence or two. @param {Found} found @param {number} seconds @returns {string} */
export function ending({ outcome, recipe, edits, queries }, seconds) {
  const cost = `${several(queries, 'text')} asked in ${took(seconds)}`;
  if (outcome === 'nothing_to_edit') return 'There is no word in this text that this recipe may edit.';
  if (outcome === 'budget_spent') return `The budget was spent before the goal was reached (${cost}). What came nearest stands above.`;
  if (outcome === 'not_reached') return `Every word was tried, and the goal was not reached (${cost}). What came nearest stands above.`;
  const size = several(edits.length, 'edit');
  if (recipe === 'input_reduction') return `The answer stays without ${several(edits.length, 'word')} (${cost}): leaving out any further one changes it.`;
  const least = edits.length > 1 ? ' Undoing any one of them misses it.' : '';
  return `The goal is reached with ${size} (${cost}).${least}`;
}

/** What the guard and the alarms had to go by. @param {Found['known_by']} known */
export function knownBy({ wordnet, masked_lm: masked }) {
  const opposites = wordnet ? 'Opposites and known words are told by WordNet' : 'WordNet is not installed: opposites are told by a short list of praise and blame, known words by the models’ vocabularies';
  const expected = masked ? 'what is expected by a language model' : 'there is no language model to tell what is expected';
  return `${opposites}; ${expected}.`;
}

/** A result in a word or two. @param {Run} run */
export function standing({ step, found }) {
  if (step === 'running') return 'running';
  if (step === 'failed') return 'failed';
  if (!found) return 'stopped';
  if (found.reached) return 'reached';
  return found.outcome === 'budget_spent' ? 'budget spent' : 'not reached';
}

/** Success counted both ways. @param {{ done: number, reached: number, valid: number, open: number }} count */
export function countText({ done, reached, valid, open }) {
  if (!done) return '';
  const rest = open ? ` (${open} not judged yet)` : '';
  return `${reached} of ${done} reached the goal; ${valid} of ${done} reached it by a text that still means the same${rest}.`;
}
