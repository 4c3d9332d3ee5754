import { readable } from '../expects/words.js';

/** @typedef {import('../types.js').Token} Token */
/** @typedef {import('../types.js').Word} Word */
/** @typedef {import('../types.js').Unit} Unit */
/** @typedef {import('../types.js').Replacement} Replacement */

/** @param {Token} token @param {Token | undefined} before @param {Replacement[]} replaced @returns {Unit} */
const piece = (token, before, replaced) => ({
  index: token.index,
  first: token.index,
  last: token.index,
  label: token.text,
  special: token.special,
  masked: token.masked,
  joined: token.word !== null && token.word === before?.word,
  side: token.side,
  start: token.start,
  end: token.end,
  replaced: replaced.find(({ index }) => index === token.index)?.token ?? null,
});

/**
 * The rows of the picture: every token, or every word with special tokens
 * standing for themselves.
 * @param {Token[]} tokens @param {Word[]} words @param {'pieces' | 'words'} by
 * @param {Replacement[]} [replaced]
 * @returns {Unit[]}
 */
export function unitsOf(tokens, words, by, replaced = []) {
  const single = tokens.map((token, i) => piece(token, tokens[i - 1], replaced));
  if (by === 'pieces') return single;
  /** @type {Unit[]} */
  const units = [];
  for (const unit of single) {
    const whole = units.at(-1);
    const word = tokens[unit.first].word;
    if (unit.joined && whole) {
      whole.last = unit.last;
      whole.end = unit.end;
      whole.masked ||= unit.masked;
      whole.replaced ??= unit.replaced;
    } else units.push({ ...unit, index: units.length, label: word === null ? unit.label : words[word].text, joined: false });
  }
  return units;
}

/** @param {Unit[]} units @param {number} token @returns {Unit | undefined} */
export const unitOf = (units, token) => units.find((unit) => unit.first <= token && token <= unit.last);

/** @param {Unit} unit @returns {number[]} its tokens */
export const tokensOf = (unit) => Array.from({ length: unit.last - unit.first + 1 }, (_, i) => unit.first + i);

/** What the model read at a unit. @param {Unit} unit */
export const shortName = ({ masked, replaced, label }) => (masked ? '[MASK]' : replaced === null ? label : readable(replaced));

/** Whether a text is a mask that the user typed, so that no word stands behind it. @param {string} text */
export const isTypedMask = (text) => /^(\[MASK\]|<mask>)$/.test(text);
