/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').EditKind} EditKind */
/** @typedef {import('./types.js').Alarm} Alarm */

/** Where replacements come from, as people call it. @type {Record<EditKind, string>} */
export const KINDS = {
  masked_lm: 'Language model',
  synonym: 'Synonyms',
  typo: 'Typos',
  homoglyph: 'Look-alikes',
  gradient: 'Gradient',
  insert: 'Put before it',
  delete: 'Left out',
  negate: 'Negated',
  own: 'Your own',
};

/** Alarms in a word or two. @type {Record<Alarm, string>} */
export const ALARMS = {
  opposite: 'opposite',
  negation: 'negation',
  not_a_word: 'not a word',
  unlikely: 'unlikely here',
  drifted: 'drifted',
};

/** @param {string} name */
const short = (name) => name.replace(/\s*\([^)]*\)$/, '') || name;

/** Names of models without what stands in brackets, where that still tells them apart. @param {Model[]} models @returns {string[]} */
export function shortNames(models) {
  const names = models.map(({ name }) => short(name));
  return new Set(names).size === names.length ? names : models.map(({ name }) => name);
}

/** @param {number[]} probabilities @returns {number} the label of the largest, the first of those that are as large */
export const best = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

/** A change of probability in points, with its sign. @param {number} change  −1..1 */
export function points(change) {
  const value = Math.abs(change) * 100;
  const text = value >= 10 ? value.toFixed(0) : value.toFixed(1);
  return `${Number(text) === 0 ? '' : change < 0 ? '−' : '+'}${text}`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export const several = (count, one, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
