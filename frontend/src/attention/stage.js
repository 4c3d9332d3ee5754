import { once } from '../once.js';
import { h, say } from '../ui/dom.js';
import { empty, failure, waiting } from '../ui/states.js';
import { figure } from './figure.js';
import { tokenList } from './list.js';
import { createPainter } from './picture.js';

/** @typedef {import('./reading.js').Part} Part */
/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../answers.js').Answers} Answers */

/** Below this width two columns with arcs between them are no longer readable. */
const NARROW = '(max-width: 719px)';

const EMPTY = 'Type a sentence above to see where the model looks in it, or choose one of the examples.';

/** @param {Part[]} parts */
const plain = (parts) => parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('');

/** @param {Part[]} parts */
const marked = (parts) => parts.map((part) => (typeof part === 'string' ? part : h('em', { dir: 'auto' }, part.quote)));

/** @param {import('../types.js').Truncation} truncated */
const cut = ({ tokens_total, tokens_kept }) =>
  `The text has ${tokens_total.toLocaleString('en')} tokens; the model takes ${tokens_kept.toLocaleString('en')}, so the end is left out.`;

/**
 * The place of the picture: the sentence that reads it, then the picture, or
 * what stands there in its stead.
 * @param {import('../store.js').Store} store @param {import('./actions.js').Actions} actions @param {() => void} changed
 */
export function stage(store, actions, changed) {
  const reading = h('p', { className: 'reading', id: 'reading' });
  const aloud = h('p', { className: 'unseen', 'aria-live': 'polite', id: 'aloud' });
  const truncated = h('p', { className: 'note', id: 'truncated', hidden: true });
  const place = h('div', {}, waiting());
  const element = h('section', { className: 'stage', id: 'figure', 'aria-label': 'Attention' }, reading, truncated, place, aloud);
  const wide = figure(store, actions);
  const list = tokenList(actions);
  const paint = createPainter();
  const failed = once(failure);
  const nothing = empty(EMPTY);
  const narrow = matchMedia(NARROW);
  narrow.addEventListener('change', changed);

  /** @param {Node} node */
  const show = (node) => {
    if (place.firstChild !== node) place.replaceChildren(node);
  };

  /** @param {Node} node */
  function showInstead(node) {
    for (const text of [reading, aloud]) say(text, '');
    truncated.hidden = true;
    show(node);
  }

  /** @param {Picture} picture @param {number | null} head  hovered */
  function showPicture(picture, head) {
    reading.replaceChildren(...marked(picture.sentence));
    say(aloud, plain(picture.settledSentence));
    const { truncated: end } = picture.attention;
    truncated.hidden = !end;
    if (end) say(truncated, cut(end));
    const view = narrow.matches ? list : wide;
    show(view.element);
    view.render(picture, head);
  }

  /**
   * @param {import('../store.js').Snapshot} now @param {import('../types.js').Model} model @param {Answers} answers
   * @returns {boolean} whether there is a picture, be it the last one
   */
  function render(now, model, { attention, retry }) {
    const { problem, value, current } = attention;
    element.classList.toggle('stale', !current && !problem);
    element.setAttribute('aria-busy', String(!current && !problem));
    const blank = problem?.code === 'no_tokens' || (current && value?.tokens.every((token) => token.special));
    if (blank) showInstead(nothing);
    else if (problem) showInstead(failed(problem, retry));
    else if (current && value) showPicture(paint(value, now, model), now.hover.head);
    return !blank && !problem && value !== null;
  }
  return { element, render };
}
