import { createAnswers } from '../../answers.js';
import { Cache } from '../../cache.js';
import { Slot } from '../../slot.js';
import { byLayer, search } from './calls.js';
import { byLayerOf, searchOf } from './request.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./types.js').ByLayer} ByLayer */
/** @typedef {import('./types.js').Search} Search */

/** Answers are kept up to this many bytes, as the cache counts them: some fifty. */
const CACHE_BYTES = 1e6;

/**
 * Keeps answers in step with the state: the tokens, the neighbours, and then
 * what neighbours have in common at every layer, for embedding and for context.
 * @param {import('../../store.js').Store} store @param {Model[]} models @param {() => void} changed
 */
export function createAsking(store, models, changed) {
  const cache = new Cache(CACHE_BYTES);
  const answers = createAnswers(store, models, changed, 'corpus');
  const found = /** @type {Slot<Search>} */ (new Slot(cache, changed));
  const layers = {
    embedding: /** @type {Slot<ByLayer>} */ (new Slot(cache, changed)),
    context: /** @type {Slot<ByLayer>} */ (new Slot(cache, changed)),
  };
  const slots = [found, layers.embedding, layers.context];
  const waiting = (/** @type {number} */ seconds) => store.busy(`The server is busy; asking again in ${seconds} s.`);

  /** @template T @param {Slot<T>} slot @param {string} corpus @param {object} body @param {(corpus: string, body: object, call: import('../../api.js').Call) => Promise<T>} ask */
  const want = (slot, corpus, body, ask) => slot.want(JSON.stringify([ask.name, corpus, body]), (signal) => ask(corpus, body, { signal, waiting }));

  /**
   * @param {State} state @param {Model} model @param {number} token
   * @param {{ corpus: string, layers: boolean }} where  `layers`: whether every layer can be asked
   */
  function look(state, model, token, { corpus, layers: all }) {
    want(found, corpus, searchOf(state, model, token), search);
    if (!found.current && !found.problem) return;
    for (const by of /** @type {const} */ ([state.by, state.by === 'embedding' ? 'context' : 'embedding'])) {
      const blind = by === 'context' && state.heads?.length === 0;
      if (!all || blind) layers[by].drop();
      else want(layers[by], corpus, byLayerOf(state, model, token, by), byLayer);
      if (layers[by].running) return;
    }
  }

  function drop() {
    for (const slot of slots) slot.drop();
  }

  function retry() {
    for (const slot of slots) if (slot.problem) slot.drop();
    answers.retry();
  }
  answers.ask();
  return { answers, found, layers, look, drop, retry };
}

/** @typedef {ReturnType<typeof createAsking>} Asking */
