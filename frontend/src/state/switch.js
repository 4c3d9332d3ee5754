import { analyze } from '../api.js';
import { carry } from './carry.js';
import { modelOf, repairForModels } from './repair.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Model} Model */

/** A model that is not loaded yet takes a while; this soon that is said, in ms. */
const PATIENCE = 300;

/** Whether a token is locked, masked or replaced. @param {Pick<State, 'lock' | 'mask' | 'replace'>} state */
export const holds = ({ lock, mask, replace }) => lock.length + mask.length + replace.length > 0;

/**
 * How a model cuts the texts into tokens: the second one too where it reads pairs.
 * @param {State} state @param {Model} model @param {AbortSignal} signal
 */
export async function tokensOf({ text, pair }, { id }, signal) {
  const alone = { model: id, text };
  const both = pair?.trim() ? { ...alone, text_pair: pair } : alone;
  const analysis = await analyze(both, { signal }).catch((problem) => {
    if (problem.code !== 'no_pairs') throw problem;
    return analyze(alone, { signal });
  });
  return analysis.tokens;
}

/**
 * Goes over to another model. Masks and locks are numbers of tokens, which the
 * next model may cut differently: they move with the words they stand on.
 * @param {import('../store.js').Store} store @param {Model[]} models
 */
export function createSwitch(store, models) {
  /** @type {AbortController | null} */
  let running = null;

  /** @param {State} before @param {State} after @param {AbortSignal} signal */
  async function carried(before, after, signal) {
    const pair = [modelOf(before, models), modelOf(after, models)];
    const [from, to] = pair;
    if (!from || !to || from === to || !holds(after)) return { state: after, notices: [] };
    const say = setTimeout(() => store.busy(`Reading the text with ${to.name} …`), PATIENCE);
    try {
      const [old, next] = await Promise.all([tokensOf(before, from, signal), tokensOf(before, to, signal)]);
      return carry(after, old, next, to.name);
    } catch {
      // The page asks the same and shows why that failed in the picture's place.
      return { state: { ...after, lock: [], mask: [], replace: [] }, notices: [] };
    } finally {
      clearTimeout(say);
      store.busy(null);
    }
  }

  /** @param {string} id */
  return async (id) => {
    running?.abort();
    const { signal } = (running = new AbortController());
    const before = store.get().state;
    const fitting = repairForModels({ ...before, model: id }, models);
    const { state, notices } = await carried(before, fitting.state, signal);
    const superseded = signal.aborted || store.get().state !== before;
    if (!superseded) store.open(state, [...fitting.notices, ...notices], 'push');
  };
}

/** @typedef {ReturnType<typeof createSwitch>} Switch */
