import { inputOf } from '../../answers.js';
import { Cache } from '../../cache.js';
import { once } from '../../once.js';
import { Slot } from '../../slot.js';
import { h, say } from '../../ui/dom.js';
import { tagsOf } from '../heads/calls.js';
import { counted } from '../heads/labels.js';
import { bestLayer } from '../heads/tags.js';
import { buildOf } from './request.js';

/** @typedef {import('../heads/types.js').Probes} Probes */

const CACHE_BYTES = 5e5;

/** @param {Probes} probes */
const labelsOf = (probes) => bestLayer(probes).tags.map((tag) => tag?.label ?? null);

/**
 * Predicted tags for the tokens of the sentence, where probes are trained.
 * @param {import('../../state/state.js').State['label'][]} order  what is taken first @param {() => void} changed
 */
export function createGuesses(order, changed) {
  const slot = /** @type {Slot<{ probes: Probes[] }>} */ (new Slot(new Cache(CACHE_BYTES), changed));
  const element = h('p', { className: 'note', id: 'guessed' });
  const labels = once(labelsOf);

  /**
   * @param {import('../../state/state.js').State} state @param {import('../../types.js').Model} model @param {import('./types.js').Corpus | undefined} corpus
   * @returns {(string | null)[] | null} by token; null: none are predicted
   */
  function of(state, model, corpus) {
    if (!corpus || buildOf(corpus, model)?.probes !== 'ready') slot.drop();
    else {
      const input = inputOf(state, model.id);
      slot.want(JSON.stringify([corpus.id, input]), (signal) => tagsOf(corpus.id, input, { signal }));
    }
    const all = slot.current ? slot.value?.probes : undefined;
    const probes = [state.label, ...order].flatMap((label) => all?.find((one) => one.label === label) ?? [])[0];
    element.hidden = !probes;
    if (!probes) return null;
    const { layer, accuracy } = bestLayer(probes);
    say(element, `Tags below the words are predicted by the probe of layer ${layer}, which is right for ${counted(accuracy)} of words that it has not seen.`);
    return labels(probes);
  }
  return { element, of };
}
