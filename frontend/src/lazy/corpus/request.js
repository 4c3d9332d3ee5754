import { inputOf, lensToken } from '../../answers.js';
import { layerOf } from '../../state/state.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./types.js').Corpus} Corpus */
/** @typedef {State['by']} By */

/** What a search may be narrowed to, with the words of a person. @type {Record<'upos' | 'deprel' | 'form' | 'lemma' | 'not_form', string>} */
export const FILTERS = { upos: 'Part of speech', deprel: 'Relation', form: 'Form', lemma: 'Lemma', not_form: 'Not the form' };

/** @param {Corpus} corpus @param {Model} model */
export const buildOf = (corpus, model) => corpus.builds.find((build) => build.model === model.id);

/** Whether neighbours of a layer can be looked for. @param {Corpus} corpus @param {Model} model */
export const layersReady = (corpus, model) => {
  const build = buildOf(corpus, model);
  return build && ['ready', 'building', 'stopped'].includes(build.state) ? build.layers_ready : [];
};

/**
 * The corpus that is searched: the one that is asked for, else the first that is built for the model.
 * @param {Corpus[]} corpora @param {State} state @param {Model} model @returns {Corpus | undefined}
 */
export const corpusOf = (corpora, { corpus }, model) =>
  corpora.find(({ id }) => id === corpus) ?? corpora.find((one) => layersReady(one, model).length > 0);

/** Heads are named where some are left out. @param {State} state @param {By} by */
const chosenHeads = ({ heads }, by) => (heads === null || (by === 'embedding' && !heads.length) ? {} : { heads });

/** @param {State} state @returns {Record<string, string | boolean>} */
export function filterOf(state) {
  const words = Object.keys(FILTERS).map((key) => [key, state[/** @type {keyof typeof FILTERS} */ (key)].trim()]);
  return { ...Object.fromEntries(words.filter(([, value]) => value !== '')), ...(state.per === 'all' ? { one_per_sentence: false } : {}) };
}

/** The token that is looked for: the one locked last, else the one masked last. @param {State} state @returns {number | undefined} */
export const tokenOf = lensToken;

/** What is asked of /search. @param {State} state @param {Model} model @param {number} token */
export function searchOf(state, model, token) {
  const filter = filterOf(state);
  return {
    ...inputOf(state, model.id),
    token,
    layer: layerOf(state, model),
    by: state.by,
    ...chosenHeads(state, state.by),
    k: state.k,
    ...(Object.keys(filter).length ? { filter } : {}),
    ...(state.centred === 'yes' ? { centred: true } : {}),
  };
}

/** What is asked of /by-layer: all layers at once, without a filter. @param {State} state @param {Model} model @param {number} token @param {By} by */
export const byLayerOf = (state, model, token, by) => ({
  ...inputOf(state, model.id),
  token,
  by,
  ...chosenHeads(state, by),
  k: state.k,
  label: state.label,
});
