import { later } from '../later.js';
import { once } from '../once.js';
import { modelOf } from '../state/repair.js';
import { layerOf, headsOf } from '../state/state.js';
import { h, say } from '../ui/dom.js';
import { empty, failure, waiting } from '../ui/states.js';
import { figure } from './figure.js';
import { tokenList } from './list.js';
import { createPainter } from './picture.js';

/** @typedef {import('./reading.js').Part} Part */
/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../store.js').Snapshot} Snapshot */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../answers.js').Answers} Answers */
/** @typedef {{ settledSentence: Part[], attention: Pick<import('../types.js').Attention, 'truncated'> }} Said */

/** Below this width two columns with arcs between them are no longer readable. */
const NARROW = '(max-width: 719px)';

/** With arcs, the worker follows the pointer. @type {Snapshot['hover']} */
const NOTHING = { token: null, head: null };

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
 * @param {import('../store.js').Store} store @param {Model[]} models @param {import('./actions.js').Actions} actions @param {() => void} changed
 * @param {(id: string) => string} own  names parts within the page @param {import('../pane.js').Asked} desk @param {string} label
 */
export function stage(store, models, actions, changed, own, desk, label) {
  const reading = h('p', { className: 'reading', id: own('reading') });
  const aloud = h('p', { className: 'unseen', 'aria-live': 'polite', id: own('aloud') });
  const truncated = h('p', { className: 'note', id: own('truncated'), hidden: true });
  const place = h('div', {}, waiting());
  const element = h('section', { className: 'stage', id: own('figure'), 'aria-label': label }, reading, truncated, place, aloud);
  /** @type {Part[] | null} the sentence that stands there */
  let told = null;
  const wide = figure(store, actions, own, tell, evidence);
  const list = tokenList(actions, own);
  const heatmap = later(async () => (await import('../lazy/heatmap.js')).heatmap(store, actions, own, evidence), changed);
  const map = later(async () => (await import('../lazy/heads/map.js')).headMap(store, models, own), changed);
  const overview = later(async () => {
    const [{ overviewOf }, { overviewSentence }] = await Promise.all([
      import('../lazy/overview.js'),
      import('../lazy/overview-scene.js'),
    ]);
    return { ...overviewOf(store, own), sentence: overviewSentence };
  }, changed);
  const paint = createPainter();
  const failed = once(failure);
  const nothing = empty(EMPTY);
  const wait = waiting();
  const narrow = matchMedia(NARROW);
  narrow.addEventListener('change', changed);
  /** @type {Picture | null} the last one, for export */
  let latest = null;

  /** @param {Node} node */
  const show = (node) => {
    if (place.firstChild !== node) place.replaceChildren(node);
  };

  /** @param {Node} node */
  function showInstead(node) {
    for (const text of [reading, aloud]) say(text, '');
    reading.style.height = '';
    told = null;
    truncated.hidden = true;
    show(node);
  }

  /**
   * Pointing never moves the picture, or a second click would land beside the first: what is only pointed at has the
   * room of the sentence that stands there, and lies over what is below where it is longer.
   * @param {Part[]} sentence @param {boolean} [pointed]
   */
  function tell(sentence, pointed = false) {
    if (!pointed) reading.style.height = '';
    else if (!reading.style.height) reading.style.height = `${reading.offsetHeight}px`;
    if (sentence !== told) reading.replaceChildren(h('span', {}, ...marked(sentence)));
    told = sentence;
  }

  /** What is said but does not follow the pointer. @param {Said} said */
  function tellSettled({ settledSentence, attention: { truncated: end } }) {
    say(aloud, plain(settledSentence));
    truncated.hidden = !end;
    if (end) say(truncated, cut(end));
  }

  /** What was measured of a head that is seen alone. @param {number[]} heads @returns {string} */
  function evidence(heads) {
    const { state } = store.get();
    const model = heads.length === 1 ? modelOf(state, models) : undefined;
    const known = model && desk()?.known(state, model);
    return (model && known?.said({ layer: layerOf(state, model), head: heads[0] })) ?? '';
  }

  /** @param {Picture} picture @param {import('../state/state.js').State} state @param {Model} model */
  function showMap(picture, state, model) {
    const [view, known] = [map(), desk()];
    if (!view || !known) return show(wait);
    const sentence = [view.render(known, state, model)];
    tell(sentence);
    tellSettled({ settledSentence: sentence, attention: picture.attention });
    show(view.element);
  }

  /** @param {Picture} picture @param {Snapshot} now @param {Answers} answers @param {Model} model */
  function showPicture(picture, { state, hover }, answers, model) {
    if (state.view === 'overview') return showOverview(picture, state, answers, model);
    if (state.view === 'map') return showMap(picture, state, model);
    const map = state.view === 'heatmap' ? heatmap() : null;
    if (state.view === 'heatmap' && !map) return show(wait);
    tellSettled(picture);
    if (!map && !narrow.matches) {
      show(wide.element);
      return wide.render(picture, hover);
    }
    const view = map ?? list;
    tell(picture.sentence);
    show(view.element);
    view.render(picture);
  }

  /** @param {Picture} picture @param {import('../state/state.js').State} state @param {Answers} answers @param {Model} model */
  function showOverview(picture, state, { overview: { value, current, problem }, retry }, model) {
    const view = overview();
    if (problem) return showInstead(failed(problem, retry));
    if (!view || !value) return show(wait);
    const sentence = [view.sentence(value, state.measure)];
    tell(sentence);
    tellSettled({ settledSentence: sentence, attention: picture.attention });
    show(view.element);
    if (current) view.render(value, state, { layer: layerOf(state, model), heads: headsOf(state, model) }, desk()?.known(state, model).labels ?? null);
  }

  /**
   * @param {Snapshot} now @param {Model} model @param {Answers} answers
   * @returns {boolean} whether there is a picture, be it the last one
   */
  function render(now, model, answers) {
    const { value, current } = answers.attention;
    const { overview, retry } = answers;
    const problem = answers.repairing() ? null : answers.attention.problem;
    const busy = !problem && (!current || (now.state.view === 'overview' && !overview.current && !overview.problem));
    element.classList.toggle('stale', busy);
    element.setAttribute('aria-busy', String(busy));
    const blank = problem?.code === 'no_tokens' || (current && value?.tokens.every((token) => token.special));
    if (blank) showInstead(nothing);
    else if (problem) showInstead(failed(problem, retry));
    else if (current && value) {
      const arcs = now.state.view === 'arcs' && !narrow.matches;
      latest = paint(value, arcs ? { ...now, hover: NOTHING } : now, model);
      showPicture(latest, now, answers, model);
    }
    return !blank && !problem && value !== null;
  }
  return { element, render, latest: () => latest };
}
