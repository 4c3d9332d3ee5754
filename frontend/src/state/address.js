import { storeView } from '../api.js';
import { fromQuery, fromView, toQuery, toView } from './link.js';
import { repairForModels } from './repair.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Model} Model */

/** A longer link is kept on the server and becomes /v/ID. */
const LONGEST = 2000;
/** How long a long state must stand still before it is stored, in ms. */
const CALM = 800;
/** Browsers refuse to have the address rewritten at every step of a drag: at most this often, in ms. */
const PACE = 100;

/** What the history keeps of a step. @param {State} state @param {number} depth */
const entry = (state, depth) => ({ view: toView(state), depth });

/** @param {State} state @returns {string} the whole link */
export function linkOf(state) {
  const query = toQuery(state);
  return new URL(query && `/?${query}`, `${location.origin}/`).href;
}

/**
 * The state of the address as the page was opened with it.
 * @param {{ state: object } | null} view  from the server, for /v/ID
 * @param {Model[]} models
 */
export function opened(view, models) {
  const { state, complaints } = view ? fromView(view.state) : fromQuery(location.search);
  const repaired = repairForModels(state, models);
  return { state: repaired.state, notices: [...complaints, ...repaired.notices] };
}

/** How many of the page's own steps lie behind the entry that is shown. */
const depth = () => history.state?.depth ?? 0;

/** One step back, never out of the page; forward goes nowhere where there is nothing. */
export const undo = () => {
  if (depth() > 0) history.back();
};
export const redo = () => history.forward();

/**
 * Writes every state into the address, and reads it back on Back and Forward.
 * @param {import('../store.js').Store} store @param {Model[]} models
 */
export function keepAddress(store, models) {
  history.replaceState(entry(store.get().state, depth()), '');
  let written = 0;
  let timer = 0;
  let storing = 0;
  /** @type {State | null} a refined state that is not in the address yet */
  let late = null;

  /** @param {State} state @param {boolean} anew */
  function write(state, anew) {
    const link = linkOf(state);
    if (anew && link !== location.href) history.pushState(entry(state, depth() + 1), '', link);
    else history.replaceState(entry(state, depth()), '', link);
    written = performance.now();
    clearTimeout(storing);
    if (link.length > LONGEST) storing = window.setTimeout(shorten, CALM, state);
  }

  function catchUp() {
    clearTimeout(timer);
    if (late) write(late, false);
    late = null;
  }

  /** @param {State} state */
  async function shorten(state) {
    const stored = await storeView(toView(state)).catch(() => null);
    if (stored && store.get().state === state) history.replaceState(entry(state, depth()), '', `/v/${stored.id}`);
  }

  store.subscribe(({ state }, step) => {
    if (step === 'push') {
      catchUp();
      write(state, true);
    } else if (step === 'replace') {
      clearTimeout(timer);
      late = state;
      timer = window.setTimeout(catchUp, Math.max(0, written + PACE - performance.now()));
    }
  });

  addEventListener('popstate', ({ state: kept }) => {
    late = null;
    const { state, complaints } = kept ? fromView(kept.view) : fromQuery(location.search);
    const repaired = repairForModels(state, models);
    store.open(repaired.state, [...complaints, ...repaired.notices], 'restore');
  });
}

/**
 * A short link to a state; the long one where it cannot be stored.
 * @param {State} state @returns {Promise<{ link: string, short: boolean }>}
 */
export async function shareLink(state) {
  const stored = await storeView(toView(state)).catch(() => null);
  return stored ? { link: `${location.origin}/v/${stored.id}`, short: true } : { link: linkOf(state), short: false };
}
