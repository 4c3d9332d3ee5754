/**
 * Everything the page knows that is not an answer of the server.
 *
 * @typedef {object} Snapshot
 * @property {import('./state/state.js').State} state  what a link says
 * @property {{ token: import('./types.js').Lock | null, head: number | null }} hover  previews
 * @property {string[]} notices  sentences about what was repaired
 * @property {string | null} busy  what is being waited for, as a sentence
 *
 * @typedef {'push' | 'replace' | 'restore' | 'keep'} Step
 *   what a change does to the address: a new entry, the same entry, nothing
 *   since the state came from there, or nothing since the state is the same
 */

/** @param {Snapshot} first */
export function createStore(first) {
  let now = first;
  /** @type {((now: Snapshot, step: Step) => void)[]} */
  const listeners = [];
  /** @param {Partial<Snapshot>} patch @param {Step} step */
  const set = (patch, step) => {
    now = { ...now, ...patch };
    for (const tell of listeners) tell(now, step);
  };
  return {
    get: () => now,
    /** @param {(now: Snapshot, step: Step) => void} listener */
    subscribe: (listener) => void listeners.push(listener),
    /** Changes the state and with it the address. @param {Partial<import('./state/state.js').State>} patch @param {Step} [step] */
    change: (patch, step = 'push') =>
      set({ state: { ...now.state, ...patch }, notices: step === 'push' ? [] : now.notices }, step),
    /** Puts a whole state in place, as Back or a link does. @param {import('./state/state.js').State} state @param {string[]} notices @param {Step} step */
    open: (state, notices, step) => set({ state, notices, hover: { token: null, head: null } }, step),
    /** @param {string | null} busy */
    busy: (busy) => {
      if (busy !== now.busy) set({ busy }, 'keep');
    },
    dismiss: () => set({ notices: [] }, 'keep'),
    /** @param {Partial<Snapshot['hover']>} hover */
    hover: (hover) => set({ hover: { ...now.hover, ...hover } }, 'keep'),
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
