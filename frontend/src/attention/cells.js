import { ONE } from './pipeline.js';

/**
 * What each head does at each row, for the cells beside the tokens. Cells are a
 * Float32Array [unit][head] with values 0..1.
 *
 * @typedef {import('../types.js').Attention} Attention
 * @typedef {import('../types.js').Unit} Unit
 */

/** −p ln p of every weight there can be, made when first needed. @returns {Float32Array} */
const surprise = () =>
  (surprises ??= Float32Array.from({ length: ONE + 1 }, (_, i) => (i ? (-i / ONE) * Math.log(i / ONE) : 0)));
/** @type {Float32Array | undefined} */
let surprises;

/**
 * Focus of every head at every token: 1 − H(row) / ln n, 1 where a head looks
 * at one token only, 0 where it looks at all alike.
 * @param {Attention} attention @param {Unit[]} units
 */
export function focus({ weights, heads, tokens }, units) {
  const n = tokens.length;
  const part = surprise();
  const rows = new Float32Array(heads * n).fill(1);
  for (let row = 0; row < heads * n && n > 1; row++) {
    let entropy = 0;
    for (let i = row * n; i < (row + 1) * n; i++) entropy += part[weights[i]];
    rows[row] = Math.max(0, 1 - entropy / Math.log(n));
  }
  return perUnit(rows, units, heads, 'mean');
}

/**
 * Attention received by every token from each head: the mean over the rows of
 * tokens that are not special.
 * @param {Attention} attention @param {Unit[]} units
 */
export function received(attention, units) {
  const rows = attention.tokens.filter((token) => !token.special).map((token) => token.index);
  return fromRows(attention, units, rows);
}

/**
 * Weight per head from the held rows to every token (their mean).
 * @param {Attention} attention @param {Unit[]} units @param {number[]} rows  tokens
 */
export function fromRows({ weights, heads, tokens }, units, rows) {
  const n = tokens.length;
  const values = new Float32Array(heads * n);
  const sums = new Int32Array(n);
  for (let head = 0; head < heads; head++) {
    sums.fill(0);
    for (const row of rows) {
      const start = (head * n + row) * n;
      for (let j = 0; j < n; j++) sums[j] += weights[start + j];
    }
    for (let j = 0; j < n; j++) values[head * n + j] = sums[j] / ONE / Math.max(1, rows.length);
  }
  return perUnit(values, units, heads, 'sum');
}

/**
 * Weight per head from every token into the held columns: summed over a word's
 * pieces, averaged over the held words.
 * @param {Attention} attention @param {Unit[]} units @param {Unit[]} columns
 */
export function intoColumns({ weights, heads, tokens }, units, columns) {
  const n = tokens.length;
  const values = new Float32Array(heads * n);
  for (let row = 0; row < heads * n; row++) {
    let sum = 0;
    for (const unit of columns) for (let j = unit.first; j <= unit.last; j++) sum += weights[row * n + j];
    values[row] = sum / ONE / Math.max(1, columns.length);
  }
  return perUnit(values, units, heads, 'mean');
}

/**
 * @param {Float32Array} values  [head][token] @param {Unit[]} units @param {number} heads
 * @param {'mean' | 'sum'} how  over a unit's tokens
 */
function perUnit(values, units, heads, how) {
  const n = values.length / heads;
  const cells = new Float32Array(units.length * heads);
  for (const { index, first, last } of units) {
    const share = how === 'mean' ? 1 / (last - first + 1) : 1;
    for (let head = 0; head < heads; head++)
      for (let token = first; token <= last; token++) cells[index * heads + head] += values[head * n + token] * share;
  }
  return cells;
}
