/** @typedef {import('./types.js').Word} Word */
/** @typedef {import('../../types.js').WordEdit} WordEdit */

/**
 * The text with its edits, as the server writes it, and where each word of the
 * original stands in it: behind a word that was left out there is no second
 * space, and none before punctuation.
 * @param {string} text @param {Word[]} words @param {WordEdit[]} edits
 * @returns {{ text: string, spans: [number, number][] }}  UTF-16; of a word that was left out nothing
 */
export function layoutOf(text, words, edits) {
  const by = new Map(edits.map(({ word, replacement }) => [word, replacement]));
  let [made, at, leftOut] = ['', 0, false];
  /** @type {[number, number][]} */
  const spans = [];
  /** @param {string} gap @param {boolean} punctuation  whether that comes next */
  const between = (gap, punctuation) => {
    if (leftOut && gap === '' && punctuation) made = made.trimEnd();
    made += leftOut && (made === '' || /\s$/.test(made)) ? gap.trimStart() : gap;
  };
  for (const { index, text: old, start, end, kind } of words) {
    between(text.slice(at, start), kind === 'punctuation');
    const now = by.get(index) ?? old;
    spans.push([made.length, made.length + now.length]);
    made += now;
    leftOut = now === '';
    at = end;
  }
  const tail = text.slice(at);
  between(tail, tail === '');
  // The space before a word that was left out may have been taken back.
  return { text: made, spans: spans.map(([start, end]) => [Math.min(start, made.length), Math.min(end, made.length)]) };
}

/** The text with its edits. @param {string} text @param {Word[]} words @param {WordEdit[]} edits @returns {string} */
export const draftOf = (text, words, edits) => layoutOf(text, words, edits).text;

/** Edits with one more, in place of one of the same word. @param {WordEdit[]} edits @param {WordEdit} edit */
export const withEdit = (edits, edit) => [...withoutWord(edits, edit.word), edit].sort((a, b) => a.word - b.word);

/** @param {WordEdit[]} edits @param {number} word */
export const withoutWord = (edits, word) => edits.filter((edit) => edit.word !== word);

/** @param {number[]} locked @param {number} word */
export const toggledLock = (locked, word) => (locked.includes(word) ? locked.filter((other) => other !== word) : [...locked, word].sort((a, b) => a - b));

/**
 * Fits edits and locks to the words that a text turned out to have; null: they fit.
 * @param {Pick<import('../../state/state.js').State, 'edits' | 'locked'>} state @param {Word[]} words
 */
export function fitted({ edits, locked }, words) {
  const there = (/** @type {number} */ word) => word < words.length;
  const kept = { edits: edits.filter(({ word }) => there(word)), locked: locked.filter(there) };
  return kept.edits.length === edits.length && kept.locked.length === locked.length ? null : kept;
}
