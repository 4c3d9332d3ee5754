import { once } from '../../once.js';
import { isCurrent } from './desk.js';
import { largest, rowsOf, wordAt } from './grid.js';
import { verdictOf } from './trust.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Explained} Explained */
/** @typedef {import('./types.js').ExplainedUnit} ExplainedUnit */
/** @typedef {import('./types.js').Method} Method */
/** @typedef {import('./grid.js').Row} Row */
/** @typedef {import('./desk.js').Slip} Slip */

/**
 * One model's explanation as it is drawn.
 * @typedef {object} Sheet
 * @property {Explained} result
 * @property {Row[]} rows
 * @property {Row[]} phrases  what was not divided: text in brackets, no word of its own
 * @property {number} outside  the weight of units that are not in the text, where they were folded
 * @property {boolean} folded  a library's units, by word
 * @property {import('./trust.js').Verdict} verdict
 */

/**
 * One explanation as it is drawn.
 * @typedef {object} Seen
 * @property {Answer} answer
 * @property {string} text  what it explains
 * @property {Sheet[]} sheets  one for each model
 * @property {Row[]} difference  with two models: what makes them disagree, first − second
 * @property {number} most  the largest weight of them all
 * @property {boolean} folds  whether the units are other ones than the words
 */

/** @param {Answer} answer @param {Explained} result @param {string} text @param {ExplainedUnit[]} grid @returns {Row[]} */
function phrasesOf({ units }, { quality }, text, grid) {
  return (quality.unresolved ?? []).map(({ first, last, weight }) => {
    const inside = units.slice(first, last + 1);
    const [start, end] = [inside[0]?.start ?? 0, inside.at(-1)?.end ?? 0];
    return { text: `[${text.slice(start, end)}]`, start, end, word: wordAt([start, end], grid), weight };
  });
}

/** @param {Answer} answer @param {string} text @param {ExplainedUnit[]} grid @param {'words' | 'own'} by @returns {Seen} */
export function seenOf(answer, text, grid, by) {
  const sheets = answer.results.map((result) => ({
    result,
    ...rowsOf(answer.units, result.weights, grid, by),
    phrases: phrasesOf(answer, result, text, grid),
    verdict: verdictOf(result, answer),
  }));
  const most = Math.max(0, ...sheets.flatMap(({ rows, phrases }) => [largest(rows), largest(phrases)]));
  const folds = answer.results.length > 0 && rowsOf(answer.units, answer.results[0].weights, grid, 'words').folded;
  const difference = answer.difference ? rowsOf(answer.units, answer.difference, grid, by).rows : [];
  return { answer, text, sheets, difference, most, folds };
}

/** Keeps what is drawn of one explanation: an answer to an older question stays as it was drawn. */
export function createSeen() {
  const fresh = once(seenOf);
  /** @type {Seen | null} */
  let last = null;
  /** @param {Slip | null} slip @param {ExplainedUnit[] | null} grid  null: not known yet @param {'words' | 'own'} by */
  return (slip, grid, by) => {
    if (slip?.answer && grid && isCurrent(slip)) last = fresh(slip.answer, slip.ask.text, grid, by);
    return last;
  };
}
