import { h } from '../../ui/dom.js';
import { darkness } from './kwic.js';

/** @typedef {import('./types.js').Hit} Hit */

/** How dark the word with the most attention is; the text on it can still be read. */
const DARKEST = 40;

/** A word, as dark as the match's attention to it. @param {string} text @param {number | undefined} dark  0..1 @param {'span' | 'bdi'} [tag] */
export function shadedWord(text, dark, tag = 'span') {
  const word = h(tag, { className: 'shaded' }, text);
  word.style.setProperty('--strength', `${Math.round((dark ?? 0) * DARKEST)}%`);
  return word;
}

/** Shades the words of a hit, each after what stands before it; the one with the most attention is marked. @param {Hit} hit */
export function shading(hit) {
  const dark = darkness(hit);
  /** @param {import('./kwic.js').Piece} piece @returns {(string | HTMLElement)[]} */
  return ({ gap, text, index }) => {
    const word = shadedWord(text, dark[index]);
    word.classList.toggle('attended', index === hit.attended);
    return [gap, word];
  };
}
