import { unitsOf } from '../../attention/units.js';
import { Cache } from '../../cache.js';
import { once } from '../../once.js';
import { Slot } from '../../slot.js';
import { linkOf } from '../../state/address.js';
import { inPlace } from '../../state/places.js';
import { headsOf, layerOf } from '../../state/state.js';
import { h } from '../../ui/dom.js';
import { failure } from '../../ui/states.js';
import { search } from './calls.js';
import { concordance } from './kwic.js';
import { headline, nearness } from './reading.js';
import { corpusOf, layersReady, searchOf, tokenOf } from './request.js';
import { shading } from './shade.js';
import { sentenceOf } from './summary.js';
import { createWork } from './work.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').Analysis} Analysis */
/** @typedef {import('./types.js').Search} Search */

/** Places that have room beside the picture, and letters on each side of a match. */
const FEW = 6;
const ROOM = 20;
const CACHE_BYTES = 5e5;

/** @param {import('./types.js').Hit} hit */
function line(hit) {
  const { before, match, after, cut } = concordance(hit, ROOM);
  const shade = shading(hit);
  const side = (/** @type {(Node | string)[]} */ parts) => h('span', {}, h('span', {}, ...parts));
  return h(
    'li',
    { dir: 'auto' },
    side([cut.before ? '… ' : '', ...before.flatMap(shade)]),
    h('strong', {}, match.text),
    side([...after.flatMap(shade), cut.after ? ' …' : '']),
  );
}

/**
 * The nearest places to the token in focus, beside the attention picture.
 * @param {Store} store @param {Model[]} models @param {() => void} changed
 */
export function neighbourPanel(store, models, changed) {
  const works = createWork(changed);
  const found = /** @type {Slot<Search>} */ (new Slot(new Cache(CACHE_BYTES), changed));
  const body = h('div', { className: 'beside' });
  const failed = once(failure);
  const there = () => inPlace(store.get().state, 'corpus', models);
  const all = h('a', { className: 'link', onclick: go }, 'All of them in Corpus');

  /** @param {MouseEvent} event */
  function go(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.open(there(), [], 'push');
  }
  const retry = () => (found.drop(), works.problem() ? works.refresh() : changed());

  /** @param {string} sentence @param {...Node} more */
  const note = (sentence, ...more) => body.replaceChildren(h('p', { className: 'note' }, sentence, ' ', ...more));

  const draw = once((/** @type {Search} */ value, /** @type {State} */ state, /** @type {Model} */ model, /** @type {import('../../types.js').Unit} */ unit) => {
    const word = { word: unit.label, masked: unit.masked, layer: layerOf(state, model), by: state.by, heads: headsOf(state, model), allHeads: model.heads };
    body.replaceChildren(
      h('p', { className: 'said' }, ...sentenceOf(headline(value, state.label, word))),
      h('ol', {}, ...value.hits.slice(0, FEW).map(line)),
      h('p', { className: 'note' }, `${nearness(value)} `, all),
    );
  });

  /** @param {State} state @param {Model} model @param {Analysis | null} analysis  of this very state */
  function render(state, model, analysis) {
    works.want();
    all.href = linkOf(there());
    const corpora = works.list();
    const problem = works.problem() ?? found.problem;
    if (problem) return draw.forget(), body.replaceChildren(failed(problem, retry));
    if (!corpora || !analysis) return;
    const corpus = corpusOf(corpora, state, model);
    const index = tokenOf(state);
    const unit = index === undefined ? undefined : unitsOf(analysis.tokens, analysis.words, 'pieces', state.replace)[index];
    const ready = corpus && layersReady(corpus, model).includes(layerOf(state, model));
    const blind = state.by === 'context' && state.heads?.length === 0;
    if (!ready || !corpus || index === undefined || !unit || blind) {
      found.drop();
      draw.forget();
      if (!ready) return note(`No corpus is built for layer ${layerOf(state, model)} of ${model.name} yet.`, h('a', { className: 'link', href: linkOf(there()), onclick: go }, 'Build one in Corpus'));
      return note(blind ? 'No head is chosen.' : 'Choose a token to see where a corpus looks the same to the model.');
    }
    const ask = searchOf(state, model, index);
    found.want(JSON.stringify([corpus.id, ask]), (signal) => search(corpus.id, ask, { signal }));
    body.classList.toggle('stale', !found.current);
    body.setAttribute('aria-busy', String(!found.current));
    if (found.current && found.value) draw(found.value, state, model, unit);
    else if (!found.value) note('Looking through the corpus …');
  }
  return { element: body, render };
}
