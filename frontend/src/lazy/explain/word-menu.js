import { analyze, Problem } from '../../api.js';
import { newText } from '../../state/state.js';
import { h } from '../../ui/dom.js';
import { popover } from '../../ui/popover.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./grid.js').Row} Row */

/** The text without a word and the space after it. @param {string} text @param {Row} row */
export function without(text, { start, end }) {
  if (start === null || end === null) return text;
  const after = text.slice(end);
  const rest = text.slice(0, start) + after.trimStart();
  return after ? rest : rest.trimEnd();
}

/**
 * Opens Attention with the first token of a word locked.
 * @param {Store} store @param {Model} model @param {Row} row
 */
async function openInAttention(store, model, { start, end }) {
  const { state } = store.get();
  const { tokens } = await analyze({ model: model.id, text: state.text }, {});
  const token = tokens.find((one) => one.side === 'a' && (one.start ?? 0) < (end ?? 0) && (one.end ?? 0) > (start ?? 0));
  if (store.get().state !== state) return;
  const lock = token ? [{ index: token.index, side: /** @type {const} */ ('from') }] : [];
  store.open({ ...state, place: 'attention', model: model.id, pair: null, view: 'arcs', mask: [], replace: [], lock }, [], 'push');
}

/**
 * What can be done with a word of an explanation.
 * @param {Store} store @param {Model[]} readers  models whose attention can be looked at @param {Row} row @param {HTMLElement} beside
 */
export function openWordMenu(store, readers, row, beside) {
  const said = h('p', { role: 'status', className: 'problem' });
  /** @param {Model} model */
  async function look(model) {
    try {
      await openInAttention(store, model, row);
      close();
    } catch (error) {
      said.textContent = error instanceof Problem ? error.message : 'That could not be opened.';
    }
  }
  const item = (/** @type {string} */ label, /** @type {() => void} */ act) => h('button', { type: 'button', className: 'quiet', onclick: act }, label);
  const { close } = popover(
    beside,
    `Word ${row.text}`,
    h('p', { className: 'note' }, h('q', { dir: 'auto' }, row.text)),
    ...readers.map((model) => item(`Open in Attention, ${model.name}`, () => look(model))),
    item('Put other words there, in Attack', () => {
      close();
      store.open({ ...store.get().state, place: 'attack', section: 'desk' }, [], 'push');
    }),
    item('Leave this word out of the text', () => {
      close();
      store.change(newText(without(store.get().state.text, row)));
    }),
    said,
  );
}
