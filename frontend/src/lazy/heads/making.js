import { linkOf } from '../../state/address.js';
import { inPlace } from '../../state/places.js';
import { h } from '../../ui/dom.js';
import { failure, waiting } from '../../ui/states.js';
import { busy } from '../corpus/corpora.js';
import { partOf } from './desk.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {import('./desk.js').Part} Part */

/** @type {Record<Part, { missing: (model: string, corpus: string) => string, needs: string, act: string, command: (corpus: string, model: string) => string }>} */
const WORDS = {
  heads: {
    missing: (model, corpus) => `Nobody has measured yet what the heads of ${model} do on ${corpus}. It takes seconds to minutes and shows which head finds which relation, with numbers.`,
    needs: 'What heads do is measured on a corpus, and none is built for this model yet.',
    act: 'Measure the heads',
    command: (corpus, model) => `headlight corpus heads ${corpus} --model ${model}`,
  },
  probes: {
    missing: (model, corpus) => `No probe has learned yet from ${corpus} what the layers of ${model} know of parts of speech and relations. It takes seconds to minutes.`,
    needs: 'Probes learn from the tags of a corpus, and none is built for this model yet.',
    act: 'Train the probes',
    command: (corpus, model) => `headlight probe train ${corpus} --model ${model}`,
  },
};

/**
 * What stands where a part is not there: why, how far it is, and how it can be had.
 * @param {Desk} desk @param {Store} store @param {Model[]} models @param {Model} model @param {Part} part
 * @returns {Node[] | null} null: it is there
 */
export function instead(desk, store, models, model, part) {
  const problem = desk.works.problem();
  if (problem) return [failure(problem, desk.retry)];
  if (!desk.works.list()) return [waiting()];
  const corpus = desk.corpus(store.get().state, model, part);
  if (!corpus) return unbuilt(store, models, WORDS[part].needs);
  const work = /** @type {import('../corpus/calls.js').Work} */ ({ corpus: corpus.id, verb: part, model: model.id });
  const state = partOf(corpus, model, part);
  if (state === 'ready') return null;
  if (state === 'making' || desk.works.running(work)) return busy(desk.works, work);
  const failed = desk.works.failed(work)?.message;
  return [
    h('p', { className: 'note' }, WORDS[part].missing(model.name, corpus.name)),
    h('p', { className: 'making' }, h('button', { type: 'button', className: 'quiet framed', 'data-act': `make-${part}`, onclick: () => desk.works.start(work) }, WORDS[part].act), ' or run ', h('code', {}, WORDS[part].command(corpus.id, model.id))),
    ...(failed ? [h('p', { className: 'problem', role: 'alert' }, failed)] : []),
  ];
}

/** @param {Store} store @param {Model[]} models @param {string} sentence */
function unbuilt(store, models, sentence) {
  const there = () => inPlace(store.get().state, 'corpus', models);
  const link = h('a', { className: 'link', href: linkOf(there()), onclick: go }, 'Build one in Corpus');
  /** @param {MouseEvent} event */
  function go(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.open(there(), [], 'push');
  }
  return [h('p', { className: 'note' }, sentence, ' ', link)];
}
