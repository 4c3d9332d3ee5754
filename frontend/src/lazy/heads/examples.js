import { Problem } from '../../api.js';
import { newText } from '../../state/state.js';
import { say } from '../../ui/dom.js';
import { headExamples } from './calls.js';
import { keyOf } from './labels.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('./types.js').Example} Example */
/** @typedef {import('./ranked.js').Row} Row */

/** The state that shows a head at work in a sentence. @param {import('../../state/state.js').State} state @param {Row} row @param {Example} example @returns {Partial<import('../../state/state.js').State>} */
export function shownAt(state, { layer, head, example: asked }, { sentence, from }) {
  return {
    ...newText(sentence.text),
    pair: null,
    pairs: null,
    layer,
    heads: [head],
    view: 'arcs',
    lock: [{ index: from, side: 'from' }],
    specials: asked?.habit === 'special' ? 'show' : state.specials,
  };
}

/**
 * Opens sentences of a corpus in which a head does what is said of it, one after the other.
 * @param {Store} store @param {() => { corpus: string, model: string } | null} from  where sentences come from
 * @param {HTMLElement} said  where it is told which one is shown
 */
export function createExamples(store, from, said) {
  /** What came, and which of it is shown. @type {Map<string, { found: { examples: Example[], read: number }, next: number }>} */
  const known = new Map();

  /** @param {Row} row @param {HTMLButtonElement} button */
  async function show(row, button) {
    const source = from();
    if (!source || !row.example) return;
    const query = { model: source.model, layer: String(row.layer), head: String(row.head), ...row.example };
    const key = JSON.stringify([source, query]);
    button.disabled = true;
    say(said, 'Reading sentences of the corpus …');
    try {
      const there = known.get(key) ?? { found: await headExamples(source.corpus, query), next: 0 };
      known.set(key, there);
      open(row, there);
    } catch (error) {
      say(said, error instanceof Problem ? error.message : 'The sentences could not be read. Please try again.');
    }
    button.disabled = false;
    if (button.isConnected) button.focus();
  }

  /** @param {Row} row @param {{ found: { examples: Example[], read: number }, next: number }} there */
  function open(row, there) {
    const { examples, read } = there.found;
    if (!examples.length) return say(said, `In none of ${read} sentences that were read does head ${keyOf(row)} do it.`);
    const at = there.next % examples.length;
    there.next = at + 1;
    const { sentence } = examples[at];
    store.change(shownAt(store.get().state, row, examples[at]));
    const more = examples.length > 1 ? ' Press Example again for the next.' : '';
    say(said, `Example ${at + 1} of ${examples.length}, out of ${read} sentences read${sentence.document ? `: ${sentence.document}` : ''}.${more}`);
  }
  return { show };
}
