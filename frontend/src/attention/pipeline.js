import { heaviestKeys, scratch } from './select.js';

/**
 * From one layer's attention to the edges of a picture, in the order that the
 * help panel tells: pick heads → combine → specials → texts → words → threshold.
 * A matrix is a Float32Array [from][to] over `size` rows and columns.
 *
 * @typedef {{ size: number, values: Float32Array }} Matrix
 *
 * @typedef {object} Edges  by row, within a row by falling weight
 * @property {number} count
 * @property {Uint16Array} from
 * @property {Uint16Array} to
 * @property {Float32Array} weight
 */

const ONE = 65535;

/** @param {Float32Array} row */
function sumOf(row) {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j];
  return sum;
}

/**
 * Adds whole numbers and divides once, so that equal sums stay equal.
 * @param {Uint16Array} weights  [head][from][to]
 * @param {number} size  n
 * @param {number[]} heads  numbers from 1
 * @param {'mean' | 'sum' | 'max'} how
 * @returns {Matrix}
 */
export function combine(weights, size, heads, how) {
  const cells = size * size;
  const total = new Uint32Array(cells);
  for (const head of heads) {
    const start = (head - 1) * cells;
    if (how === 'max') for (let i = 0; i < cells; i++) total[i] = Math.max(total[i], weights[start + i]);
    else for (let i = 0; i < cells; i++) total[i] += weights[start + i];
  }
  const unit = how === 'mean' ? ONE * Math.max(1, heads.length) : ONE;
  const values = new Float32Array(cells);
  for (let i = 0; i < cells; i++) values[i] = total[i] / unit;
  return { size, values };
}

/**
 * Hides the rows and columns of special tokens; `renorm` then lets every row
 * that is left add up to 1 again.
 * @param {Matrix} matrix @param {boolean[]} special @param {'hide' | 'show' | 'renorm'} how
 * @returns {Matrix}
 */
export function withoutSpecials({ size, values }, special, how) {
  if (how === 'show') return { size, values };
  const kept = values.slice();
  for (let i = 0; i < size; i++) {
    const row = kept.subarray(i * size, (i + 1) * size);
    if (special[i]) {
      row.fill(0);
      continue;
    }
    for (let j = 0; j < size; j++) if (special[j]) row[j] = 0;
    const sum = sumOf(row);
    if (how === 'renorm' && sum > 0) for (let j = 0; j < size; j++) row[j] /= sum;
  }
  return { size, values: kept };
}

/**
 * Keeps what goes from certain texts of a pair to certain texts; what the
 * tokenizer added belongs to neither and stays.
 * @param {Matrix} matrix @param {('a' | 'b' | null)[]} sides  by token
 * @param {string[] | null} pairs  "ab": from a to b; null: all
 * @returns {Matrix}
 */
export function betweenTexts({ size, values }, sides, pairs) {
  if (pairs === null) return { size, values };
  const kept = values.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (sides[i] && sides[j] && !pairs.includes(`${sides[i]}${sides[j]}`)) kept[i * size + j] = 0;
    }
  }
  return { size, values: kept };
}

/**
 * Token rows and columns to unit rows and columns: a unit receives the sum over
 * its pieces and looks with the mean of its pieces.
 * @param {Matrix} matrix @param {import('../types.js').Unit[]} units
 * @returns {Matrix}
 */
export function byUnit({ size, values }, units) {
  const n = units.length;
  if (n === size) return { size, values };
  const unitOf = new Uint16Array(size);
  for (const unit of units) unitOf.fill(unit.index, unit.first, unit.last + 1);
  const grouped = new Float64Array(n * n);
  for (let i = 0; i < size; i++) {
    const { first, last } = units[unitOf[i]];
    const share = 1 / (last - first + 1);
    for (let j = 0; j < size; j++) grouped[unitOf[i] * n + unitOf[j]] += values[i * size + j] * share;
  }
  return { size: n, values: Float32Array.from(grouped) };
}

/**
 * Keeps, row by row, the heaviest targets until their sum reaches the share of
 * the row's mass; the one that crosses is kept. 0 keeps none, 1 all above zero.
 * @param {Matrix} matrix @param {number} share  0..1
 * @returns {Edges}
 */
export function threshold({ size, values }, share) {
  const from = new Uint16Array(size * size);
  const to = new Uint16Array(size * size);
  const weight = new Float32Array(size * size);
  const room = scratch(size);
  let count = 0;
  for (let i = 0; i < size && share > 0; i++) {
    const row = values.subarray(i * size, (i + 1) * size);
    const goal = share >= 1 ? Infinity : share * sumOf(row);
    const keys = heaviestKeys(row, goal, room);
    for (let k = keys.length - 1, sum = 0; k >= 0 && sum < goal; k--) {
      const j = size - 1 - (keys[k] % size);
      from[count] = i;
      to[count] = j;
      weight[count++] = row[j];
      sum += row[j];
    }
  }
  return { count, from: from.slice(0, count), to: to.slice(0, count), weight: weight.slice(0, count) };
}

/**
 * The edges that touch what is held: from a `from` token, or into a `to` token.
 * @param {Edges} edges @param {import('../types.js').Lock[]} held  unit indices; none: every edge
 * @returns {Edges}
 */
export function touching(edges, held) {
  if (!held.length) return edges;
  const rows = new Set(held.filter(({ side }) => side === 'from').map(({ index }) => index));
  const columns = new Set(held.filter(({ side }) => side === 'to').map(({ index }) => index));
  return picked(edges, (from, to) => rows.has(from) || columns.has(to));
}

/** @param {Edges} edges @param {(from: number, to: number) => boolean} keep @returns {Edges} */
export function picked(edges, keep) {
  const kept = [];
  for (let e = 0; e < edges.count; e++) if (keep(edges.from[e], edges.to[e])) kept.push(e);
  return {
    count: kept.length,
    from: Uint16Array.from(kept, (e) => edges.from[e]),
    to: Uint16Array.from(kept, (e) => edges.to[e]),
    weight: Float32Array.from(kept, (e) => edges.weight[e]),
  };
}

/** @param {Edges} edges @returns {number} the largest weight, 0 when there is none */
export function largest({ weight }) {
  let most = 0;
  for (let e = 0; e < weight.length; e++) if (weight[e] > most) most = weight[e];
  return most;
}
