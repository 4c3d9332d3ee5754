/** @typedef {import('../../../types.js').Recipe} Recipe */
/** @typedef {import('../../../types.js').Goal} Goal */

/** Recipes with what they try. @type {Record<Recipe, [string, string]>} */
export const RECIPES = {
  bae: ['BAE: behind a mask', 'Words that a language model expects behind a mask (Garg and Ramakrishnan 2020).'],
  bert_attack: ['BERT-Attack: as the text is', 'Words that a language model expects of the text as it is, long words piece by piece (Li et al. 2020).'],
  pwws: ['PWWS: synonyms', 'Synonyms by WordNet, the most telling word first (Ren et al. 2019).'],
  hot_flip: ['HotFlip: by gradient', 'Words that the slope of the answer points to, decided by what the model then really says (Ebrahimi et al. 2018).'],
  deep_word_bug: ['DeepWordBug: four typos', 'Two letters swapped, one replaced, left out or put in (Gao et al. 2018).'],
  typos: ['Typos inside a word', 'Slips of the keyboard, first and last letter left alone, in one or two words (Pruthi et al. 2019).'],
  homoglyphs: ['Look-alike letters', 'Letters of another script, and characters that are not seen.'],
  input_reduction: ['Input reduction', 'The fewest words with the same answer: it turns nothing, and shows what the answer hangs on (Feng et al. 2018).'],
};

/** Goals, by the names of the models. @param {string} left @param {string} right @returns {[Goal, string][]} */
export const goalsOf = (left, right) => [
  ['left', `turn ${left}`],
  ['right', `turn ${right}`],
  ['both', 'turn both'],
  ['left_only', `turn ${left}, not ${right}`],
  ['right_only', `turn ${right}, not ${left}`],
  ['disagree', 'set them as far apart as can be'],
];

/** What a search is doing. @type {Record<string, string>} */
export const PHASES = {
  rank: 'Ranking the words',
  search: 'Searching',
  prune: 'Undoing what it does not take',
  meaning: 'Asking what the edits mean',
};
