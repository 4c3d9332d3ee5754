import { storeView } from '../api.js';
import { fromQuery, fromView, toQuery, toView } from './link.js';
import { repairForModels } from './repair.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Model} Model */

/** A longer link is kept on the server and becomes /v/ID. */
const LONGEST = 2000;
/** How long a long state must stand still before it is stored, in ms. */
const CALM = 800;

/** @param {State} state @returns {string} the whole link */
export function linkOf(state) {
  const query = toQuery(state);
  return `${location.origin}/${query && '?'}${query}`;
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

/**
 * Writes every state into the address, and reads it back on Back and Forward.
 * @param {import('../store.js').Store} store @param {Model[]} models
 */
export function keepAddress(store, models) {
  let timer = 0;

  /** @param {State} state @param {string} url @param {'push' | 'replace'} step */
  const write = (state, url, step) => history[step === 'push' ? 'pushState' : 'replaceState'](toView(state), '', url);

  /** @param {State} state */
  async function shorten(state) {
    const stored = await storeView(toView(state)).catch(() => null);
    if (stored && store.get().state === state) write(state, `/v/${stored.id}`, 'replace');
  }

  store.subscribe(({ state }, step) => {
    if (step !== 'push' && step !== 'replace') return;
    const link = linkOf(state);
    clearTimeout(timer);
    write(state, link, step === 'push' && link !== location.href ? 'push' : 'replace');
    if (link.length > LONGEST) timer = window.setTimeout(shorten, CALM, state);
  });

  addEventListener('popstate', ({ state: view }) => {
    const { state, complaints } = view ? fromView(view) : fromQuery(location.search);
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
