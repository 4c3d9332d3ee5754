import { nameOf, pane } from './pane.js';
import { fromQuery, toQuery } from './state/link.js';
import { modelOf, repairForModels } from './state/repair.js';
import { createStore } from './store.js';
import { h } from './ui/dom.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Model} Model */

/** @param {string} query @param {Model[]} models */
const opened = (query, models) => repairForModels({ ...fromQuery(query).state, place: 'attention' }, models).state;

/**
 * The picture that is kept beside the one that is worked on. It has a store of
 * its own; what changes there is written into the other's link.
 * @param {Store} main @param {string} query @param {Model[]} models @param {() => void} changed @param {import('./pane.js').Asked} desk
 */
export function pinned(main, query, models, changed, desk) {
  const store = createStore({ state: opened(query, models), hover: main.get().hover, notices: [], busy: null });
  const own = pane(store, models, changed, (id) => `pinned-${id}`, desk, ' of the pinned picture');
  let said = query;

  store.subscribe(({ state, hover }, step) => {
    if (step === 'push' || step === 'replace') {
      said = toQuery(state);
      main.change({ pin: said }, step);
    } else if (hover !== main.get().hover) main.hover(hover);
    changed();
  });

  /** Follows the link and what is pointed at. @param {import('./store.js').Snapshot} now */
  function follow({ state: { pin }, hover }) {
    if (pin !== null && pin !== said) {
      said = pin;
      store.open(opened(pin, models), [], 'restore');
    }
    const { token, head } = store.get().hover;
    if (token !== hover.token || head !== hover.head) store.hover(hover);
  }

  /** @param {import('./store.js').Snapshot} now */
  function render(now) {
    follow(now);
    own.render();
  }
  return { ...own, render, store };
}

/** @typedef {ReturnType<typeof pinned>} Pinned */

/**
 * Says above both pictures which they are.
 * @param {import('./store.js').Snapshot} now @param {ReturnType<typeof pane>} worked @param {Pinned} kept @param {Model[]} models
 */
export function captions(now, worked, kept, models) {
  const states = [now.state, kept.store.get().state];
  const apart = states[0].text !== states[1].text;
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', className: 'quiet small', onclick }, label);
  [worked, kept].forEach(({ caption }, i) => {
    const model = modelOf(states[i], models);
    const name = model ? nameOf(states[i], model) : '';
    if (caption.dataset.name === name + apart + states[i].text) return;
    caption.dataset.name = name + apart + states[i].text;
    const buttons = i ? [button('Work on this', worked.actions.swap), button('Unpin', worked.actions.pin)] : [];
    caption.replaceChildren(
      h('p', {}, h('strong', {}, name), ...(apart ? [' ', h('q', {}, states[i].text)] : [])),
      h('span', {}, ...buttons),
    );
  });
}
