/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./types.js').Method} Method */
/** @typedef {import('./request.js').Job} Job */
import { askFor } from './request.js';

/**
 * A choice that an explanation may depend on.
 * @typedef {object} Choice
 * @property {Method} method
 * @property {'removal' | 'baseline'} option
 * @property {string} what  the choice in words
 * @property {Record<string, string>} values  with their names
 */

/** @type {Choice[]} */
export const CHOICES = [
  { method: 'shap', option: 'removal', what: 'how a word is taken away', values: { delete: 'left out', mask: 'masked', unk: 'unknown', refill: 'refilled' } },
  {
    method: 'integrated_gradients',
    option: 'baseline',
    what: 'the blank text that it starts from',
    values: { pad: 'padding', mask: 'masks', zero: 'zeros', mean: 'mean word' },
  },
];

/** @param {Choice} choice @param {string} value */
export const nameOf = ({ option }, value) => `${option} ${value}`;

/** What has to be asked for: every value of every choice, by one model. @param {State} state @param {string} model @returns {Job[]} */
export const variants = (state, model) =>
  CHOICES.flatMap((choice) =>
    Object.keys(choice.values).map((value) => ({
      name: nameOf(choice, value),
      ask: askFor({ ...state, preset: 'headlight', algorithm: null, removal: 'delete', baseline: null }, [model], choice.method, { [choice.option]: value, faithfulness: false }),
    })),
  );

/**
 * How far two lists of weights differ: Σ|a − b| / Σ(|a| + |b|), 0 for the same
 * and 1 where no word keeps anything (Bray and Curtis 1957, with signs).
 * @param {number[]} a @param {number[]} b @returns {number} 0..1
 */
export function difference(a, b) {
  const [apart, all] = a.reduce(([d, s], x, i) => [d + Math.abs(x - b[i]), s + Math.abs(x) + Math.abs(b[i])], [0, 0]);
  return all ? apart / all : 0;
}

/** The mean difference over all pairs of choices. @param {number[][]} lists @returns {number | null} 0..1; null below two */
export function dependence(lists) {
  const pairs = lists.flatMap((a, i) => lists.slice(i + 1).map((b) => difference(a, b)));
  return pairs.length ? pairs.reduce((sum, one) => sum + one, 0) / pairs.length : null;
}
