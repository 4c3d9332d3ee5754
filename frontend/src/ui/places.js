import { linkOf } from '../state/address.js';
import { inPlace } from '../state/places.js';
import { h } from './dom.js';

/** @typedef {import('../state/state.js').Place} Place */
/** @typedef {import('../state/state.js').State} State */

/** @type {Record<Place, string>} */
const NAMES = { attention: 'Attention', corpus: 'Corpus', explain: 'Explain', attack: 'Attack' };

/**
 * The places of the page, as links, so that one can be opened beside the other.
 * @param {import('../store.js').Store} store @param {import('../types.js').Model[]} models
 */
export function places(store, models) {
  /** How each place was left. @type {Partial<Record<Place, State>>} */
  const left = {};
  /** @param {Place} place */
  const there = (place) => inPlace(store.get().state, place, models, left[place]);

  /** @param {MouseEvent} event @param {Place} place */
  function go(event, place) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (store.get().state.place !== place) store.open(there(place), [], 'push');
  }
  const links = /** @type {Place[]} */ (Object.keys(NAMES)).map((place) => ({
    place,
    link: h('a', { id: `place-${place}`, onclick: (/** @type {MouseEvent} */ event) => go(event, place) }, NAMES[place]),
  }));

  /** @param {import('../store.js').Snapshot} now */
  function render({ state }) {
    left[state.place] = state;
    for (const { place, link } of links) {
      link.href = linkOf(there(place));
      if (place === state.place) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
  return { element: h('nav', { className: 'places', 'aria-label': 'Places' }, ...links.map(({ link }) => link)), render };
}
