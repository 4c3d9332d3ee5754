import { Cache } from '../../cache.js';
import { once } from '../../once.js';
import { Slot } from '../../slot.js';
import { buildOf, layersReady } from '../corpus/request.js';
import { createWork } from '../corpus/work.js';
import { headTable } from './calls.js';
import { evidenceOf, keyOf, labelsOf } from './labels.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../corpus/types.js').Corpus} Corpus */
/** @typedef {import('./types.js').HeadTable} HeadTable */
/** @typedef {'heads' | 'probes'} Part  what is made of a built corpus */
/** @typedef {'absent' | 'making' | 'ready'} PartState */

/**
 * What is known of the heads of a model.
 * @typedef {object} Known
 * @property {Corpus | undefined} corpus  that it is known from, or could be measured on
 * @property {HeadTable | null} table
 * @property {Map<string, import('./labels.js').Label[]> | null} labels
 * @property {import('../../api.js').Problem | null} problem
 * @property {(place: { layer: number, head: number }) => string} said  what was measured of a head; '' where nothing stands out
 */

const CACHE_BYTES = 1e6;

/** How far a part is. @param {Corpus} corpus @param {Model} model @param {Part} part @returns {PartState} */
export const partOf = (corpus, model, part) => buildOf(corpus, model)?.[part] ?? 'absent';

/**
 * The corpus that a part is taken from: the one that is asked for; else the first where the part is there, being made, or
 * could be made.
 * @param {Corpus[]} corpora @param {State} state @param {Model} model @param {Part} part
 */
export function corpusFor(corpora, { corpus: asked }, model, part) {
  const built = corpora.filter((corpus) => layersReady(corpus, model).length > 0);
  const rank = (/** @type {Corpus} */ corpus) => ['ready', 'making', 'absent'].indexOf(partOf(corpus, model, part));
  return built.find(({ id }) => id === asked) ?? [...built].sort((a, b) => rank(a) - rank(b))[0];
}

/**
 * What all parts of the page know of heads: one list of corpora, one table for each model that is looked at.
 * @param {import('../../store.js').Store} store @param {() => void} changed
 */
export function createDesk(store, changed) {
  const works = createWork(changed);
  let { place } = store.get().state;
  store.subscribe(({ state }) => {
    // Elsewhere something may have been built.
    if (state.place === 'attention' && place !== 'attention') works.refresh();
    place = state.place;
  });
  const cache = new Cache(CACHE_BYTES);
  /** @type {Map<string, { slot: Slot<HeadTable>, labels: (table: HeadTable) => Map<string, import('./labels.js').Label[]> }>} */
  const models = new Map();

  /** @param {string} model */
  function shelf(model) {
    const there = models.get(model) ?? { slot: new Slot(cache, changed), labels: once(labelsOf) };
    models.set(model, there);
    return there;
  }

  /** @param {State} state @param {Model} model @param {Part} part */
  function corpus(state, model, part) {
    works.want();
    const corpora = works.list();
    return corpora ? corpusFor(corpora, state, model, part) : undefined;
  }

  /** @param {State} state @param {Model} model @returns {Known} */
  function known(state, model) {
    const from = corpus(state, model, 'heads');
    const { slot, labels } = shelf(model.id);
    if (from && partOf(from, model, 'heads') === 'ready') slot.want(`${from.id} ${model.id}`, (signal) => headTable(from.id, model.id, null, { signal }));
    else slot.drop();
    const table = slot.current ? slot.value : null;
    const named = table && labels(table);
    const said = (/** @type {{ layer: number, head: number }} */ place) => {
      const own = named?.get(keyOf(place));
      return own && from ? `Head ${place.head} on ${from.name}: ${evidenceOf(own)}.` : '';
    };
    return { corpus: from, table, labels: named, problem: works.problem() ?? slot.problem, said };
  }

  /** Asks anew for what failed. */
  function retry() {
    for (const { slot } of models.values()) if (slot.problem) slot.drop();
    works.refresh();
  }
  return { works, corpus, known, retry };
}

/** @typedef {ReturnType<typeof createDesk>} Desk */
