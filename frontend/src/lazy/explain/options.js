import { BUDGET } from '../../state/keys.js';
import { freshId, h, say } from '../../ui/dom.js';
import { chip, group } from '../../ui/group.js';
import { menu } from '../../ui/menu.js';
import { NAMES } from './names.js';
import { counted } from './numbers.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('./seen.js').Seen} Seen */

/** @typedef {{ key: keyof State, name: string, help: string, ours?: boolean, values: [string, string][] }} Choice  `ours`: not with a library's preset */

/** Empty stands for the default. @type {Choice[]} */
const CHOICES = [
  {
    key: 'preset',
    name: 'Done as',
    help: 'Headlight’s own way, exact where that is affordable; or the units, defaults and random numbers of lime, shap and captum.',
    values: [['headlight', 'Headlight'], ['library', 'The library']],
  },
  {
    key: 'removal',
    name: 'A word is taken away by being',
    help: 'Refilled: a language model writes what it expects there.',
    ours: true,
    values: [['delete', 'Left out'], ['mask', 'Masked'], ['unk', 'Unknown'], ['refill', 'Refilled']],
  },
  { key: 'punctuation', name: 'Punctuation', help: 'Goes with the word before it, or has a weight of its own.', ours: true, values: [['joined', 'With its word'], ['own', 'On its own']] },
  {
    key: 'algorithm',
    name: 'SHAP',
    help: 'By length: every combination for short texts, orders drawn at random for longer ones, phrases for the longest.',
    ours: true,
    values: [['', 'By length'], ['exact', 'Exact'], ['permutation', 'Orders'], ['kernel', 'Kernel'], ['partition', 'Phrases']],
  },
  {
    key: 'baseline',
    name: 'Integrated gradients start from',
    help: 'The blank text; padding where the tokenizer has it.',
    ours: true,
    values: [['', 'Default'], ['pad', 'Padding'], ['mask', 'Masks'], ['zero', 'Zeros'], ['mean', 'Mean word']],
  },
  {
    key: 'budget',
    name: 'Texts the model may be asked about',
    help: '',
    values: [['', 'Default'], ['250', '250'], ['1000', '1,000'], ['5000', '5,000'], ['20000', '20,000']],
  },
];

/** @param {Store} store @param {Choice} choice */
function radios(store, { key, name, help, ours, values }) {
  const together = freshId(key);
  const inputs = values.map(([value]) =>
    h('input', {
      type: 'radio',
      name: together,
      value,
      'data-option': key,
      onchange: () => store.change({ [key]: value === '' ? null : key === 'budget' ? Number(value) : value }),
    }),
  );
  const note = help ? h('p', { className: 'note' }, help) : null;
  const fieldset = group(name, h('div', { className: 'chips' }, ...inputs.map((input, i) => chip(input, values[i][1]))), ...(note ? [note] : []));
  /** @param {State} state */
  const render = (state) => {
    fieldset.disabled = Boolean(ours) && state.preset === 'library';
    for (const input of inputs) input.checked = String(state[key] ?? '') === input.value;
  };
  return { element: fieldset, render };
}

/** What an answer without sampling takes, and what was asked. @param {Seen[]} all */
export function costOf(all) {
  const sampled = all.filter(({ answer }) => answer.method === 'lime' || answer.method === 'shap');
  return sampled
    .map(({ answer: { method, evaluations, cost } }) => {
      const exact = cost.exact === null ? 'beyond counting' : counted(cost.exact);
      return `${NAMES[method]}: ${counted(evaluations)} texts asked, of at most ${counted(cost.budget)} and some to test it; exact would take ${exact}.`;
    })
    .join(' ');
}

/** @param {Store} store */
function seedField(store) {
  const field = h('input', {
    type: 'number',
    id: 'seed',
    min: '0',
    max: String(2 ** 32 - 1),
    step: '1',
    onchange: () => store.change({ seed: Math.min(2 ** 32 - 1, Math.max(0, Math.floor(Number(field.value)) || 0)) }),
  });
  const other = h('button', { type: 'button', className: 'quiet framed', onclick: () => store.change({ seed: store.get().state.seed + 1 }) }, 'Another');
  const note = h('p', { className: 'note' }, 'The same seed gives the same answer. Does another one change it?');
  const element = group('Seed', h('div', { className: 'choices' }, field, other), note);
  field.setAttribute('aria-label', 'Seed');
  let shown = -1;
  /** What is typed is not overwritten. @param {State} state */
  const render = ({ seed }) => {
    if (seed !== shown) field.value = String(seed);
    shown = seed;
  };
  return { element, render };
}

/** All that is set less often. @param {Store} store */
export function optionsMenu(store) {
  const choices = CHOICES.map((choice) => radios(store, choice));
  const seed = seedField(store);
  const cost = h('p', { className: 'note', id: 'cost' });
  choices[choices.length - 1].element.append(cost);
  const panel = h('div', { id: 'options-panel', className: 'view options' }, ...choices.map(({ element }) => element), seed.element);
  /** @param {State} state @param {Seen[]} seen */
  function render(state, seen) {
    for (const part of [...choices, seed]) part.render(state);
    const own = state.budget !== null && !CHOICES.some(({ key, values }) => key === 'budget' && values.some(([value]) => Number(value) === state.budget));
    say(cost, `${own ? `The link allows ${counted(/** @type {number} */ (state.budget))}. ` : ''}${costOf(seen)}` || `From ${BUDGET.least} to ${counted(BUDGET.most)}.`);
  }
  return { elements: [menu('Options', panel), panel], render };
}
