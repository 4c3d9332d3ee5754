import { analyze, Problem } from '../api.js';
import { inputOf } from '../answers.js';
import { tokensOf } from '../attention/units.js';
import { modelOf } from '../state/repair.js';
import { createEditor } from '../state/edit.js';
import { newPair, newText, replaceToken, toggleMask } from '../state/state.js';
import { h } from '../ui/dom.js';
import { popover } from '../ui/popover.js';

/** @typedef {import('../types.js').Unit} Unit */
/** @typedef {import('../state/state.js').State} State */

/** The text with other words in the place of a unit. @param {State} state @param {Unit} unit @param {string} words @returns {Partial<State>} */
export function edited({ text, pair }, { side, start, end }, words) {
  const whole = (side === 'b' ? pair : text) ?? '';
  const next = `${whole.slice(0, start ?? 0)}${words.toWellFormed()}${whole.slice(end ?? 0)}`;
  return side === 'b' ? newPair(next) : newText(next);
}

/**
 * What can be done to a token: hide it, let the model read another one, or
 * change the text.
 * @param {import('../store.js').Store} store @param {import('../types.js').Model[]} models
 * @param {Unit} unit @param {HTMLElement} beside
 */
export function openTokenMenu(store, models, unit, beside) {
  const state = store.get().state;
  const model = modelOf(state, models);
  if (!model) return;
  const single = unit.first === unit.last;
  const said = h('p', { role: 'status', className: 'problem' });
  const field = h('input', { type: 'text', id: 'other-word', value: unit.replaced ?? unit.label, spellcheck: false, autocomplete: 'off' });

  /** @param {Partial<State>} patch */
  function take(patch) {
    close();
    store.change(patch);
  }
  /** The text itself is changed: any words fit. */
  function write() {
    close();
    createEditor(store, models)(edited(state, unit, field.value));
  }
  /** The model is asked first: a word that it would cut into pieces cannot stand for one. */
  async function replace() {
    const patch = replaceToken(state, unit.first, field.value.trim());
    try {
      await analyze(inputOf({ ...state, ...patch }, model?.id ?? ''), {});
      take(patch);
    } catch (error) {
      const problem = error instanceof Problem ? error : null;
      const instead = problem?.code === 'not_one_piece' ? ' “Edit the text” takes any words.' : '';
      said.textContent = problem ? problem.message + instead : 'That could not be tried.';
      field.focus();
    }
  }
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, /** @type {string} */ title) =>
    h('button', { type: 'button', className: 'quiet framed', onclick, title }, label);
  const buttons = [
    ...(single ? [button('Replace the token', replace, 'The model reads this in its place; the text stays as it is')] : []),
    button('Edit the text', write, 'The text itself says this from now on'),
    ...(unit.replaced === null ? [] : [button('As it was', () => take(replaceToken(state, unit.first, null)), 'No replacement')]),
    ...(model.task === 'fill-mask'
      ? [button(unit.masked ? 'Unmask' : 'Mask', () => take(toggleMask(state, tokensOf(unit))), 'Key m')]
      : []),
  ];
  const form = h(
    'form',
    {
      onsubmit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        if (single) replace();
        else write();
      },
    },
    h('label', { htmlFor: 'other-word' }, 'In place of ', h('q', {}, unit.label)),
    field,
    h('div', { className: 'choices' }, ...buttons),
    said,
  );
  const { close } = popover(beside, `Token ${unit.label}`, form);
  field.select();
}
