import { placeOf } from './labels.js';

/**
 * A row of a set as the table shows it.
 * @typedef {object} Line
 * @property {number} index  its place in the set
 * @property {string} text
 * @property {string | null} label
 * @property {{ says: string, right: boolean | null, probability: number | null }[]} sides  one for each model; `probability` of the target
 * @property {number | null} difference  first − second
 * @property {number} apart  how far the models disagree, 0..1; of one model how far it is from sure
 */

/** @typedef {'order' | 'label' | 'text' | 'left' | 'right' | 'difference' | 'apart'} Column */

/**
 * @param {import('./read.js').Row[]} rows @param {import('./types.js').EvaluatedRow[]} known
 * @param {string[][]} labels  of each model @param {string} target  of the first @returns {Line[]}
 */
export function linesOf(rows, known, labels, target) {
  const places = labels.map((own) => placeOf(own, target, labels[0]));
  return known.map(({ row, label, results, disagreement }) => {
    const sides = results.map(({ label, right, probabilities }, i) => ({ says: label, right, probability: probabilities[places[i]] ?? null }));
    const [first, second] = sides.map(({ probability }) => probability);
    const both = typeof first === 'number' && typeof second === 'number';
    const unsure = 1 - Math.max(...(results[0]?.probabilities ?? [1]));
    return { index: row, text: rows[row].text, label, sides, difference: both ? first - second : null, apart: disagreement ?? unsure };
  });
}

/** @param {Line} line @param {Column} by @returns {string | number} */
function keyOf({ index, text, label, sides, difference, apart }, by) {
  if (by === 'text') return text.toLowerCase();
  if (by === 'label') return label ?? '';
  if (by === 'left' || by === 'right') return sides[by === 'left' ? 0 : 1]?.probability ?? -1;
  return by === 'difference' ? (difference ?? 0) : by === 'apart' ? apart : index;
}

/** Lines by one column, ties in the order of the set. @param {Line[]} lines @param {Column} by @param {boolean} falling */
export function sorted(lines, by, falling) {
  const sign = falling ? -1 : 1;
  const compare = (/** @type {Line} */ a, /** @type {Line} */ b) => {
    const [x, y] = [keyOf(a, by), keyOf(b, by)];
    return x === y ? a.index - b.index : x < y ? -sign : sign;
  };
  return [...lines].sort(compare);
}
