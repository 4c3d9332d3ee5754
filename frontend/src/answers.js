import * as api from './api.js';
import { Cache } from './cache.js';
import { Slot } from './slot.js';
import { layerOf } from './state/state.js';
import { modelOf, repairForTokens } from './state/repair.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Model} Model */

/** Answers are kept up to this many bytes, the oldest going first. */
const CACHE_BYTES = 48e6;

/** Codes of a mask that a text does not have room for. */
const MASK_PROBLEMS = ['no_such_token', 'special_token'];

/** The lens is asked for the token locked last, else for the one masked last. @param {import('./state/state.js').State} state */
export const lensToken = (state) => state.lock.at(-1)?.index ?? state.mask.at(-1);

/**
 * Keeps three answers in step with the state: attention of one layer, the
 * analysis (predictions), and the lens of the token in focus.
 * @param {Store} store @param {Model[]} models @param {() => void} changed
 */
export function createAnswers(store, models, changed) {
  const cache = new Cache(CACHE_BYTES);
  const attention = /** @type {Slot<import('./types.js').Attention>} */ (new Slot(cache, settle));
  const analysis = /** @type {Slot<import('./types.js').Analysis>} */ (new Slot(cache, settle));
  const lens = /** @type {Slot<import('./types.js').Lens>} */ (new Slot(cache, settle));
  const all = [attention, analysis, lens];
  const waiting = (/** @type {number} */ seconds) => store.busy(`The server is busy; asking again in ${seconds} s.`);

  /** What the state asks of the server. */
  function ask() {
    const { state } = store.get();
    const model = modelOf(state, models);
    if (!model) return;
    const masked = [...state.mask].sort((a, b) => a - b);
    /** @type {api.Input} */
    const input = { model: model.id, text: state.text, ...(masked.length ? { masked } : {}) };
    const key = JSON.stringify(input);
    const layer = layerOf(state, model);
    attention.want(`attention ${layer} ${key}`, (signal) => api.attention(input, layer, { signal, waiting }));
    analysis.want(`analysis ${key}`, (signal) => api.analyze(input, { signal, waiting }));
    const token = lensToken(state);
    const sure = attention.current || analysis.current;
    if (token === undefined || !hasVocabulary(model)) lens.drop();
    else if (sure) lens.want(`lens ${token} ${key}`, (signal) => api.lens(input, token, { signal, waiting }));
  }

  /** An answer has come: it may show that the state does not fit the tokens. */
  function settle() {
    const tokens = (attention.current ? attention.value : analysis.current ? analysis.value : null)?.tokens;
    if (tokens) fit(tokens);
    else if (analysis.problem && MASK_PROBLEMS.includes(analysis.problem.code)) return void fitUnmasked();
    ask();
    if (!all.some(({ running }) => running)) store.busy(null);
    changed();
  }

  /** @param {import('./types.js').Token[]} tokens */
  function fit(tokens) {
    const { state } = store.get();
    const repaired = repairForTokens(state, tokens);
    if (repaired.state !== state) store.open(repaired.state, [...store.get().notices, ...repaired.notices], 'replace');
  }

  /** The masks of a link may name tokens that are not there: look at the text without them. */
  async function fitUnmasked() {
    const { state } = store.get();
    const model = modelOf(state, models);
    const plain = model && (await api.analyze({ model: model.id, text: state.text }, {}).catch(() => null));
    if (plain && store.get().state === state) fit(plain.tokens);
    changed();
  }

  /** Asks anew for what failed. */
  function retry() {
    for (const slot of all) if (slot.problem) slot.drop();
    ask();
    changed();
  }

  store.subscribe((_, step) => {
    if (step !== 'keep') ask();
  });
  return { attention, analysis, lens, ask, retry };
}

/** @typedef {ReturnType<typeof createAnswers>} Answers */

/** @param {Model} model */
export const hasVocabulary = (model) => model.task === 'fill-mask' || model.task === 'causal';
