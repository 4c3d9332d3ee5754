import * as api from './api.js';
import { Cache } from './cache.js';
import { Slot } from './slot.js';
import { layerOf } from './state/state.js';
import { modelOf, repairForTokens } from './state/repair.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Model} Model */

/** Answers are kept up to this many bytes, the oldest going first. */
const CACHE_BYTES = 48e6;

/** Codes of masks and replaced tokens that a text or a vocabulary does not have room for. */
const TOKEN_PROBLEMS = ['no_such_token', 'special_token', 'not_one_piece'];
const NO_PAIRS = 'This model reads one text at a time; the second text was left out.';

/** The lens is asked for the token locked last, else for the one masked last. @param {import('./state/state.js').State} state */
export const lensToken = (state) => state.lock.at(-1)?.index ?? state.mask.at(-1);

/** What of the state the server must know. @param {import('./state/state.js').State} state @param {string} model @returns {api.Input} */
export function inputOf({ text, pair, mask, replace, ablate }, model) {
  const masked = [...mask].sort((a, b) => a - b);
  const replaced = [...replace].sort((a, b) => a.index - b.index);
  return {
    model,
    text,
    ...(pair?.trim() ? { text_pair: pair } : {}),
    ...(masked.length ? { masked } : {}),
    ...(replaced.length ? { replaced } : {}),
    ...(ablate.length ? { ablated: ablate } : {}),
  };
}

/**
 * Keeps answers in step with the state: attention of one layer, the
 * analysis (predictions), and the lens of the token in focus; a fourth, all
 * heads made small, while the overview is in view. Corpus needs the analysis alone.
 * @param {Store} store @param {Model[]} models @param {() => void} changed
 * @param {'attention' | 'corpus'} [place]  that asks
 */
export function createAnswers(store, models, changed, place = 'attention') {
  const cache = new Cache(CACHE_BYTES);
  const attention = /** @type {Slot<import('./types.js').Attention>} */ (new Slot(cache, settle));
  const analysis = /** @type {Slot<import('./types.js').Analysis>} */ (new Slot(cache, settle));
  const lens = /** @type {Slot<import('./types.js').Lens>} */ (new Slot(cache, settle));
  const overview = /** @type {Slot<import('./types.js').Overview>} */ (new Slot(cache, settle));
  /** The state that could not be fitted to its tokens. @type {object | null} */
  let beyondRepair = null;
  const all = [attention, analysis, lens, overview];
  const waiting = (/** @type {number} */ seconds) => store.busy(`The server is busy; asking again in ${seconds} s.`);

  /** What the state asks of the server. */
  function ask() {
    const { state } = store.get();
    const model = modelOf(state, models);
    if (!model || state.place !== place) return;
    const input = inputOf(state, model.id);
    const key = JSON.stringify(input);
    const layer = layerOf(state, model);
    if (place === 'attention') attention.want(`attention ${layer} ${key}`, (signal) => api.attention(input, layer, { signal, waiting }));
    analysis.want(`analysis ${key}`, (signal) => api.analyze(input, { signal, waiting }));
    if (place === 'corpus') return;
    if (state.view === 'overview') overview.want(`overview ${key}`, (signal) => api.overview(input, { signal, waiting }));
    else overview.drop();
    const token = lensToken(state);
    const sure = attention.current || analysis.current;
    if (token === undefined || !hasVocabulary(model)) lens.drop();
    else if (sure) lens.want(`lens ${token} ${key}`, (signal) => api.lens(input, token, { signal, waiting }));
  }

  /** An answer has come: it may show that the state does not fit the tokens. */
  function settle() {
    const tokens = (attention.current ? attention.value : analysis.current ? analysis.value : null)?.tokens;
    if (tokens) fit(tokens);
    else if (analysis.problem?.code === 'no_pairs') return withoutPair();
    else if (analysis.problem && TOKEN_PROBLEMS.includes(analysis.problem.code)) return void fitPlain(analysis.problem);
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

  function withoutPair() {
    const { state, notices } = store.get();
    store.open({ ...state, pair: null, pairs: null }, [...notices, NO_PAIRS], 'replace');
  }

  /**
   * A link may mask or replace tokens that are not there: look at the text without that.
   * @param {api.Problem} problem
   */
  async function fitPlain({ code, message }) {
    const { state, notices } = store.get();
    const model = modelOf(state, models);
    if (code === 'not_one_piece') return store.open({ ...state, replace: [] }, [...notices, message], 'replace');
    const plain = model && (await api.analyze(inputOf({ ...state, mask: [], replace: [] }, model.id), {}).catch(() => null));
    if (plain && store.get().state === state) fit(plain.tokens);
    beyondRepair = plain ? null : state;
    changed();
  }

  /** Whether the state asks for tokens that are not there, and is about to be fitted. */
  const repairing = () =>
    [attention.problem, analysis.problem].some((problem) => problem && TOKEN_PROBLEMS.includes(problem.code)) &&
    beyondRepair !== store.get().state;

  /** Asks anew for what failed. */
  function retry() {
    for (const slot of all) if (slot.problem) slot.drop();
    ask();
    changed();
  }

  store.subscribe((_, step) => {
    if (step !== 'keep') ask();
  });
  return { attention, analysis, lens, overview, repairing, ask, retry };
}

/** @typedef {ReturnType<typeof createAnswers>} Answers */

/** @param {Model} model */
export const hasVocabulary = (model) => model.task === 'fill-mask' || model.task === 'causal';
