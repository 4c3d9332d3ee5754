import { later } from '../later.js';
import { h } from '../ui/dom.js';
import { waiting } from '../ui/states.js';
import { sheet } from '../ui/sheet.js';

/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('../store.js').Snapshot} Snapshot */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../answers.js').Answers} Answers */
/** @typedef {{ element: HTMLElement, render: (state: Snapshot['state'], model: Model, analysis: import('../types.js').Analysis | null) => void }} Panel */

/**
 * A panel whose code is fetched when it is first open.
 * @param {HTMLElement} place  where it stands @param {import('../pane.js').Asked} desk  that it needs
 * @param {(desk: import('../lazy/heads/desk.js').Desk) => Promise<Panel>} load @param {() => void} changed
 */
function lazily(place, desk, load, changed) {
  const panel = later(async () => load(/** @type {import('../lazy/heads/desk.js').Desk} */ (desk())), changed);
  const wait = waiting();
  /** @param {boolean} open @param {Snapshot} now @param {Model} model @param {Answers} answers */
  return (open, { state }, model, { analysis }) => {
    const shown = open && desk() ? panel() : null;
    const node = shown?.element ?? wait;
    if (open && place.firstChild !== node) place.replaceChildren(node);
    shown?.render(state, model, analysis.current ? analysis.value : null);
  };
}

/** Which head does what, above what the model expects, while it is asked for. @param {Store} store @param {Model[]} models @param {import('../pane.js').Asked} desk @param {() => void} changed */
export function findFold(store, models, desk, changed) {
  const element = h('div', { hidden: true });
  let rendered = false;
  const draw = lazily(element, desk, async (known) => (await import('../lazy/heads/panel.js')).findPanel(store, models, known, changed), changed);
  /** @param {Snapshot} now @param {Model} model @param {Answers} answers */
  function render(now, model, answers) {
    const opened = element.hidden && now.state.find !== null;
    element.hidden = now.state.find === null;
    // Where it stands below the picture, a button above would seem to do nothing.
    if (opened && rendered) element.scrollIntoView({ block: 'nearest' });
    rendered = true;
    draw(!element.hidden, now, model, answers);
  }
  return { element, render };
}

/** What each layer knows of the token in focus, folded. @param {Store} store @param {Model[]} models @param {import('../pane.js').Asked} desk @param {() => void} changed */
export function tagsFold(store, models, desk, changed) {
  const place = h('div');
  const element = h('details', { className: 'neighbours', id: 'tags', ontoggle: keep }, h('summary', {}, h('strong', {}, 'What the layers know'), ' of a token, by probes'), place);
  const draw = lazily(
    place,
    desk,
    async (known) => {
      const [{ tagsPanel }] = await Promise.all([import('../lazy/heads/tags.js'), sheet('corpus.css')]);
      return tagsPanel(store, models, known, changed);
    },
    changed,
  );
  /** The link says whether it is open. */
  function keep() {
    const tags = element.open ? 'show' : 'hide';
    if (store.get().state.tags !== tags) store.change({ tags }, 'replace');
  }
  /** @param {Snapshot} now @param {Model} model @param {Answers} answers */
  function render(now, model, answers) {
    element.open = now.state.tags === 'show';
    draw(element.open, now, model, answers);
  }
  return { element, render };
}
