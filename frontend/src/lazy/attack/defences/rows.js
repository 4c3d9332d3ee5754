import { placeOf, targetOf } from '../../sets/labels.js';
import { wilson } from './wilson.js';

/** @typedef {import('./types.js').Defence} Defence */
/** @typedef {import('./types.js').Defended} Defended */
/** @typedef {import('./work.js').Known} Known */

/** @typedef {{ hits: number, of: number, share: number, low: number, high: number }} Share  with its 95 % interval */
/**
 * What came of a defence, beside what happens without one.
 * @typedef {object} Row
 * @property {Defence | null} defence
 * @property {'works' | 'stopped' | 'never'} example  `never`: it reaches the goal without a defence neither
 * @property {{ before: number, after: number }[]} found  by model, the probability of the label that is measured
 * @property {Share} success  of the recipe
 * @property {boolean} here  whether it reached its goal on the text itself
 * @property {number} queries  texts asked about for one, on average
 * @property {number | null} less  success without a defence − with it; null: nothing to compare
 * @property {({ share: Share, cost: number | null } | null)[] | null} clean  by model; `cost`: accuracy without − with it; null: no rows with a label of this model
 */

/** @param {number} hits @param {number} of @returns {Share} */
const shareOf = (hits, of) => ({ hits, of, share: hits / of, ...wilson(hits, of) });

/** The label whose probability is shown. @param {Defended} one */
export const measured = ({ found }) => targetOf(found[0]?.labels ?? []);

/** @param {Defended} one @returns {Row['clean']} */
function cleanOf({ clean }) {
  if (!clean) return null;
  return clean.rows.map((rows, i) => {
    const accuracy = clean.accuracy[i];
    return rows && accuracy !== null ? { share: shareOf(Math.round(accuracy * rows), rows), cost: null } : null;
  });
}

/** @param {Defended} one @param {Defended | null} none  the same without a defence @returns {Row} */
export function rowOf(one, none) {
  const { found, attacked, still_works } = one;
  const target = measured(one);
  const success = shareOf(attacked.reached, attacked.texts);
  const [own, base] = [cleanOf(one), none && none !== one ? cleanOf(none) : null];
  const clean = own?.map((side, i) => (side && base?.[i] ? { ...side, cost: base[i].share.share - side.share.share } : side)) ?? null;
  return {
    defence: one.defence,
    example: still_works ? 'works' : none && !none.still_works ? 'never' : 'stopped',
    found: found.map(({ labels, before, after }) => {
      const at = placeOf(labels, target, found[0].labels);
      return { before: before[at] ?? 0, after: after[at] ?? 0 };
    }),
    success,
    here: attacked.reached_here,
    queries: attacked.queries,
    less: none && none !== one ? none.attacked.reached / none.attacked.texts - success.share : null,
    clean,
  };
}

/** Every defence that was tried, first none. @param {Known} known @param {Defence[]} order @returns {Row[]} */
export function rowsOf({ none, tried }, order) {
  if (!none) return [];
  const done = order.flatMap((name) => tried.get(name) ?? []);
  return [none, ...done].map((one) => rowOf(one, none));
}
