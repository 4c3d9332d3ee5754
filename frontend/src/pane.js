import { createAnswers } from './answers.js';
import { createActions } from './attention/actions.js';
import { headsPhrase } from './attention/reading.js';
import { stage } from './attention/stage.js';
import { findFold, tagsFold } from './expects/heads.js';
import { neighbourFold } from './expects/neighbours.js';
import { expectsPanel } from './expects/panel.js';
import { modelOf } from './state/repair.js';
import { headsOf, layerOf } from './state/state.js';
import { h, say } from './ui/dom.js';
import { empty } from './ui/states.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Model} Model */
/** @typedef {import('./state/state.js').State} State */
/** @typedef {() => import('./lazy/heads/desk.js').Desk | null} Asked  what is known of heads; null: nothing yet */

const NO_MODEL = 'No model could be loaded. The list of models says why.';

/** Which picture this is, in a few words. @param {State} state @param {Model} model */
export function nameOf(state, model) {
  if (state.view === 'overview') return `${model.name}, all heads`;
  if (state.view === 'map') return `${model.name}, map of heads`;
  const heads = headsPhrase(headsOf(state, model), model.heads).replace(/,$/, '');
  return `${model.name}, layer ${layerOf(state, model)}${heads}`;
}

/**
 * One picture and what the model expects there, with answers of its own.
 * @param {Store} store @param {Model[]} models @param {() => void} changed
 * @param {(id: string) => string} own  names parts within the page @param {Asked} desk
 * @param {string} [which]  which picture it is, in the names of its regions
 */
export function pane(store, models, changed, own, desk, which = '') {
  const actions = createActions(store, models);
  const answers = createAnswers(store, models, changed);
  const picture = stage(store, models, actions, changed, own, desk, `Attention${which}`);
  const expects = expectsPanel(actions, own, `Predictions${which}`);
  const neighbours = neighbourFold(store, models, changed, own);
  // Heads are looked for in one picture only.
  const folds = which ? [] : [findFold(store, models, desk, changed), tagsFold(store, models, desk, changed)];
  expects.element.prepend(...folds.slice(0, 1).map((fold) => fold.element));
  expects.element.append(...folds.slice(1).map((fold) => fold.element), neighbours.element);
  const caption = h('div', { className: 'pane-caption', hidden: true });
  const printed = h('p', { className: 'printed', 'aria-hidden': 'true' });
  const element = h('div', { className: 'pane' }, caption, printed, picture.element, expects.element);
  answers.ask();

  function render() {
    const now = store.get();
    const model = modelOf(now.state, models);
    if (!model) return picture.element.replaceChildren(empty(NO_MODEL));
    const seen = picture.render(now, model, answers);
    say(printed, nameOf(now.state, model));
    expects.element.hidden = !seen;
    if (!seen) return;
    expects.render(now, model, answers);
    for (const fold of folds) fold.render(now, model, answers);
    neighbours.render(now, model, answers);
  }

  /** What is drawn, with what drew it. @returns {import('./lazy/export/parts.js').Shown | null} */
  function shown() {
    const { state } = store.get();
    const [model, latest] = [modelOf(state, models), picture.latest()];
    if (!model || !latest) return null;
    const { table = null, labels = null, corpus } = desk()?.known(state, model) ?? {};
    return { picture: latest, state, overview: answers.overview.value, heads: table && labels && corpus ? { table, labels, corpus: corpus.name } : null, name: nameOf(state, model) };
  }
  return { element, caption, actions, render, shown };
}
