import { freshId, h } from '../../../ui/dom.js';
import { group } from '../../../ui/group.js';
import { saveMenu } from '../../../ui/save.js';
import { ATTACKED } from '../../../state/keys.js';
import { goalOf } from '../search/ask.js';
import { goalsOf, RECIPES } from '../search/names.js';
import { shortNames } from '../names.js';
import { progress } from '../progress.js';
import { nameOf } from './names.js';

/** @typedef {import('../../../store.js').Store} Store */
/** @typedef {import('./work.js').Trials} Trials */
/** @typedef {import('../types.js').Room} Room */
/** @typedef {'csv' | 'json'} Kind */

/** @type {Record<Kind, [string, string]>} */
const KINDS = { csv: ['CSV', 'every defence in numbers'], json: ['JSON', 'whole answers, as the server gave them'] };

/** The recipe and what it wants. @param {Store} store */
function recipeChoice(store) {
  const recipe = h('select', { 'aria-label': 'Recipe', id: 'defence-recipe', onchange: () => store.change({ recipe: /** @type {any} */ (recipe.value) }) }, ...Object.entries(RECIPES).map(([value, [name]]) => h('option', { value }, name)));
  const goal = h('select', { 'aria-label': 'Goal', onchange: () => store.change({ goal: /** @type {any} */ (goal.value) }) });
  let named = '';
  /** @param {Room} room */
  function render({ state, models }) {
    const names = shortNames(models);
    if (names.join('|') !== named) goal.replaceChildren(...goalsOf(names[0], names[1] ?? '').map(([value, name]) => h('option', { value }, name)));
    named = names.join('|');
    recipe.value = state.recipe;
    goal.value = goalOf(state, models.length);
    goal.hidden = models.length < 2 || state.recipe === 'input_reduction';
  }
  return { element: group('Recipe', recipe, goal), render };
}

/** How many rows of the set are attacked. @param {Store} store */
function rowChoice(store) {
  const id = freshId('attacked');
  const count = h('input', { type: 'number', id, min: String(ATTACKED.least), max: String(ATTACKED.most), required: true, onchange: take });
  const element = h('fieldset', { className: 'rows-attacked' }, h('label', { htmlFor: id }, 'Rows attacked'), count);
  function take() {
    if (count.checkValidity()) store.change({ attacked: count.valueAsNumber });
    else count.value = String(store.get().state.attacked);
  }
  /** @param {Room} room @param {boolean} set  whether there is one */
  function render({ state }, set) {
    element.hidden = !set;
    if (document.activeElement !== count) count.value = String(state.attacked);
  }
  return { element, render };
}

/** Which defence is tried, in a few words; null: none. @param {ReturnType<Trials['running']>} running */
function howFar(running) {
  if (!running) return null;
  const { asked, progress: far } = running;
  if (!far) return 'Beginning …';
  return `${nameOf(far.done > 0 ? (asked[far.done - 1] ?? null) : null)}: ${Math.min(far.done + 1, far.total)} of ${far.total}`;
}

/**
 * The row of controls above the defences.
 * @param {Store} store @param {Trials} trials @param {HTMLElement[]} load  button and panel of the set @param {(kind: Kind) => Promise<void>} save
 */
export function defencesBar(store, trials, load, save) {
  const [recipe, rows, running] = [recipeChoice(store), rowChoice(store), progress(trials.stop)];
  const tools = h('div', { className: 'push' }, ...load, ...saveMenu(save, KINDS));
  const element = h('div', { className: 'controls', role: 'group', 'aria-label': 'Defences' }, recipe.element, rows.element, running.element, tools);
  /** @param {Room} room @param {boolean} set */
  function render(room, set) {
    recipe.render(room);
    rows.render(room, set);
    const now = trials.running();
    running.show(howFar(now), now?.progress ? now.progress.done / now.progress.total : null);
  }
  return { element, render };
}
