import { h } from '../../../ui/dom.js';
import { KINDS } from '../names.js';

/** Letters that a word of one's own may have. */
const LETTERS = 100;

/**
 * A word of one's own in a word's menu: what it would do is asked for, as of the other swaps, before it is chosen.
 * @param {string} word @param {(own: string) => Promise<HTMLElement | null>} tryOut  its button; null: the menu is closed
 */
export function ownPart(word, tryOut) {
  const field = h('input', { type: 'text', maxLength: LETTERS, placeholder: 'another word', autocomplete: 'off', spellcheck: false, dir: 'auto', 'aria-label': `Your own word for ${word}` });
  const rows = h('div', { className: 'swaps' });
  const form = h('form', { className: 'own-word', onsubmit }, field, h('button', { type: 'submit', className: 'quiet framed' }, 'Try it'));

  /** @param {string} sentence */
  const tell = (sentence) => rows.replaceChildren(h('p', { className: 'note', role: 'status' }, sentence));

  /** @param {SubmitEvent} event */
  async function onsubmit(event) {
    event.preventDefault();
    const own = field.value.trim();
    if (!own) return tell('Write a word first; to leave this one out, choose that above.');
    if (own === word) return tell('That is the word that stands there.');
    tell('Asking the models …');
    const button = await tryOut(own);
    if (button) rows.replaceChildren(button);
  }
  return { element: h('section', { 'data-kind': 'own', 'aria-label': KINDS.own }, h('h3', {}, KINDS.own), form, rows), tell };
}
