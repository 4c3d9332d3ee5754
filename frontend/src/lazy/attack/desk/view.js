import { h } from '../../../ui/dom.js';
import { once } from '../../../once.js';
import { editedText } from './words.js';

/** @typedef {import('../types.js').Room} Room */

/** The desk: the text word by word, with its edits, and what the models say of it. */
export function deskView() {
  const place = h('div', { className: 'reading-text' });
  const element = h('section', { className: 'desk', 'aria-label': 'Desk' }, place);
  const words = once((/** @type {string} */ text, /** @type {Room['words']} */ list, /** @type {Room['state']['edits']} */ edits, /** @type {number[]} */ locked, /** @type {number | null} */ truncated) =>
    place.replaceChildren(editedText(text, list, { edits, locked, truncated, open: () => {} })),
  );
  /** @param {Room} room @param {number | null} truncated */
  function render({ state, words: list }, truncated) {
    words(state.text, list, state.edits, state.locked, truncated);
  }
  return { element, render };
}
