import { modelsOf } from './repair.js';
import { classifies, DEFAULT_TEXTS, initial } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./state.js').Place} Place */
/** @typedef {import('../types.js').Model} Model */

/** Attention and Corpus look at the same model and token, Explain and Attack at the same classifiers. @param {Place} place @param {Place} other */
export const sharesModel = (place, other) => classifies(place) === classifies(other);

/**
 * The state of another place. It keeps the text, but for a sentence that nobody
 * chose; classifiers are chosen for themselves, once one was. Layer 0, the
 * embeddings, is only searched.
 * @param {State} state @param {Place} place @param {Model[]} models
 * @param {State} [left]  how that place was left @returns {State}
 */
export function inPlace(state, place, models, left) {
  const fits = modelsOf(place, models).some(({ id }) => id === state.model);
  const shared = sharesModel(state.place, place);
  const model = left && !shared ? left.model : fits ? state.model : null;
  const own = left ?? initial(undefined, place);
  const untouched = !shared && state.text === DEFAULT_TEXTS[state.place] && own.text === DEFAULT_TEXTS[place];
  const { text, mask, lock, replace, edits, locked } = untouched ? own : state;
  const layer = state.layer === 0 && place !== 'corpus' ? 1 : state.layer;
  return { ...state, place, model, layer, text, mask, lock, replace, edits, locked };
}
