import { inputOf, lensToken } from '../../answers.js';
import { Cache } from '../../cache.js';
import { percent } from '../../expects/words.js';
import { once } from '../../once.js';
import { Slot } from '../../slot.js';
import { layerOf } from '../../state/state.js';
import { h } from '../../ui/dom.js';
import { failure } from '../../ui/states.js';
import { tagsOf } from './calls.js';
import { counted } from './labels.js';
import { instead } from './making.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').Analysis} Analysis */
/** @typedef {import('./types.js').Probes} Probes */
/** @typedef {import('./types.js').ProbedLayer} ProbedLayer */

const CACHE_BYTES = 1e6;

/** What probes tell, in words. */
export const TOLD = { upos: 'Part of speech', deprel: 'Relation' };

/** The layer whose probe is right most often. @param {Probes} probes @returns {ProbedLayer} */
export const bestLayer = ({ layers }) => layers.reduce((best, layer) => (layer.accuracy > best.accuracy ? layer : best));

/** The token that stands for a token's word: its first one. @param {Analysis} analysis @param {number} token @returns {number | null} null: it is of no word */
export function wordToken({ tokens, words }, token) {
  const word = tokens[token]?.word;
  return word === null || word === undefined ? null : words[word].tokens[0];
}

/** How good a probe is. @param {Probes} probes @param {ProbedLayer} layer */
export const worth = ({ majority, words }, { layer, accuracy, low, high, control }) =>
  `Layer ${layer}: right for ${counted(accuracy)} of ${words[2].toLocaleString('en')} words of documents that it has not seen (95 %: ${(100 * low).toFixed(1)} to ${counted(high)}); the commonest label ${counted(majority)}, a control task ${counted(control)}`;

/** @param {Probes} probes */
export function bestInWords(probes) {
  const best = bestLayer(probes);
  return `${TOLD[probes.label]}: best at layer ${best.layer}, right for ${counted(best.accuracy)} (the commonest label ${counted(probes.majority)}; layer 0 ${counted(probes.layers[0].accuracy)}; control task ${counted(best.control)})`;
}

/** What each layer's probe says of a token. @param {Probes[]} all @param {number} token @param {number} shown  the layer of the picture */
function layerTable(all, token, shown) {
  const head = h('tr', {}, h('th', { scope: 'col' }, 'Layer'), ...all.flatMap(({ label }) => [h('th', { scope: 'col' }, TOLD[label]), h('th', { scope: 'col', className: 'count', title: 'How often the layer’s probe is right on words it has not seen' }, 'Right')]));
  const rows = all[0].layers.map(({ layer }, i) => {
    const cells = all.flatMap((probes) => {
      const tag = probes.layers[i].tags[token];
      const said = tag ? [h('strong', {}, tag.label), ' ', h('small', {}, percent(tag.probability))] : ['–'];
      return [h('td', {}, ...said), h('td', { className: 'count', title: worth(probes, probes.layers[i]) }, percent(probes.layers[i].accuracy))];
    });
    return h('tr', { 'data-layer': layer, className: layer === shown ? 'current' : '', 'aria-current': layer === shown ? 'true' : undefined }, h('th', { scope: 'row' }, String(layer)), ...cells);
  });
  return h('table', { className: 'lens probes' }, h('caption', { className: 'unseen' }, 'What each layer’s probe says'), h('thead', {}, head), h('tbody', {}, ...rows));
}

/** Every word with what the best probe of each kind predicts of it. @param {Probes[]} all @param {Analysis} analysis @param {number | null} held  token */
function predicted(all, { tokens, words }, held) {
  const best = all.map(bestLayer);
  const items = words.map((word) => {
    const first = word.tokens[0];
    const tags = best.map((layer) => layer.tags[first]);
    const masked = tokens[first].masked;
    return h(
      'li',
      { className: first === held ? 'match' : '' },
      masked ? h('span', { className: 'masked' }, '[MASK]') : h('bdi', {}, word.text),
      ...tags.map((tag) => h('small', { title: tag ? `predicted with ${percent(tag.probability)}` : '' }, tag?.label ?? '–')),
    );
  });
  return h('ol', { className: 'interlinear predicted', 'aria-label': 'Predicted tags' }, ...items);
}

/**
 * What the layers know of the token in focus, by linear probes, and the tags that they predict for the whole text.
 * @param {Store} store @param {Model[]} models @param {import('./desk.js').Desk} desk @param {() => void} changed
 */
export function tagsPanel(store, models, desk, changed) {
  const slot = /** @type {Slot<{ probes: Probes[] }>} */ (new Slot(new Cache(CACHE_BYTES), changed));
  const element = h('div', { className: 'told' });
  const failed = once(failure);
  const insteadOf = once((/** @type {number} */ _, /** @type {string | null} */ __, /** @type {Model} */ model) => instead(desk, store, models, model, 'probes'));

  const draw = once((/** @type {Probes[]} */ probes, /** @type {Analysis} */ analysis, /** @type {number | undefined} */ token, /** @type {number} */ layer, /** @type {string} */ corpus) => {
    const first = token === undefined ? null : wordToken(analysis, token);
    const why = token === undefined ? 'Choose a token to read what each layer knows of it.' : 'An added token has no part of speech.';
    element.replaceChildren(
      first === null ? h('p', { className: 'note' }, why) : layerTable(probes, first, layer),
      h('h3', {}, 'Predicted tags'),
      predicted(probes, analysis, first),
      h('p', { className: 'note' }, `Predicted, not annotated: linear classifiers over hidden states, trained on the tags of ${corpus}. ${probes.map(bestInWords).join('. ')}.`),
    );
  });

  /** @param {Node[]} nodes */
  function put(nodes) {
    if (nodes.length !== element.childNodes.length || nodes.some((node, i) => element.childNodes[i] !== node)) element.replaceChildren(...nodes);
    draw.forget();
  }

  /** @param {State} state @param {Model} model @param {Analysis | null} analysis  of this very state */
  function render(state, model, analysis) {
    desk.corpus(state, model, 'probes');
    const missing = insteadOf(desk.works.version(), state.corpus, model);
    if (missing) return slot.drop(), put(missing);
    const corpus = desk.corpus(state, model, 'probes');
    if (!corpus || !analysis) return;
    const input = inputOf(state, model.id);
    slot.want(JSON.stringify([corpus.id, input]), (signal) => tagsOf(corpus.id, input, { signal }));
    if (slot.problem) return put([failed(slot.problem, () => (slot.drop(), changed()))]);
    element.classList.toggle('stale', !slot.current);
    if (slot.current && slot.value) draw(slot.value.probes, analysis, lensToken(state), layerOf(state, model), corpus.name);
  }
  return { element, render, drop: () => slot.drop() };
}
