import { placeOf, targetOf } from '../../sets/labels.js';
import { EXPECTATIONS, KINDS } from './expectations.js';
import { shown } from './diff.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Checked} Checked */
/** @typedef {import('./types.js').Kind} Kind */

/**
 * What a model says of a variant. `before` and `after`: the probability of the
 * label that all rows are measured by; null: the model has no such label, or
 * the variant is none of the sentence.
 * @typedef {{ pass: boolean | null, got: string, was: string | null, before: number | null, after: number | null }} Side
 *
 * @typedef {object} Row
 * @property {number} index  its place in the set
 * @property {Checked} checked
 * @property {Kind} kind
 * @property {string} expected
 * @property {import('./diff.js').Part[]} parts  the variant
 * @property {boolean} fails  for one model at least
 * @property {Side[]} sides  one for each model
 *
 * @typedef {{ passed: number, failed: number, without: number }} Count
 * @typedef {{ kind: Kind, rows: Row[], counts: Count[], marks: (boolean | null)[][] }} Group  `counts`, `marks`: for each model
 */

/** @param {import('./types.js').Result} result @param {Kind} kind @param {number} at  of the label that is measured @returns {Side} */
function sideOf({ pass, label_before, label, before, after }, kind, at) {
  const own = kind === 'minimum_functionality';
  return { pass, got: label, was: own || label_before === label ? null : label_before, before: own ? null : (before[at] ?? null), after: after[at] ?? null };
}

/** The label whose probability is shown: the positive one of the first model, or its last. @param {Answer} answer */
export const measured = ({ models }) => targetOf(models[0]?.labels ?? []);

/** @param {Answer} answer @returns {Row[]} in the order of the set */
export function rowsOf(answer) {
  const target = measured(answer);
  const places = answer.models.map(({ labels }) => placeOf(labels, target, answer.models[0].labels));
  return answer.cases.map((checked, index) => {
    const { case: one, kind, results } = checked;
    return {
      index,
      checked,
      kind,
      expected: EXPECTATIONS[one.expect].short,
      parts: shown(kind === 'minimum_functionality' ? one.text : one.sentence, one.text),
      fails: results.some(({ pass }) => pass === false),
      sides: results.map((result, i) => sideOf(result, kind, places[i])),
    };
  });
}

/** @param {(boolean | null)[]} marks @returns {Count} */
export const counted = (marks) => ({
  passed: marks.filter((pass) => pass === true).length,
  failed: marks.filter((pass) => pass === false).length,
  without: marks.filter((pass) => pass === null).length,
});

/** Rows by what they test, and how each model does. @param {Row[]} rows @param {number} models  how many @returns {Group[]} */
export function groupsOf(rows, models) {
  const kinds = /** @type {Kind[]} */ (Object.keys(KINDS));
  const groups = kinds.map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const marks = Array.from({ length: models }, (_, i) => own.map(({ sides }) => sides[i].pass));
    return { kind, rows: own, marks, counts: marks.map(counted) };
  });
  return groups.filter((group) => group.rows.length);
}

/** How a count reads. @param {Count} count */
export function countText({ passed, failed, without }) {
  const missing = without ? `, ${without} without an answer` : '';
  return passed + failed ? `${passed} of ${passed + failed} pass${missing}` : 'no answer';
}
