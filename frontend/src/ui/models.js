import { createSwitch } from '../state/switch.js';
import { modelOf, modelsOf } from '../state/repair.js';
import { classifies } from '../state/state.js';
import { h } from './dom.js';
import { sheet } from './sheet.js';

/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('../types.js').Model} Model */

const UNREACHABLE = 'The list of models could not be fetched. Is Headlight still running?';

/** @param {Model} model */
const option = ({ id, name, architecture, error }) =>
  h('option', { value: id, disabled: Boolean(error), title: error ?? architecture }, error ? `${name}: ${error}` : name);

/**
 * The choice of a model, and the button that opens the panel of all models.
 * The list is shared by the whole page and kept up to date in place.
 * @param {Store} store @param {Model[]} models
 */
export function modelChoice(store, models) {
  const switchTo = createSwitch(store, models);
  /** @type {string | null} the model that is on its way */
  let coming = null;
  /** @type {Promise<{ open: () => void }> | null} */
  let panel = null;
  let listed = '';

  const choose = h('select', { id: 'model', 'aria-label': 'Model', onchange: () => go(choose.value) });
  const button = h('button', { type: 'button', className: 'quiet', id: 'models-button', onclick: openPanel }, 'Models');
  const element = h('div', { className: 'field' }, button, choose);

  /** @param {string} id */
  async function go(id) {
    coming = id;
    await switchTo(id);
    if (coming === id) coming = null;
    render(store.get());
  }

  /** @param {Model[]} list */
  function take(list) {
    models.splice(0, models.length, ...list);
    render(store.get());
  }

  async function makePanel() {
    const [{ modelsPanel }] = await Promise.all([import('../lazy/models/panel.js'), sheet('models.css')]);
    const made = modelsPanel({ shown: () => modelOf(store.get().state, models)?.id, models, take, go });
    document.body.append(made.element);
    return made;
  }

  async function openPanel() {
    panel ??= makePanel();
    const made = await panel.catch(() => null);
    if (made) return made.open();
    panel = null;
    store.open(store.get().state, [UNREACHABLE], 'keep');
  }

  /** @param {import('../store.js').Snapshot} now */
  function render({ state }) {
    const shown = classifies(state.place) ? modelsOf(state.place, models) : models;
    const list = JSON.stringify(shown.map(({ id, name, error }) => [id, name, error]));
    if (list !== listed) choose.replaceChildren(...shown.map(option));
    listed = list;
    choose.value = coming ?? modelOf(state, models)?.id ?? '';
  }
  return { element, render };
}
