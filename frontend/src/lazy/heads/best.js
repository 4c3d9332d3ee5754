import { listCorpora } from '../corpus/calls.js';
import { headTable } from './calls.js';
import { corpusFor, partOf } from './desk.js';

/**
 * The head that was chosen for a relation; null where that was not measured.
 * @param {import('../../state/state.js').State} state @param {import('../../types.js').Model} model @param {string} relation
 */
export async function bestHead(state, model, relation) {
  const corpus = corpusFor(await listCorpora(), state, model, 'heads');
  if (!corpus || partOf(corpus, model, 'heads') !== 'ready') return null;
  const { relations } = await headTable(corpus.id, model.id, null, {});
  return relations.find((row) => row.relation === relation)?.best ?? null;
}
