/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./types.js').Ask} Ask */
/** @typedef {import('./types.js').Method} Method */
/** @typedef {{ name: string, ask: Ask }} Job */

export const GRADIENTS = /** @type {const} */ (['integrated_gradients', 'gradient_x_input', 'attention_rollout']);

/** Methods that take words away and ask the model again. */
const REMOVING = ['lime', 'shap', 'occlusion'];

/** The preset of a library that has this method. @type {Partial<Record<Method, string>>} */
const LIBRARIES = { lime: 'lime', shap: 'shap', integrated_gradients: 'captum' };

/** @param {State} state @param {Method} method */
export const libraryOf = (state, method) => (state.preset === 'library' ? LIBRARIES[method] : undefined);

/**
 * What a method is told: in Headlight's own mode all that differs from the
 * defaults; with a library's preset nothing but the budget, where one was set.
 * @param {State} state @param {Method} method @returns {Record<string, unknown>}
 */
export function optionsOf(state, method) {
  const preset = libraryOf(state, method);
  const removes = REMOVING.includes(method);
  const sampled = method === 'lime' || method === 'shap';
  const budget = sampled && state.budget !== null ? { budget: state.budget } : {};
  if (preset) return { preset, ...budget };
  return {
    ...budget,
    ...(state.punctuation === 'own' ? { punctuation: 'own' } : {}),
    ...(removes && state.removal !== 'delete' ? { removal: state.removal } : {}),
    ...(method === 'shap' && state.algorithm ? { algorithm: state.algorithm } : {}),
    ...(method === 'integrated_gradients' && state.baseline ? { baseline: state.baseline } : {}),
  };
}

/**
 * @param {State} state @param {string[]} models @param {Method} method
 * @param {Record<string, unknown>} [more] options beside those of the state
 * @returns {Ask}
 */
export function askFor(state, models, method, more = {}) {
  const options = { ...optionsOf(state, method), ...more };
  return {
    models,
    text: state.text,
    method,
    ...(state.target === null ? {} : { target: state.target }),
    ...(state.seed ? { seed: state.seed } : {}),
    ...(Object.keys(options).length ? { options } : {}),
  };
}

/** From so many words on, taking each away takes longer than the explanation: it is done when it is asked for. */
const LONG = 80;

/** @param {string} text */
export const isLong = (text) => text.trim().split(/\s+/).length > LONG;

/** The methods that are always in view, in the order in which they are asked for. */
export const FIRST = /** @type {Method[]} */ (['shap', 'lime']);

/**
 * What is asked for, the most urgent first: a quick look that also has the
 * words, then what the words are coloured by, then the two that take longer,
 * then what open panels need.
 * @param {State} state @param {string[]} models @param {Method} quick  the method of the quick look
 * @param {{ methods: Method[], jobs: Job[], tested: boolean }} more  for open panels; `tested`: long texts too
 * @returns {Job[]}
 */
export function jobsFor(state, models, quick, more) {
  const preview = { name: 'quick', ask: askFor(state, models, quick, { faithfulness: false }) };
  const methods = new Set([state.method, ...FIRST, ...more.methods]);
  const options = isLong(state.text) && !more.tested ? { faithfulness: false } : {};
  return [preview, ...[...methods].map((method) => ({ name: method, ask: askFor(state, models, method, options) })), ...more.jobs];
}
