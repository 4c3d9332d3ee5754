import { send } from '../api.js';
import { later } from '../later.js';
import { once } from '../once.js';
import { modelOf } from '../state/repair.js';
import { pane } from '../pane.js';
import { captions, pinned } from '../pinned.js';
import { changes } from '../ui/changes.js';
import { controls } from '../ui/controls.js';
import { h, say } from '../ui/dom.js';
import { sheet } from '../ui/sheet.js';

/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('../types.js').Model} Model */

const GESTURES = 'Point at a token to preview, click to lock';
const CAUTION = 'Attention shows where a head looks, not why the model decided.';

/** @param {() => void} openHelp */
function footer(openHelp) {
  const gestures = h('span');
  const more = h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this');
  const element = h('footer', { className: 'caution' }, gestures, h('span', {}, CAUTION, ' ', more));
  /** @param {boolean} masks  whether tokens can be masked */
  const render = (masks) => say(gestures, `${GESTURES}${masks ? ', double-click to mask' : ''}.`);
  return { element, render };
}

/** When the browser has nothing else to do. @param {() => void} act */
const idly = (act) => ('requestIdleCallback' in window ? requestIdleCallback(act, { timeout: 2000 }) : setTimeout(act, 300));

/** Whether heads were measured on any corpus: what names them is fetched only then. @returns {Promise<boolean>} */
async function anyMeasured() {
  /** @type {{ builds: { heads: string }[] }[]} */
  const corpora = (await (await send('/corpora')).json()).corpora;
  return corpora.some(({ builds }) => builds.some(({ heads }) => heads === 'ready'));
}

/** What is known of heads by what was measured on a corpus. @param {Store} store @param {() => void} changed */
async function loadDesk(store, changed) {
  const [{ createDesk }] = await Promise.all([import('../lazy/heads/desk.js'), sheet('heads.css')]);
  return createDesk(store, changed);
}

/**
 * The place where attention is looked at: one picture, or two side by side.
 * @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp
 */
export function attentionPlace(store, models, changed, openHelp) {
  const desk = later(() => loadDesk(store, changed), changed);
  /** Labels come after the first picture. */
  let mayAsk = false;
  let looked = false;
  const asked = () => (mayAsk ? desk() : null);
  const worked = pane(store, models, changed, (id) => id, asked);
  const parts = [controls(store, models, worked.actions, saveAs, labels), changes(store)];
  const panes = h('div', { className: 'panes' }, worked.element);
  const foot = footer(openHelp);
  const element = h('div', {}, ...parts.map((part) => part.element), panes, foot.element);
  /** @type {import('../pinned.js').Pinned | null} */
  let kept = null;

  /** What can be said of the heads of the model in view. */
  function labels() {
    const { state } = store.get();
    const model = modelOf(state, models);
    return (model && asked()?.known(state, model).labels) ?? null;
  }

  /** Asks for labels as soon as they are needed, or else once there is a picture and time. @param {import('../state/state.js').State} state */
  function askInTime({ find, tags, view }) {
    const ask = () => {
      if (!mayAsk) changed();
      mayAsk = true;
    };
    if (find !== null || tags === 'show' || view === 'map') ask();
    else if (worked.shown() && !looked) {
      looked = true;
      // Without an answer there are no labels, and nothing else is amiss.
      idly(() => anyMeasured().then((there) => there && ask(), () => {}));
    }
  }

  /** Saves what is shown, both pictures where there are two. @param {import('../ui/save.js').Kind} kind */
  async function saveAs(kind) {
    const { save } = await import('../lazy/export/save.js');
    const shown = [worked, kept].flatMap((pane) => pane?.shown() ?? []);
    if (shown.length) await save(shown, kind);
  }

  /** @param {import('../store.js').Snapshot} now */
  function renderPinned(now) {
    const { pin } = now.state;
    if (pin === null) {
      kept?.element.remove();
      kept = null;
    } else if (!kept) {
      kept = pinned(store, pin, models, changed, asked);
      panes.append(kept.element);
    }
    panes.classList.toggle('two', kept !== null);
    worked.caption.hidden = !kept;
    if (!kept) return;
    kept.caption.hidden = false;
    kept.render(now);
    captions(now, worked, kept, models);
  }

  /** What stands around the pictures follows nothing but these. */
  const renderParts = once((/** @type {unknown[]} */ ..._) => parts.forEach((part) => part.render(store.get())));

  /** @param {import('../store.js').Snapshot} now */
  function render(now) {
    renderParts(now.state, now.hover.head, labels());
    foot.render(worked.actions.canMask());
    worked.render();
    renderPinned(now);
    if (!mayAsk) askInTime(now.state);
  }
  return { element, render, actions: worked.actions };
}
