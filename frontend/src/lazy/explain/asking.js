import { classify } from '../../api.js';
import { Cache } from '../../cache.js';
import { Slot } from '../../slot.js';
import { createDesk, isCurrent } from './desk.js';
import { jobsFor } from './request.js';
import { explain } from './stream.js';

/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./types.js').Method} Method */
/** @typedef {import('./types.js').ExplainedUnit} ExplainedUnit */

/** Answers are kept up to this many bytes, the oldest going first. */
const CACHE_BYTES = 8e6;

/** Up to so many letters, leaving out each word alone is quick enough for a first look, and says more than slopes. */
const SHORT = 240;

/**
 * Keeps answers in step with the state: what the models say of the text, and
 * then, one after the other, why.
 * @param {import('../../store.js').Store} store @param {() => void} changed
 */
export function createAsking(store, changed) {
  const cache = new Cache(CACHE_BYTES);
  const said = /** @type {Slot<import('./classes.js').Said[]>} */ (new Slot(cache, changed));
  const desk = createDesk(cache, explain, store.busy, changed);
  /** Of long texts gradients are quicker, where the model has any. */
  let slopes = true;

  /** @param {State} state @param {Model[]} models  one or two @param {{ methods: Method[], jobs: import('./request.js').Job[], tested: boolean }} more  what open panels need */
  function want(state, models, more) {
    const { text } = state;
    const ids = models.map(({ id }) => id);
    said.want(JSON.stringify(['classify', ids, text]), (signal) =>
      Promise.all(
        models.map(async (model) => {
          const { labels, probabilities } = await classify(model.id, [text], { signal });
          return { model, labels, probabilities: probabilities[0] };
        }),
      ),
    );
    if (!said.current || !text.trim()) return desk.want([]);
    /** @returns {Method} */
    const quick = () => (slopes && text.length > SHORT ? 'gradient_x_input' : 'occlusion');
    desk.want(jobsFor(state, ids, quick(), more));
    if (quick() !== 'occlusion' && desk.get('quick')?.problem?.code === 'unsupported') {
      slopes = false;
      desk.want(jobsFor(state, ids, quick(), more));
    }
  }

  /** The words of the text; null while they are not known. @returns {ExplainedUnit[] | null} */
  function grid() {
    const slip = desk.get('quick');
    if (isCurrent(slip)) return slip?.answer?.units ?? [];
    if (slip?.step !== 'failed' && slip?.step !== 'stopped') return null;
    const other = desk.all().find((one) => isCurrent(one) && !one.ask.options?.preset);
    return other?.answer?.units ?? [];
  }

  function leave() {
    said.drop();
    desk.want([]);
  }

  function retry() {
    if (said.problem) said.drop();
    desk.resume();
    changed();
  }
  return { said, desk, want, grid, leave, retry };
}

/** @typedef {ReturnType<typeof createAsking>} Asking */
