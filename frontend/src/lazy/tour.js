import { atDepth } from '../examples.js';
import { fromView } from '../state/link.js';
import { sharesModel } from '../state/places.js';
import { modelOf } from '../state/repair.js';
import { classifies } from '../state/state.js';
import { h } from '../ui/dom.js';

/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('../types.js').Model} Model */

/**
 * @typedef {object} Stop
 * @property {string} id
 * @property {import('../state/state.js').Place} place
 * @property {string} title
 * @property {string} see  what to look at
 * @property {object} state  of the view, layers and heads of a model with twelve layers
 * @property {string} [best]  a relation: the head that is best at it is chosen, where that was measured
 */

/** @returns {Promise<Stop[]>} */
const stops = async () => (await fetch(new URL('../tour.json', import.meta.url))).json();

/** Opens the very view of a stop. @param {Store} store @param {Model[]} models @param {Stop} stop */
function visit(store, models, stop) {
  const current = store.get().state;
  const { state } = fromView({ ...stop.state, place: stop.place });
  const asked = { ...state, model: current.place === state.place || sharesModel(current.place, state.place) ? current.model : state.model, rest: current.rest };
  const model = modelOf(asked, models);
  const fitted = model && !classifies(state.place) ? atDepth(asked, model) : { state: asked, notices: [] };
  store.open(fitted.state, fitted.notices, 'push');
  if (stop.best && model) chooseBest(store, model, stop.best, store.get().state);
}

/** Shows the head that is best at a relation, unless something else is shown by then. @param {Store} store @param {Model} model @param {string} relation @param {import('../state/state.js').State} state */
async function chooseBest(store, model, relation, state) {
  const { bestHead } = await import('./heads/best.js');
  const best = await bestHead(state, model, relation).catch(() => null);
  if (best && store.get().state === state) store.change({ layer: best.layer, heads: [best.head] }, 'replace');
}

/** @type {HTMLElement | null} */
let panel = null;

/** Walks through the stops, one view after the other, beside the page. @param {Store} store @param {Model[]} models */
export async function openTour(store, models) {
  if (panel) return panel.focus();
  const all = await stops();
  let at = 0;
  const title = h('h2', {});
  const count = h('p', { className: 'note' });
  const see = h('p', {});
  const back = h('button', { type: 'button', className: 'quiet framed', onclick: () => go(at - 1) }, 'Back');
  const next = h('button', { type: 'button', className: 'quiet framed', id: 'tour-next', onclick: () => go(at + 1) });
  const close = h('button', { type: 'button', className: 'quiet', onclick: end }, 'Close');
  panel = h(
    'aside',
    { className: 'tour', id: 'tour', 'aria-label': 'Tour', tabIndex: -1 },
    h('div', { 'aria-live': 'polite' }, count, title, see),
    h('div', { className: 'choices' }, back, next, close),
  );

  function end() {
    panel?.remove();
    panel = null;
    document.getElementById('tour-button')?.focus();
  }

  /** @param {number} stop */
  function go(stop) {
    if (stop >= all.length) return end();
    at = stop;
    visit(store, models, all[at]);
    count.textContent = `${at + 1} of ${all.length}`;
    title.textContent = all[at].title;
    see.textContent = all[at].see;
    back.disabled = at === 0;
    next.textContent = at === all.length - 1 ? 'Done' : 'Next';
  }
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') end();
    else return;
    event.stopPropagation();
  });
  document.getElementById('places')?.before(panel);
  go(0);
  next.focus();
}
