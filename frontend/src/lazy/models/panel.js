import { h } from '../../ui/dom.js';
import { importForm } from './form.js';
import { modelTable } from './table.js';
import { listed } from './upload.js';

/** @typedef {import('../../types.js').Model} Model */

/**
 * What the panel may do to the page.
 * @typedef {object} Page
 * @property {Model[]} models  the page's list, kept up to date in place
 * @property {() => string | undefined} shown  id of the model in view
 * @property {(list: Model[]) => void} take  a newer list
 * @property {(id: string) => void} go  switches to a model
 */

/** The panel of all models, and of adding one. @param {Page} page */
export function modelsPanel({ models, shown, take, go }) {
  const place = h('div', { className: 'models-list' });
  const close = h('button', { type: 'button', className: 'quiet', onclick: () => dialog.close() }, 'Close');
  const all = h('button', { type: 'button', className: 'quiet', hidden: true, onclick: () => focusOn(false) }, 'All models');
  const form = importForm({ models, begin: focusOn, added: refresh, open: choose });
  const dialog = h(
    'dialog',
    { id: 'models-panel', 'aria-labelledby': 'models-title' },
    h('div', { className: 'help-head' }, h('h2', { id: 'models-title' }, 'Models'), h('div', {}, all, close)),
    place,
    form.element,
  );

  /** Whoever adds a model needs the room of the list. @param {boolean} adding */
  function focusOn(adding) {
    place.hidden = adding;
    all.hidden = !adding;
  }
  /** @param {string} id */
  function choose(id) {
    dialog.close();
    go(id);
  }
  const draw = () => place.replaceChildren(modelTable(models, shown(), choose));

  /** The list as the server has it now: a model may have been added, or have failed to load. */
  async function refresh() {
    const list = await listed().catch(() => null);
    if (!list || JSON.stringify(list) === JSON.stringify(models)) return;
    take(list);
    draw();
    form.refresh();
  }

  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('dragover', (event) => {
    event.preventDefault();
    dialog.classList.add('over');
  });
  dialog.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!dialog.contains(/** @type {Node | null} */ (relatedTarget))) dialog.classList.remove('over');
  });
  dialog.addEventListener('drop', (event) => {
    event.preventDefault();
    dialog.classList.remove('over');
    const file = event.dataTransfer?.files[0];
    if (file) form.take(file);
  });
  return {
    element: dialog,
    open() {
      draw();
      form.refresh();
      dialog.showModal();
      refresh();
    },
  };
}
