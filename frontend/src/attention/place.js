import { once } from '../once.js';
import { pane } from '../pane.js';
import { captions, pinned } from '../pinned.js';
import { changes } from '../ui/changes.js';
import { controls } from '../ui/controls.js';
import { h, say } from '../ui/dom.js';

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

/**
 * The place where attention is looked at: one picture, or two side by side.
 * @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp
 */
export function attentionPlace(store, models, changed, openHelp) {
  const worked = pane(store, models, changed, (id) => id);
  const parts = [controls(store, models, worked.actions, saveAs), changes(store)];
  const panes = h('div', { className: 'panes' }, worked.element);
  const foot = footer(openHelp);
  const element = h('div', {}, ...parts.map((part) => part.element), panes, foot.element);
  /** @type {import('../pinned.js').Pinned | null} */
  let kept = null;

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
      kept = pinned(store, pin, models, changed);
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
    renderParts(now.state, now.hover.head);
    foot.render(worked.actions.canMask());
    worked.render();
    renderPinned(now);
  }
  return { element, render, actions: worked.actions };
}
