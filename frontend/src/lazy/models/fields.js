import { freshId, h } from '../../ui/dom.js';
import { FIELDS } from './words.js';

/** @typedef {import('../../types.js').Model} Model */

/** @param {string} label @param {HTMLElement} input @param {string} [hint] */
function field(label, input, hint) {
  input.id = freshId('import');
  const small = hint ? h('small', { id: freshId('hint') }, hint) : null;
  if (small) input.setAttribute('aria-describedby', small.id);
  return h('div', { className: 'entry' }, h('label', { htmlFor: input.id }, label), input, small);
}

/** @param {string} name @param {Record<string, unknown>} [properties] */
const textInput = (name, properties) =>
  h('input', { type: 'text', name, autocomplete: 'off', spellcheck: false, ...properties });

/** Everything that can be said with a file. */
export function importFields() {
  const id = textInput('id', {
    required: true,
    maxLength: 64,
    pattern: '[A-Za-z0-9._\\-]+',
    title: 'Letters, digits, “.”, “_” and “-”',
  });
  const like = h('select', { name: 'like' });
  const tokenizer = h('select', { name: 'tokenizer' });
  const heads = h('input', { type: 'number', name: 'heads', min: '1', max: '1024', step: '1' });
  const token = h('input', { type: 'password', autocomplete: 'off' });
  const asked = field('The server’s token', token, 'From another machine, adding a model takes it.');
  asked.hidden = true;
  const more = h(
    'details',
    {},
    h('summary', {}, 'What the file may not say'),
    h(
      'div',
      { className: 'entries' },
      field(FIELDS.like, like, 'A model of the same sizes: heads and tokenizer are taken from it.'),
      field(FIELDS.heads, heads, 'Left empty: one for every 64 numbers of a hidden state.'),
      field(FIELDS.tokenizer, tokenizer, 'Left open: a model with as many pieces.'),
      field(FIELDS.head, textInput('head'), 'Its name in the file, where several could be it.'),
      field(
        FIELDS.labels,
        textInput('labels', { placeholder: 'negative, positive' }),
        'In the order of the outputs, separated by commas.',
      ),
    ),
  );
  return {
    element: h('div', {}, h('div', { className: 'entries' }, field('Name', id), asked), more),
    id,
    /** Unfolds what a refusal may be about. */
    unfold: () => void (more.open = true),
    askToken: () => void (asked.hidden = false),
    token: () => token.value.trim(),
    /** @param {Model[]} models to choose from */
    offer(models) {
      for (const select of [like, tokenizer]) {
        const { value } = select;
        const known = models.filter(({ error }) => !error).map((model) => h('option', { value: model.id }, model.name));
        select.replaceChildren(h('option', { value: '' }, '–'), ...known);
        select.value = value;
      }
    },
  };
}
