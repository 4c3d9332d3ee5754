import { createActions } from './attention/actions.js';
import { figure } from './attention/figure.js';
import { tokenList } from './attention/list.js';
import { createPainter } from './attention/picture.js';
import { expectsPanel } from './expects/panel.js';
import { modelOf } from './state/repair.js';
import { controls } from './ui/controls.js';
import { h, say } from './ui/dom.js';
import { header } from './ui/header.js';
import { help } from './ui/help.js';
import { pageKeys } from './ui/keys.js';
import { notices } from './ui/notices.js';
import { sentenceBox } from './ui/sentence.js';
import { empty, failure, waiting } from './ui/states.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./answers.js').Answers} Answers */
/** @typedef {import('./attention/reading.js').Part} Part */
/** @typedef {import('./types.js').Model} Model */

/** Below this width two columns with arcs between them are no longer readable. */
const NARROW = '(max-width: 719px)';

const CAUTION = 'Attention shows where a head looks, not why the model decided.';
const GESTURES = 'Point at a token to preview, click to lock, double-click to mask.';

/** @param {Part[]} parts */
const plain = (parts) => parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('');

/** @param {Part[]} parts */
const marked = (parts) => parts.map((part) => (typeof part === 'string' ? part : h('em', { dir: 'auto' }, part.quote)));

/** @param {import('./types.js').Truncation} truncated */
const cut = ({ tokens_total, tokens_kept }) =>
  `The text has ${tokens_total.toLocaleString('en')} tokens; the model takes ${tokens_kept.toLocaleString('en')}, so the end is left out.`;

/**
 * The Attention page inside its root.
 * @param {HTMLElement} root @param {Store} store @param {Model[]} models @param {(changed: () => void) => Answers} start
 */
export function attentionPage(root, store, models, start) {
  const actions = createActions(store, models);
  const helpPanel = help();
  const top = header(store, models, helpPanel.open);
  const notes = notices(store);
  const text = sentenceBox(store, models);
  const bar = controls(store, models);
  const picture = figure(store, actions);
  const list = tokenList(actions);
  const expects = expectsPanel(actions);
  const reading = h('p', { className: 'reading', id: 'reading' });
  const aloud = h('p', { className: 'unseen', 'aria-live': 'polite', id: 'aloud' });
  const truncated = h('p', { className: 'note', id: 'truncated', hidden: true });
  const place = h('div', {}, waiting());
  const stage = h('section', { className: 'stage', id: 'figure', 'aria-label': 'Attention' }, reading, truncated, place, aloud);
  root.replaceChildren(top.element, h('main', {}, notes.element, text.element, bar.element,
    h('div', { className: 'columns' }, stage, expects.element),
    h('footer', { className: 'caution' }, h('span', {}, GESTURES), h('span', {}, CAUTION, ' ', h('button', { type: 'button', className: 'link', onclick: helpPanel.open }, 'How to read this')))),
  helpPanel.element);
  pageKeys(actions, helpPanel.open);

  const paint = createPainter();
  const narrow = matchMedia(NARROW);
  narrow.addEventListener('change', schedule);
  let frame = 0;
  function schedule() {
    frame ||= requestAnimationFrame(() => { frame = 0; render(); });
  }
  const answers = start(schedule);
  store.subscribe(schedule);

  /** @param {Node} node */
  const show = (node) => { if (place.firstChild !== node) place.replaceChildren(node); };

  /** @param {import('./store.js').Snapshot} now @param {Model} model */
  function renderPicture(now, model) {
    const { attention } = answers;
    stage.classList.toggle('stale', !attention.current && !attention.problem);
    stage.setAttribute('aria-busy', String(!attention.current && !attention.problem));
    if (attention.problem?.code === 'no_tokens') return nothing();
    if (attention.problem) return void (say(reading, ''), expects.element.hidden = true, show(failure(attention.problem, answers.retry)));
    if (!attention.current || !attention.value) return;
    if (!attention.value.tokens.some((token) => !token.special)) return nothing();
    expects.element.hidden = false;
    const painted = paint(attention.value, now, model);
    reading.replaceChildren(...marked(painted.sentence));
    say(aloud, plain(painted.settledSentence));
    truncated.hidden = !attention.value.truncated;
    if (attention.value.truncated) say(truncated, cut(attention.value.truncated));
    const view = narrow.matches ? list : picture;
    show(view.element);
    view.render(painted, now.hover.head);
    expects.render(now, model, answers, painted.units);
  }

  function nothing() {
    say(reading, '');
    truncated.hidden = true;
    expects.element.hidden = true;
    show(empty('Type a sentence above to see where the model looks in it, or choose one of the examples.'));
  }

  function render() {
    const now = store.get();
    const model = modelOf(now.state, models);
    for (const part of [top, notes, text, bar]) part.render(now);
    const words = now.state.text.trim().slice(0, 60);
    document.title = words ? `${words} · Headlight` : 'Headlight';
    if (model) renderPicture(now, model);
    else show(empty('No model could be loaded. See the list of models for the reason.'));
  }
  render();
}
