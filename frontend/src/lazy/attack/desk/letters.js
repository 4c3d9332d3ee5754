import { h } from '../../../ui/dom.js';

/** Characters without a picture of their own: controls, joiners, spaces of no width, marks of direction. */
const HIDDEN = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\ufe00-\ufe0f]/u;

/** @param {string} letter */
const code = (letter) => `U+${/** @type {number} */ (letter.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * How each letter of a replacement is to be seen: hidden ones by their code,
 * those of another script than the word had so far marked as strangers.
 * @param {string} replacement @param {string} original
 * @returns {{ text: string, code: string | null, hidden: boolean }[]}  `code`: of a letter that could be mistaken
 */
export function lettersOf(replacement, original) {
  const latin = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u;
  const foreign = (/** @type {string} */ letter) => latin.test(original) && !latin.test(letter);
  return [...replacement].map((letter) => {
    const hidden = HIDDEN.test(letter);
    return { text: hidden ? code(letter) : letter, code: hidden || foreign(letter) ? code(letter) : null, hidden };
  });
}

/** A replacement whose hidden and look-alike letters can be seen. @param {string} replacement @param {string} original @returns {(Node | string)[]} */
export const shownLetters = (replacement, original) =>
  lettersOf(replacement, original).map(({ text, code: number, hidden }) =>
    number === null ? text : h('span', { className: hidden ? 'hidden-letter' : 'strange-letter', title: `${hidden ? 'A character that is not seen' : 'A letter of another script'}: ${number}` }, text),
  );
