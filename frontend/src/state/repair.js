import { layerOf } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../types.js').Token} Token */
/** @typedef {{ state: State, notices: string[] }} Repaired */

/** @param {Model[]} models @returns {Model | undefined} the default, or the first that works */
export function defaultModel(models) {
  const working = models.filter((model) => !model.error);
  return working.find((model) => model.default) ?? working[0];
}

/** @param {State} state @param {Model[]} models @returns {Model | undefined} */
export const modelOf = (state, models) =>
  models.find((model) => model.id === state.model && !model.error) ?? defaultModel(models);

/** @param {State} state @param {Model[]} models @returns {string | undefined} */
function modelNotice(state, models) {
  const asked = models.find((model) => model.id === state.model);
  const shown = defaultModel(models)?.name ?? 'no model';
  if (!asked) return `There is no model “${state.model}” here; ${shown} is shown.`;
  if (asked.error) return `${asked.name} cannot be used (${asked.error}); ${shown} is shown.`;
  return undefined;
}

/** @param {number[]} numbers */
const listed = (numbers) => (numbers.length === 1 ? `head ${numbers[0]} was` : `heads ${numbers.join(', ')} were`);

/**
 * Fits a state to the models of this server, and says what it changed.
 * @param {State} state @param {Model[]} models @returns {Repaired}
 */
export function repairForModels(state, models) {
  const notices = [];
  const fixed = { ...state };
  if (state.model !== null) {
    const notice = modelNotice(state, models);
    if (notice) {
      notices.push(notice);
      fixed.model = null;
    }
  }
  const model = modelOf(fixed, models);
  if (!model) return { state: fixed, notices };
  const layer = layerOf(state, model);
  const near = Math.min(Math.max(layer, 1), model.layers);
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
