import { percent } from '../../expects/words.js';
import { freshId, h } from '../../ui/dom.js';
import { chip } from '../../ui/group.js';
import { failure } from '../../ui/states.js';
import { once } from '../../once.js';
import { layerOf } from '../../state/state.js';
import { picture } from '../explain/draw.js';
import { layerAt, layersScene } from './layers-scene.js';
import { labelsOf } from './layers.js';
import { takeoverInWords } from './reading.js';
import { sentenceOf } from './summary.js';

/** @typedef {import('./types.js').ByLayer} ByLayer */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../slot.js').Slot<ByLayer>} LayerSlot */
/** @typedef {State['by']} By */

export const SIZE = { width: 560, height: 210 };

/** The same where the screen is narrow, so that its letters can be read. */
const NARROW = { width: 356, height: 190 };
const narrow = matchMedia('(max-width: 719px)');

const sizeNow = () => (narrow.matches ? NARROW : SIZE);

/** @type {Record<By, string>} */
export const TITLES = { embedding: 'By embedding', context: 'By the context of the heads' };

/** The same as numbers. @param {ByLayer} answer */
function table({ layers }) {
  const labels = labelsOf(layers, 8);
  const probed = layers.some(({ probe }) => probe);
  const head = h('tr', {}, h('th', { scope: 'col' }, 'Layer'), ...labels.map((label) => h('th', { scope: 'col' }, label)), ...(probed ? ['Probe', 'Right'].map((title) => h('th', { scope: 'col' }, title)) : []));
  const probeCells = (/** @type {import('./types.js').Probe | undefined} */ probe) => (probe ? [`${probe.label} ${percent(probe.probability)}`, percent(probe.accuracy)].map((text) => h('td', {}, text)) : []);
  const rows = layers.map(({ layer, shares, probe }) =>
    h('tr', {}, h('th', { scope: 'row' }, String(layer)), ...labels.map((label) => h('td', {}, percent(shares.find((share) => share.label === label)?.share ?? 0))), ...probeCells(probe)),
  );
  return h('details', { className: 'numbers' }, h('summary', {}, 'As a table'), h('div', { className: 'sideways' }, h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows))));
}

/** One chart: a click on a layer goes there. @param {By} by @param {import('../../store.js').Store} store @param {() => void} retry */
function chart(by, store, retry) {
  const said = h('p', { className: 'said' });
  const place = h('div', { className: 'chart' });
  const element = h('figure', { id: `by-${by}` }, h('figcaption', {}, TITLES[by]), said, place);
  const failed = once(failure);
  /** @type {ByLayer | null} */
  let shown = null;
  place.addEventListener('click', (event) => {
    const svg = place.querySelector('svg');
    if (!svg || !shown || /** @type {Element} */ (event.target).closest('details')) return;
    const size = sizeNow();
    const { left, width } = svg.getBoundingClientRect();
    store.change({ by, layer: layerAt(shown.layers, size.width, ((event.clientX - left) / width) * size.width) });
  });

  const draw = once((/** @type {ByLayer} */ answer, /** @type {number | null} */ layer, /** @type {typeof SIZE} */ size) => {
    shown = answer;
    said.replaceChildren(...sentenceOf(takeoverInWords(answer)));
    const title = `${TITLES[by]}: ${said.textContent}`;
    const open = place.querySelector('details')?.open ?? false;
    const numbers = table(answer);
    numbers.open = open;
    place.replaceChildren(picture(layersScene(answer.layers, { ...size, layer }), title), numbers);
  });

  /** @param {LayerSlot} slot @param {number | null} layer  that is marked @param {string} instead  why there is nothing, where there is not */
  function render(slot, layer, instead) {
    element.classList.toggle('stale', !slot.current && slot.value !== null && !slot.problem && !instead);
    element.setAttribute('aria-busy', String(slot.running !== null));
    if (instead) return blank(h('p', { className: 'note' }, instead));
    if (slot.problem) return blank(failed(slot.problem, retry));
    if (slot.value) return draw(slot.value, layer, sizeNow());
    blank(h('p', { className: 'note waiting' }, 'Looking at every layer …'));
  }

  /** @param {Node} node */
  function blank(node) {
    said.replaceChildren();
    place.replaceChildren(node);
    draw.forget();
  }
  return { element, render };
}

/**
 * What the neighbours are, layer after layer.
 * @param {import('../../store.js').Store} store @param {import('./asking.js').Asking} asking
 */
export function layerCharts(store, asking) {
  const name = freshId('label');
  const radio = (/** @type {State['label']} */ value) => h('input', { type: 'radio', name, value, onchange: () => store.change({ label: value }) });
  const [upos, deprel] = [radio('upos'), radio('deprel')];
  const charts = { embedding: chart('embedding', store, asking.retry), context: chart('context', store, asking.retry) };
  const choice = h('div', { className: 'chips', role: 'radiogroup', 'aria-label': 'What is counted' }, chip(upos, 'Part of speech'), chip(deprel, 'Relation'));
  const element = h(
    'section',
    { className: 'by-layer', id: 'by-layer', 'aria-label': 'Neighbours by layer' },
    h('div', { className: 'heading' }, h('h2', {}, 'What the neighbours are, layer by layer'), choice),
    h('div', { className: 'columns two' }, charts.embedding.element, charts.context.element),
    h('p', { className: 'note' }, 'Share of the neighbours at each layer; dashed: its share in the corpus; dotted: what a probe says of the token itself, by its probability, where probes are trained. Click a layer to see its neighbours.'),
  );

  /** @param {State} state @param {Model} model @param {{ annotated: string[], whole: boolean }} corpus  what its words are annotated with; whether every layer is built */
  function render(state, model, { annotated, whole }) {
    upos.checked = state.label === 'upos';
    deprel.checked = state.label === 'deprel';
    const layer = layerOf(state, model);
    const nothing = !annotated.includes(state.label)
      ? `The words of this corpus have no ${state.label === 'upos' ? 'part of speech' : 'relation'}.`
      : whole ? '' : 'The chart comes when every layer is built.';
    for (const by of /** @type {const} */ (['embedding', 'context'])) {
      const blind = by === 'context' && state.heads?.length === 0 ? 'No head is chosen.' : '';
      charts[by].render(asking.layers[by], state.by === by ? layer : null, nothing || blind);
    }
  }
  return { element, render };
}
