import { classifies, layerOf } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../types.js').Token} Token */
/** @typedef {{ state: State, notices: string[] }} Repaired */

/** The models that a place can show: classifiers in Explain and Attack, any elsewhere. @param {State['place']} place @param {Model[]} models */
export const modelsOf = (place, models) =>
  models.filter(({ task, error }) => !error && (!classifies(place) || task === 'classification'));

/** @param {State} state @param {Model[]} models @returns {Model | undefined} the default, or the first that works */
function defaultModel(state, models) {
  const working = modelsOf(state.place, models);
  return working.find((model) => model.default) ?? working[0];
}

/** @param {State} state @param {Model[]} models @returns {Model | undefined} the model of the place */
export const modelOf = (state, models) =>
  modelsOf(state.place, models).find(({ id }) => id === state.model) ?? defaultModel(state, models);

/** The second model of Explain and Attack. @param {State} state @param {Model[]} models @returns {Model | undefined} */
export const secondOf = (state, models) => modelsOf('explain', models).find(({ id }) => id === state.model2);

/** Why a model cannot be shown, where it cannot. @param {State} state @param {string} id @param {Model[]} models @returns {string | undefined} */
function refusal({ place }, id, models) {
  const asked = models.find((model) => model.id === id);
  if (!asked) return `There is no model “${id}” here`;
  if (asked.error) return `${asked.name} cannot be used (${asked.error})`;
  if (!modelsOf(place, models).includes(asked)) return `${asked.name} does not classify`;
  return undefined;
}

/**
 * Fits what only classifiers have: the second model and the label.
 * @param {State} state  whose model is fitted @param {Model[]} models @returns {Repaired}
 */
function repairForClassifiers(state, models) {
  const [notices, fixed] = [/** @type {string[]} */ ([]), { ...state }];
  const refused = state.model2 === null ? undefined : refusal(state, state.model2, models);
  const model = modelOf(state, models);
  if (refused) notices.push(`${refused}; one model is shown.`);
  if (refused || state.model2 === model?.id) fixed.model2 = null;
  if (state.target !== null && !model?.labels?.includes(state.target)) {
    fixed.target = null;
    notices.push(`${model?.name ?? 'No model'} has no class “${state.target}”; the one that it predicts is explained.`);
  }
  return { state: fixed, notices };
}

/** The lowest layer there is: embeddings have layer 0, attention and the contexts that it makes begin at 1. @param {State} state */
export const lowestLayer = ({ place, by }) => (place === 'corpus' && by === 'embedding' ? 0 : 1);

/** @param {number[]} numbers */
const listed = (numbers) => (numbers.length === 1 ? `head ${numbers[0]} was` : `heads ${numbers.join(', ')} were`);

/**
 * Fits a state to the models of this server, and says what it changed.
 * @param {State} state @param {Model[]} models @returns {Repaired}
 */
export function repairForModels(state, models) {
  const notices = [];
  const fixed = { ...state };
  const refused = state.model === null ? undefined : refusal(state, state.model, models);
  if (refused) {
    notices.push(`${refused}; ${defaultModel(state, models)?.name ?? 'no model'} is shown.`);
    fixed.model = null;
  }
  const model = modelOf(fixed, models);
  if (!model) return { state: fixed, notices };
  if (classifies(state.place)) {
    const explained = repairForClassifiers(fixed, models);
    return { state: explained.state, notices: [...notices, ...explained.notices] };
  }
  const layer = layerOf(state, model);
  const near = Math.min(Math.max(layer, lowestLayer(state)), model.layers);
  if (near !== layer) {
    fixed.layer = near;
    notices.push(`This model has ${model.layers} layers; layer ${layer} was asked for, layer ${near} is shown.`);
  }
  if (state.heads) {
    const missing = state.heads.filter((head) => head < 1 || head > model.heads);
    const present = state.heads.filter((head) => !missing.includes(head));
    if (missing.length) notices.push(`This model has ${model.heads} heads per layer; ${listed(missing)} asked for and left out.`);
    if (missing.length) fixed.heads = present.length ? present : null;
    if (present.length === model.heads) fixed.heads = null;
  }
  const off = state.ablate.filter(({ layer, head }) => layer >= 1 && layer <= model.layers && head >= 1 && head <= model.heads);
  if (off.length < state.ablate.length) {
    fixed.ablate = off;
    notices.push('A head that this model does not have was switched off; that was dropped.');
  }
  if (state.mask.length && model.task !== 'fill-mask') {
    fixed.mask = [];
    notices.push(`${model.name} was not trained with masks, so no token is masked.`);
  }
  return { state: fixed, notices };
}

/**
 * Fits masks, replaced tokens and locks to the tokens a text turned out to have.
 * @param {State} state @param {Token[]} tokens @returns {Repaired}
 */
export function repairForTokens(state, tokens) {
  const plain = (/** @type {number} */ index) => index < tokens.length && !tokens[index].special;
  const mask = [...new Set(state.mask)].filter(plain);
  const replace = state.replace.filter(({ index }) => plain(index) && !mask.includes(index));
  const lock = state.lock.filter((held) => held.index < tokens.length);
  const notices = [];
  if (mask.length < new Set(state.mask).size)
    notices.push('The link masks a token that this text does not have or that cannot be masked; that mask was dropped.');
  if (replace.length < state.replace.length)
    notices.push('The link replaces a token that this text does not have or that is masked; that was dropped.');
  if (lock.length < state.lock.length)
    notices.push('The link locks a token that this text does not have; that lock was dropped.');
  const same = [mask.length === state.mask.length, replace.length === state.replace.length, lock.length === state.lock.length];
  return { state: same.every(Boolean) ? state : { ...state, mask, replace, lock }, notices };
}
