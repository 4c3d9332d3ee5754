/**
 * What each head does at each row, for the cells beside the tokens. Cells are a
 * Float32Array [unit][head] with values 0..1.
 *
 * @typedef {import('../types.js').Attention} Attention
 * @typedef {import('../types.js').Unit} Unit
 */

const ONE = 65535;

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
  return perUnit(units, heads, 'mean', (token, head) => {
    const start = (head * n + token) * n;
    let entropy = 0;
    for (let j = start; j < start + n; j++) entropy += part[weights[j]];
    return n > 1 ? Math.max(0, 1 - entropy / Math.log(n)) : 1;
  });
}

/**
 * Attention received by every token from each head: the mean over the rows of
 * tokens that are not special.
 * @param {Attention} attention @param {Unit[]} units
 */
export function received({ weights, heads, tokens }, units) {
  const rows = tokens.filter((token) => !token.special).map((token) => token.index);
  return sumOver(weights, heads, tokens.length, units, rows);
}

/**
 * Weight per head from the held rows to every token (their mean).
 * @param {Attention} attention @param {Unit[]} units @param {number[]} rows  tokens
 */
export const fromRows = ({ weights, heads, tokens }, units, rows) => sumOver(weights, heads, tokens.length, units, rows);

/**
 * Weight per head from every token into the held columns: summed over a word's
 * pieces, averaged over the held words.
 * @param {Attention} attention @param {Unit[]} units @param {Unit[]} columns
 */
export function intoColumns({ weights, heads, tokens }, units, columns) {
  const n = tokens.length;
  return perUnit(units, heads, 'mean', (token, head) => {
    const start = (head * n + token) * n;
    let sum = 0;
    for (const unit of columns) for (let j = unit.first; j <= unit.last; j++) sum += weights[start + j];
    return sum / ONE / Math.max(1, columns.length);
  });
}

/** @param {Uint16Array} weights @param {number} heads @param {number} n @param {Unit[]} units @param {number[]} rows */
function sumOver(weights, heads, n, units, rows) {
  const sums = new Float64Array(heads * n);
  for (let head = 0; head < heads; head++) {
    for (const row of rows) {
      const start = (head * n + row) * n;
      for (let j = 0; j < n; j++) sums[head * n + j] += weights[start + j];
    }
  }
  return perUnit(units, heads, 'sum', (token, head) => sums[head * n + token] / ONE / Math.max(1, rows.length));
}

/**
 * @param {Unit[]} units @param {number} heads @param {'mean' | 'sum'} how  over a unit's tokens
 * @param {(token: number, head: number) => number} value  `head` from 0
 */
function perUnit(units, heads, how, value) {
  const cells = new Float32Array(units.length * heads);
  for (const { index, first, last } of units) {
    const share = how === 'mean' ? 1 / (last - first + 1) : 1;
    for (let head = 0; head < heads; head++) {
      for (let token = first; token <= last; token++) cells[index * heads + head] += value(token, head) * share;
    }
  }
  return cells;
}
