import { analyze, classify } from '../../api.js';
import { Cache } from '../../cache.js';
import { Slot } from '../../slot.js';
import { createCounter } from './desk/counter.js';
import { createJudging } from './desk/judging.js';
import { draftOf } from './draft.js';

/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').Truncation} Truncation */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./types.js').Word} Word */
/** @typedef {import('./types.js').Said} Said */

/** Answers are kept up to this many bytes, the oldest going first. */
const CACHE_BYTES = 8e6;

/**
 * Keeps answers in step with the state: the words of the text, and what the
 * models say of it with and without its edits.
 * @param {() => void} changed
 */
export function createAsking(changed) {
  const cache = new Cache(CACHE_BYTES);
  const read = /** @type {Slot<{ text: string, words: Word[], truncated: Truncation | null }>} */ (new Slot(cache, changed));
  const counter = createCounter();
  const judging = createJudging(cache, changed);
  const said = /** @type {Slot<{ text: string, draft: string, all: Said[] }>} */ (new Slot(cache, changed));

  /** @param {State} state @param {Model[]} models  one or two */
  function want(state, models) {
    const { text, edits } = state;
    const ids = models.map(({ id }) => id);
    read.want(JSON.stringify(['words', ids[0], text]), async (signal) => {
      const { words, truncated } = await analyze({ model: ids[0], text }, { signal });
      return { text, words: /** @type {Word[]} */ (/** @type {unknown} */ (words)), truncated };
    });
    if (!read.current || !read.value) return said.drop();
    counter.about(text, ids);
    const draft = draftOf(text, read.value.words, edits);
    counter.add([text, draft]);
    said.want(JSON.stringify(['classify', ids, text, draft]), async (signal) => {
      const all = models.map(async (model) => {
        const { labels, probabilities } = await classify(model.id, [text, draft], { signal });
        return { model, labels, before: probabilities[0], after: probabilities[1] };
      });
      return { text, draft, all: await Promise.all(all) };
    });
  }

  function leave() {
    read.drop();
    said.drop();
  }
  return { cache, counter, judging, read, said, want, leave, problem: () => read.problem ?? said.problem };
}

/** @typedef {ReturnType<typeof createAsking>} Asking */
