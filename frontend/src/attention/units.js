/** @typedef {import('../types.js').Token} Token */
/** @typedef {import('../types.js').Word} Word */
/** @typedef {import('../types.js').Unit} Unit */

/** @param {Token} token @param {Token | undefined} before @param {number} index @returns {Unit} */
const piece = (token, before, index) => ({
  index,
  first: token.index,
  last: token.index,
  label: token.text,
  special: token.special,
  masked: token.masked,
  joined: token.word !== null && token.word === before?.word,
});

/**
 * The rows of the picture: every token, or every word with special tokens
 * standing for themselves.
 * @param {Token[]} tokens @param {Word[]} words @param {'pieces' | 'words'} by
 * @returns {Unit[]}
 */
export function unitsOf(tokens, words, by) {
  const single = tokens.map((token, i) => piece(token, tokens[i - 1], i));
  if (by === 'pieces') return single;
  /** @type {Unit[]} */
  const units = [];
  for (const unit of single) {
    const whole = units.at(-1);
    const word = tokens[unit.first].word;
    if (unit.joined && whole) {
      whole.last = unit.last;
      whole.masked ||= unit.masked;
    } else units.push({ ...unit, index: units.length, label: word === null ? unit.label : words[word].text, joined: false });
  }
  return units;
}

/** @param {Unit[]} units @param {number} token @returns {Unit | undefined} */
export const unitOf = (units, token) => units.find((unit) => unit.first <= token && token <= unit.last);

/** @param {Unit} unit @returns {number[]} its tokens */
export const tokensOf = (unit) => Array.from({ length: unit.last - unit.first + 1 }, (_, i) => unit.first + i);

/** Whether a text is a mask that the user typed, so that no word stands behind it. @param {string} text */
export const isTypedMask = (text) => /^(\[MASK\]|<mask>)$/.test(text);
