import { modelsOf } from './repair.js';
import { DEFAULT_TEXTS, initial } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Place} Place */
/** @typedef {import('../types.js').Model} Model */

/**
 * The state of another place. It keeps the text, but for a sentence that nobody
 * chose; each place has a model of its own once one was chosen there.
 * @param {State} state @param {Place} place @param {Model[]} models
 * @param {State} [left]  how that place was left @returns {State}
 */
export function inPlace(state, place, models, left) {
  const fits = modelsOf(place, models).some(({ id }) => id === state.model);
  const model = left ? left.model : fits ? state.model : null;
  const own = left ?? initial(undefined, place);
  const untouched = state.text === DEFAULT_TEXTS[state.place] && own.text === DEFAULT_TEXTS[place];
  const { text, mask, lock, replace } = untouched ? own : state;
  return { ...state, place, model, text, mask, lock, replace };
}
