import { modelOf, lowestLayer } from '../../state/repair.js';
import { layerOf } from '../../state/state.js';
import { headControl, layerControl } from '../../ui/controls.js';
import { freshId, h } from '../../ui/dom.js';
import { chip, group } from '../../ui/group.js';
import { layersReady } from './request.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./types.js').Corpus} Corpus */

/** Near by what the token has become, or by what the heads bring to it. @param {Store} store @param {Model[]} models */
function byChoice(store, models) {
  const name = freshId('by');
  /** @param {State['by']} by */
  function choose(by) {
    const { state } = store.get();
    const model = modelOf(state, models);
    const low = lowestLayer({ ...state, by });
    store.change(model && layerOf(state, model) < low ? { by, layer: low } : { by });
  }
  const radio = (/** @type {State['by']} */ value) => h('input', { type: 'radio', name, value, 'data-by': value, onchange: () => choose(value) });
  const [embedding, context] = [radio('embedding'), radio('context')];
  const element = group('Near by', h('div', { className: 'chips', id: 'by' }, chip(embedding, 'Embedding'), chip(context, 'Context of heads')));
  /** @param {State} state */
  const render = ({ by }) => {
    embedding.checked = by === 'embedding';
    context.checked = by === 'context';
  };
  return { element, render };
}

/** @param {Store} store */
function corpusChoice(store) {
  const choose = h('select', { id: 'corpus', 'aria-label': 'Corpus', onchange: () => store.change({ corpus: choose.value }) });
  let listed = '';
  /** @param {Corpus[]} corpora @param {Model} model @param {Corpus | undefined} chosen */
  function render(corpora, model, chosen) {
    const options = corpora.map((corpus) => ({ id: corpus.id, label: layersReady(corpus, model).length ? corpus.name : `${corpus.name} (not built)` }));
    if (JSON.stringify(options) !== listed) choose.replaceChildren(...options.map(({ id, label }) => h('option', { value: id }, label)));
    listed = JSON.stringify(options);
    choose.value = chosen?.id ?? '';
  }
  return { element: group('Corpus', choose), render };
}

/**
 * The row of controls of Corpus.
 * @param {Store} store @param {Model[]} models @param {import('../../attention/actions.js').Actions} actions @param {...HTMLElement} tools  menus at its end
 */
export function controlBar(store, models, actions, ...tools) {
  const [corpus, by, layer, heads] = [corpusChoice(store), byChoice(store, models), layerControl(store), headControl(store, models, actions)];
  const push = h('div', { className: 'push' }, ...tools);
  const element = h('div', { className: 'controls', role: 'group', 'aria-label': 'Search' }, ...[corpus, by, layer, heads].map((part) => part.element), push);
  /** @param {State} state @param {Model} model @param {Corpus[]} corpora @param {Corpus | undefined} chosen */
  function render(state, model, corpora, chosen) {
    corpus.element.hidden = !corpora.some((one) => layersReady(one, model).length);
    corpus.render(corpora, model, chosen);
    by.render(state);
    layer.render(state, model);
    heads.render(state, model, null);
    heads.element.hidden = layerOf(state, model) === 0;
  }
  return { element, render };
}
