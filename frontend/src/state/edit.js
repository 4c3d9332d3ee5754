import { carryEdit } from './carry.js';
import { modelOf } from './repair.js';
import { holds, tokensOf } from './switch.js';

/** @typedef {import('./state.js').State} State */

/**
 * Changes the texts. What is locked, masked or replaced is the number of a
 * token: tokens that the edit leaves alone keep it, as soon as it is known how
 * the model cuts the new text.
 * @param {import('../store.js').Store} store @param {import('../types.js').Model[]} models
 */
export function createEditor(store, models) {
  /** An edit whose tokens are not known yet: what it began with and led to. @type {{ before: State, after: State } | null} */
  let open = null;
  /** @type {AbortController | null} */
  let running = null;

  /** @param {Partial<State>} patch  the new text, nothing held in it @param {import('../store.js').Step} [step] */
  return async (patch, step = 'push') => {
    running?.abort();
    const now = store.get().state;
    const before = open?.after === now ? open.before : now;
    store.change(patch, step);
    const after = store.get().state;
    const model = modelOf(after, models);
    open = model && holds(before) ? { before, after } : null;
    if (!open || !model) return;
    const { signal } = (running = new AbortController());
    const tokens = await Promise.all([before, after].map((state) => tokensOf(state, model, signal))).catch(() => null);
    if (signal.aborted || store.get().state !== after) return;
    open = null;
    if (!tokens) return;
    const kept = carryEdit(before, after, tokens[0], tokens[1]);
    if (holds(kept)) store.change(kept, 'replace');
  };
}

/** @typedef {ReturnType<typeof createEditor>} Editor */
