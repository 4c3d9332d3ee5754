import { freshId, h } from '../../../ui/dom.js';
import { menu } from '../../../ui/menu.js';
import { EXPECTATIONS } from './expectations.js';

/** @typedef {import('./types.js').Case} Case */

/** @param {string} label @param {HTMLElement} field */
function labelled(label, field) {
  field.id ||= freshId('case');
  return h('div', { className: 'labelled' }, h('label', { htmlFor: field.id }, label), field);
}

/**
 * The panel in which a test of one's own is written.
 * @param {() => string} sentence  that it is a variant of @param {(one: Case) => void} add
 */
export function ownCase(sentence, add) {
  const name = h('input', { type: 'text', maxLength: 80, placeholder: 'for example: irony', autocomplete: 'off' });
  const text = h('textarea', { rows: 3, dir: 'auto', spellcheck: false, oninput: check });
  const expect = h('select', {}, ...Object.entries(EXPECTATIONS).map(([value, { long }]) => h('option', { value }, long)));
  const submit = h('button', { type: 'submit', className: 'quiet framed strong' }, 'Add');
  const form = h('form', { onsubmit: take }, labelled('What is done', name), labelled('Variant of the sentence', text), labelled('What is expected', expect), h('div', { className: 'choices' }, submit));
  const panel = h('div', { id: 'case-panel', className: 'case-panel' }, form);
  // Before it opens: what is typed at once must not be written over.
  panel.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
    text.value = sentence();
    check();
  });
  panel.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') name.focus();
  });

  function check() {
    submit.disabled = !text.value.trim();
  }

  /** @param {Event} event */
  function take(event) {
    event.preventDefault();
    if (!text.value.trim()) return;
    panel.hidePopover();
    const made = { name: name.value.trim() || 'my own', sentence: sentence(), text: text.value.toWellFormed(), expect: /** @type {Case['expect']} */ (expect.value) };
    name.value = '';
    add(made);
  }
  return { elements: [menu('Add a test', panel), panel] };
}
