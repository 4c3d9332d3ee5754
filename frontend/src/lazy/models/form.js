import { Problem } from '../../api.js';
import { h } from '../../ui/dom.js';
import { importFields } from './fields.js';
import { progress } from './progress.js';
import { result } from './result.js';
import { upload } from './upload.js';
import { idFor, onPage, sizeOf } from './words.js';

/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').Imported} Imported */

const WHAT =
  'Weights as PyTorch or safetensors save them: .pt, .bin, .safetensors. They are only read; nothing in them is ever run.';

const CHOOSE = 'Choose a file';
const HERE = 'or drop it here';

/**
 * Adding a model from a file: choose, say what the file does not, send, see
 * what came of it. An error leaves everything as it was typed.
 * @param {object} page
 * @param {Model[]} page.models
 * @param {(begun: boolean) => void} page.begin  a file has been chosen, or it is done with
 * @param {() => void} page.added
 * @param {(id: string) => void} page.open
 */
export function importForm({ models, begin, added, open }) {
  /** @type {File | null} */
  let file = null;
  let sending = new AbortController();
  const fields = importFields();
  const bar = progress(() => sending.abort());
  const chosen = h('p', { className: 'chosen' }, HERE);
  const picker = h('input', {
    type: 'file',
    hidden: true,
    id: 'import-file',
    onchange: () => picker.files?.[0] && take(picker.files[0]),
  });
  const pick = h('button', { type: 'button', className: 'act', onclick: () => picker.click() }, CHOOSE);
  const refusal = h('p', { className: 'refusal', role: 'alert' });
  const add = h('button', { type: 'submit', className: 'act' }, 'Add');
  const fieldset = h('fieldset', {}, fields.element, h('div', { className: 'actions' }, add));
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send();
  };
  const form = h('form', { hidden: true, onsubmit }, fieldset);
  const start = h('div', {}, h('p', { className: 'note' }, WHAT), h('div', { className: 'drop' }, pick, chosen, picker));
  const answer = h('div');
  const element = h(
    'section',
    { className: 'import', 'aria-labelledby': 'import-title' },
    h('h3', { id: 'import-title' }, 'Add a model from a file'),
    start,
    form,
    bar.element,
    bar.aloud,
    refusal,
    answer,
  );

  /** @param {File} dropped */
  function take(dropped) {
    if (fieldset.disabled) return;
    file = dropped;
    picker.value = '';
    refusal.textContent = '';
    answer.replaceChildren();
    start.hidden = form.hidden = false;
    chosen.replaceChildren(h('strong', {}, file.name), ` · ${sizeOf(file.size)}`);
    pick.textContent = 'Choose another';
    fields.id.value = idFor(file.name, models.map(({ id }) => id));
    begin(true);
    fields.id.focus();
  }

  function body() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value === '') data.delete(name);
    // Last, so that a name that is taken is refused before the file is sent.
    if (file) data.append('file', file);
    return data;
  }

  /** @param {boolean} busy */
  function lock(busy) {
    fieldset.disabled = pick.disabled = busy;
    add.hidden = busy;
    refusal.textContent = '';
    if (busy) bar.start();
    else bar.end();
  }

  async function send() {
    sending = new AbortController();
    const data = body();
    lock(true);
    try {
      const model = await upload(data, { token: fields.token(), progress: bar.sent, signal: sending.signal });
      lock(false);
      show(model);
      added();
    } catch (problem) {
      lock(false);
      if (problem instanceof Problem) refuse(problem);
      add.focus();
    }
  }

  /** @param {Problem} problem */
  function refuse({ code, message }) {
    refusal.textContent = onPage(message);
    refusal.scrollIntoView({ block: 'nearest' });
    if (code === 'import_failed') fields.unfold();
    if (code === 'forbidden') fields.askToken();
  }

  /** @param {Imported} model */
  function show(model) {
    start.hidden = form.hidden = true;
    answer.replaceChildren(result(model, () => leave(model.id), () => file && take(file)));
    /** @type {HTMLElement} */ (answer.querySelector('.done')).focus();
  }

  /** @param {string} id */
  function leave(id) {
    file = null;
    answer.replaceChildren();
    start.hidden = false;
    chosen.textContent = HERE;
    pick.textContent = CHOOSE;
    begin(false);
    open(id);
  }
  return { element, take, refresh: () => fields.offer(models) };
}
