import { post } from '../../../api.js';

/** @typedef {import('../../../types.js').EditKind} EditKind */
/** @typedef {import('../types.js').Candidates} Candidates */

/** Kinds of swaps that the server finds, the quickest to be had first: each is asked for alone, so that its entries are soon there. @type {EditKind[]} */
export const ORDER = ['masked_lm', 'delete', 'negate', 'synonym', 'typo', 'homoglyph', 'gradient', 'insert'];

/**
 * What may stand in the place of a word.
 * @typedef {{ models: string[], text: string, edits: import('../../../types.js').WordEdit[], word: number, seed: number }} Place
 */

/**
 * Swaps of one kind, with what the models really say of each.
 * @param {import('../../../cache.js').Cache} cache @param {Place} place @param {EditKind} kind @param {import('../../../api.js').Call} call @param {string[]} [own]  replacements of one's own, for that kind
 * @returns {Promise<Candidates>}
 */
export async function candidates(cache, place, kind, call, own) {
  const body = { ...place, kinds: [kind], own };
  const key = JSON.stringify(['candidates', body]);
  const known = /** @type {Candidates | undefined} */ (cache.get(key));
  if (known) return known;
  const answer = await (await post('/attack/candidates', body, call)).json();
  cache.set(key, answer);
  return answer;
}
