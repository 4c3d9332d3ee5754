import { pane } from './pane.js';
import { captions, pinned } from './pinned.js';
import { changes } from './ui/changes.js';
import { controls } from './ui/controls.js';
import { h, say } from './ui/dom.js';
import { header } from './ui/header.js';
import { pageKeys } from './ui/keys.js';
import { notices } from './ui/notices.js';
import { sentenceBox } from './ui/sentence.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Model} Model */

const GESTURES = 'Point at a token to preview, click to lock';
const CAUTION = 'Attention shows where a head looks, not why the model decided.';

const openHelp = async () => (await import('./lazy/help.js')).openHelp();

function footer() {
  const gestures = h('span');
  const more = h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this');
  const element = h('footer', { className: 'caution' }, gestures, h('span', {}, CAUTION, ' ', more));
  /** @param {boolean} masks  whether tokens can be masked */
  const render = (masks) => say(gestures, `${GESTURES}${masks ? ', double-click to mask' : ''}.`);
  return { element, render };
}

/** @param {() => void} render @returns {() => void} asks for one rendering in the next frame, however often it is called */
function oncePerFrame(render) {
  let frame = 0;
  return () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      render();
    });
  };
}

/**
 * The Attention page inside its root.
 * @param {HTMLElement} root @param {Store} store @param {Model[]} models
 */
export function attentionPage(root, store, models) {
  const changed = oncePerFrame(render);
  const worked = pane(store, models, changed, (id) => id);
  const parts = [
    header(store, models, openHelp),
    notices(store),
    sentenceBox(store, models),
    controls(store, models, worked.actions, saveAs),
    changes(store),
  ];
  const [top, ...above] = parts.map(({ element }) => element);
  const panes = h('div', { className: 'panes' }, worked.element);
  const foot = footer();
  root.replaceChildren(top, h('main', {}, ...above, panes, foot.element));
  pageKeys(worked.actions, openHelp);
  store.subscribe(changed);
  /** @type {import('./pinned.js').Pinned | null} */
  let kept = null;

  /** Saves what is shown, both pictures where there are two. @param {import('./ui/save.js').Kind} kind */
  async function saveAs(kind) {
    const { save } = await import('./lazy/export/save.js');
    const shown = [worked, kept].flatMap((pane) => pane?.shown() ?? []);
    if (shown.length) await save(shown, kind);
  }

  /** @param {import('./store.js').Snapshot} now */
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

  function render() {
    const now = store.get();
    for (const part of parts) part.render(now);
    const words = now.state.text.trim().slice(0, 60);
    document.title = words ? `${words} · Headlight` : 'Headlight';
    foot.render(worked.actions.canMask());
    worked.render();
    renderPinned(now);
  }
  render();
}
