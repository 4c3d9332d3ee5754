import { BEAM, QUERIES, RECIPES as ALL } from '../../../state/keys.js';
import { freshId, h, say } from '../../../ui/dom.js';
import { chip, group } from '../../../ui/group.js';
import { menu } from '../../../ui/menu.js';
import { BUDGET, goalOf } from './ask.js';
import { goalsOf, RECIPES } from './names.js';

/** @typedef {import('../../../store.js').Store} Store */
/** @typedef {import('../../../state/state.js').State} State */

/** @type {['' | 'ranked' | 'greedy' | 'beam', string][]} */
const SEARCHES = [['', 'As the recipe does'], ['ranked', 'Word by word'], ['greedy', 'All words at every step'], ['beam', 'Several drafts']];

/** @param {Store} store */
function recipeChoice(store) {
  const choose = h('select', { id: 'recipe', 'aria-label': 'Recipe', onchange: () => store.change({ recipe: /** @type {State['recipe']} */ (choose.value) }) });
  choose.append(...ALL.map((recipe) => h('option', { value: recipe }, RECIPES[recipe][0])));
  /** @param {State} state */
  const render = ({ recipe }) => void (choose.value = recipe);
  return { element: group('Recipe', choose), render };
}

/** @param {Store} store */
function goalChoice(store) {
  const choose = h('select', { id: 'goal', 'aria-label': 'Goal', onchange: () => store.change({ goal: /** @type {State['goal']} */ (choose.value) }) });
  const element = group('Goal', choose);
  let listed = '';
  /** @param {State} state @param {string[]} names  of the models */
  function render(state, names) {
    const goals = names.length > 1 ? goalsOf(names[0], names[1]) : goalsOf(names[0], '').slice(0, 1);
    const list = JSON.stringify(goals);
    if (list !== listed) choose.replaceChildren(...goals.map(([value, name]) => h('option', { value }, name)));
    listed = list;
    choose.value = goalOf(state, names.length);
    choose.disabled = state.recipe === 'input_reduction' || names.length < 2;
  }
  return { element, render };
}

/**
 * Radio buttons for one key of the state; empty stands for null.
 * @template {string} V
 * @param {string} name @param {[V, string][]} values @param {(value: V) => void} choose @param {(state: State) => string} chosen @param {...Node} more
 */
function radios(name, values, choose, chosen, ...more) {
  const together = freshId('choice');
  const inputs = values.map(([value]) => h('input', { type: 'radio', name: together, value, onchange: () => choose(value) }));
  const element = group(name, h('div', { className: 'chips' }, ...inputs.map((input, i) => chip(input, values[i][1]))), ...more);
  /** @param {State} state */
  const render = (state) => {
    for (const input of inputs) input.checked = input.value === chosen(state);
  };
  return { element, render };
}

/**
 * A whole number of the state, kept within its range.
 * @param {string} id @param {string} name @param {{ least: number, most: number }} range @param {string} note
 * @param {(value: number) => void} set @param {(state: State) => number} get
 */
function number(id, name, { least, most }, note, set, get) {
  const clean = () => Math.min(most, Math.max(least, Math.floor(Number(field.value)) || least));
  const field = h('input', { type: 'number', id, min: String(least), max: String(most), step: '1', 'aria-label': name, onchange: () => set(clean()) });
  let shown = NaN;
  /** What is typed is not overwritten. @param {State} state */
  const render = (state) => {
    if (get(state) !== shown) field.value = String(get(state));
    shown = get(state);
  };
  return { element: group(name, field, ...(note ? [h('p', { className: 'note' }, note)] : [])), render };
}

/** What is set less often. @param {Store} store */
function optionsMenu(store) {
  const beam = number('beam', 'Drafts that go on', BEAM, '', (value) => store.change({ beam: value }), (state) => state.beam);
  const parts = [
    radios('Words are gone through', SEARCHES, (value) => store.change({ search: value || null }), (state) => state.search ?? ''),
    beam,
    number('queries', 'Texts it may ask about', QUERIES, 'The search ends when they are spent.', (value) => store.change({ queries: value === BUDGET ? null : value }), (state) => state.queries ?? BUDGET),
    number('attack-seed', 'Seed', { least: 0, most: 2 ** 32 - 1 }, 'Typos are drawn at random; the same seed gives the same ones.', (value) => store.change({ seed: value }), (state) => state.seed),
  ];
  const panel = h('div', { id: 'search-options', className: 'view options' }, ...parts.map(({ element }) => element));
  /** @param {State} state */
  function render(state) {
    for (const part of parts) part.render(state);
    beam.element.hidden = state.search !== 'beam';
  }
  return { elements: [menu('Options', panel), panel], render };
}

/** How a search is done. @param {Store} store @param {...Node} acts  what starts it */
export function searchOptions(store, ...acts) {
  const [recipe, goal, rest] = [recipeChoice(store), goalChoice(store), optionsMenu(store)];
  const guard = radios('Guard', [['yes', 'On'], ['no', 'Off']], (value) => store.change({ guard: value }), (state) => state.guard);
  const about = h('p', { className: 'note', id: 'recipe-about' });
  const row = h('div', { className: 'controls', role: 'group', 'aria-label': 'Search' }, recipe.element, goal.element, guard.element, ...rest.elements, ...acts);
  /** @param {State} state @param {string[]} names  of the models @param {string[]} locked  words */
  function render(state, names, locked) {
    for (const part of [recipe, guard, rest]) part.render(state);
    goal.render(state, names);
    const held = locked.length ? ` Locked words stay: ${locked.join(', ')}.` : '';
    say(about, `${RECIPES[state.recipe][1]}${held}`);
  }
  return { element: h('div', {}, row, about), render };
}
