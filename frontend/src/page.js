import { createActions } from './attention/actions.js';
import { stage } from './attention/stage.js';
import { expectsPanel } from './expects/panel.js';
import { modelOf } from './state/repair.js';
import { controls } from './ui/controls.js';
import { h } from './ui/dom.js';
import { header } from './ui/header.js';
import { help } from './ui/help.js';
import { pageKeys } from './ui/keys.js';
import { notices } from './ui/notices.js';
import { sentenceBox } from './ui/sentence.js';
import { empty } from './ui/states.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {import('./types.js').Model} Model */

const GESTURES = 'Point at a token to preview, click to lock, double-click to mask.';
const CAUTION = 'Attention shows where a head looks, not why the model decided.';

/** @param {() => void} openHelp */
const footer = (openHelp) =>
  h(
    'footer',
    { className: 'caution' },
    h('span', {}, GESTURES),
    h('span', {}, CAUTION, ' ', h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this')),
  );

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
 * @param {HTMLElement} root @param {Store} store @param {Model[]} models @param {(changed: () => void) => Answers} start
 */
export function attentionPage(root, store, models, start) {
  const changed = oncePerFrame(render);
  const actions = createActions(store, models);
  const helpPanel = help();
  const parts = [header(store, models, helpPanel.open), notices(store), sentenceBox(store, models), controls(store, models)];
  const [top, ...above] = parts.map(({ element }) => element);
  const picture = stage(store, actions, changed);
  const expects = expectsPanel(actions);
  root.replaceChildren(
    top,
    h('main', {}, ...above, h('div', { className: 'columns' }, picture.element, expects.element), footer(helpPanel.open)),
    helpPanel.element,
  );
  pageKeys(actions, helpPanel.open);
  const answers = start(changed);
  store.subscribe(changed);

  function render() {
    const now = store.get();
    const model = modelOf(now.state, models);
    for (const part of parts) part.render(now);
    const words = now.state.text.trim().slice(0, 60);
    document.title = words ? `${words} · Headlight` : 'Headlight';
    if (!model) return picture.element.replaceChildren(empty('No model could be loaded. The list of models says why.'));
    const seen = picture.render(now, model, answers);
    expects.element.hidden = !seen;
    if (seen) expects.render(now, model, answers);
  }
  render();
}
