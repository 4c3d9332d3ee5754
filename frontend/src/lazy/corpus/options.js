import { freshId, h } from '../../ui/dom.js';
import { chip, group } from '../../ui/group.js';
import { menu } from '../../ui/menu.js';
import { filterOf, FILTERS } from './request.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {keyof typeof FILTERS} Filter */

const COUNTS = [10, 20, 50, 100, 200, 500, 1000];

/** Choices with two values. @type {{ key: 'per' | 'centred', name: string, values: Record<string, string> }[]} */
const CHOICES = [
  { key: 'per', name: 'Of one sentence', values: { one: 'The nearest', all: 'All' } },
  { key: 'centred', name: 'Mean of the corpus', values: { no: 'Left in', yes: 'Taken off' } },
];

/** How many neighbours, which ones, and how they are measured. @param {import('../../store.js').Store} store */
export function searchOptions(store) {
  const count = h('select', { id: 'k', onchange: () => store.change({ k: Number(count.value) }) }, ...COUNTS.map((k) => h('option', { value: k }, String(k))));
  const fields = /** @type {[Filter, string][]} */ (Object.entries(FILTERS)).map(([key, name]) => ({
    key,
    name,
    input: h('input', { type: 'text', id: `filter-${key}`, spellcheck: false, autocapitalize: 'off', onchange: () => set(key) }),
  }));
  /** @param {Filter} key */
  const set = (key) => store.change({ [key]: fields.find((field) => field.key === key)?.input.value.trim().toWellFormed() ?? '' });
  const pairs = CHOICES.map(({ key, name, values }) => {
    const together = freshId(key);
    const radios = Object.entries(values).map(([value, label]) => ({ label, input: h('input', { type: 'radio', name: together, value, onchange: () => store.change({ [key]: value }) }) }));
    return { key, radios, element: group(name, h('div', { className: 'chips' }, ...radios.map(({ input, label }) => chip(input, label)))) };
  });
  const clear = h('button', { type: 'button', className: 'quiet framed small', onclick: () => store.change({ upos: '', deprel: '', form: '', lemma: '', not_form: '', per: 'one' }) }, 'No filter');
  const panel = h(
    'div',
    { className: 'search-options', id: 'search-options' },
    h('label', {}, h('span', {}, 'Neighbours'), count),
    ...fields.map(({ name, input }) => h('label', {}, h('span', {}, name), input)),
    ...pairs.map(({ element }) => element),
    h('p', { className: 'note' }, 'Whole tags and words: VERB, nsubj, escape. The charts by layer look at all words.'),
    clear,
  );
  const button = menu('Filter', panel);

  /** @param {State} state */
  function render(state) {
    if (![...count.options].some(({ value }) => value === String(state.k))) count.append(h('option', { value: state.k }, String(state.k)));
    count.value = String(state.k);
    for (const { key, input } of fields) if (input !== document.activeElement) input.value = state[key];
    for (const { key, radios } of pairs) for (const { input } of radios) input.checked = state[key] === input.value;
    const set = Object.keys(filterOf(state)).length;
    button.textContent = set ? `Filter (${set})` : 'Filter';
    clear.disabled = !set;
  }
  return { elements: [button, panel], render };
}
