import { once } from '../../once.js';
import { headsOf, layerOf } from '../../state/state.js';
import { h, say } from '../../ui/dom.js';
import { layerCharts } from './charts.js';
import { columnChoice } from './columns.js';
import { hitList } from './hits.js';
import { headline, nearness } from './reading.js';
import { layersReady } from './request.js';
import { sentenceOf, summaries } from './summary.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').Unit} Unit */
/** @typedef {import('./types.js').Corpus} Corpus */
/** @typedef {import('./types.js').Search} Search */

const OLD = 'These are neighbours of what was asked before; new ones are being looked for.';

/**
 * The neighbours: the sentence that reads them, the charts over all layers, the
 * nearest places, and what they have in common.
 * @param {import('../../store.js').Store} store @param {import('./asking.js').Asking} asking
 * @param {(hit: import('./types.js').Hit, button: HTMLButtonElement) => void} openHit
 */
export function createResults(store, asking, openHit) {
  const reading = h('p', { className: 'reading', id: 'reading', 'aria-live': 'polite' });
  const nearby = h('p', { className: 'note', id: 'nearness' });
  const old = h('p', { className: 'note old', id: 'old', role: 'status' });
  const charts = layerCharts(store, asking);
  const columns = columnChoice(store);
  const hits = hitList(openHit);
  const bars = summaries();
  const places = h('section', { 'aria-label': 'Neighbours' }, h('div', { className: 'heading' }, h('h2', {}, 'The nearest places'), columns.element), hits.element);
  const found = h('div', { className: 'found' }, places, bars.element);
  const element = h('div', { className: 'results' }, reading, nearby, charts.element, found);

  const draw = once((/** @type {Search} */ value, /** @type {State} */ state, /** @type {Model} */ model, /** @type {Unit} */ unit) => {
    const word = { word: unit.label, masked: unit.masked, layer: layerOf(state, model), by: state.by, heads: headsOf(state, model), allHeads: model.heads };
    reading.replaceChildren(...sentenceOf(headline(value, state.label, word)));
    say(nearby, nearness(value));
    found.hidden = value.hits.length === 0;
    columns.render(state);
    hits.render(value.hits, state);
    bars.render(value);
  });

  /** What is there stays until the answer to what is asked now has come, and is marked as old. @param {State} state @param {Model} model @param {Corpus} corpus @param {Unit | undefined} unit  that is looked for */
  function render(state, model, corpus, unit) {
    const { value, current } = asking.found;
    const fresh = current && asking.answers.analysis.current;
    element.hidden = false;
    element.classList.toggle('stale', !fresh);
    element.setAttribute('aria-busy', String(!fresh));
    say(old, fresh ? '' : OLD);
    charts.render(state, model, { annotated: corpus.labels, whole: layersReady(corpus, model).length > model.layers });
    if (fresh && value && unit) draw(value, state, model, unit);
  }

  function hide() {
    element.hidden = true;
    say(old, '');
  }

  /** What is in view, to be saved; null while that is nothing. @returns {Pick<import('./figure.js').Shown, 'sentence' | 'nearness' | 'search' | 'layers'> | null} */
  function shown() {
    const { value, current } = asking.found;
    if (!value || !current || element.hidden) return null;
    const { embedding, context } = asking.layers;
    return {
      sentence: reading.textContent ?? '',
      nearness: nearby.textContent ?? '',
      search: value,
      layers: { embedding: embedding.current ? embedding.value : null, context: context.current ? context.value : null },
    };
  }
  return { elements: [old, element], render, hide, shown };
}
