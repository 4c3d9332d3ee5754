import { bitsOf, heaviestColumns } from './select.js';

/**
 * From one layer's attention to the edges of a picture, in the order that the
 * help panel tells: pick heads → combine → specials → texts → words → threshold.
 * A matrix is a Float32Array [from][to] over `size` rows and columns.
 *
 * @typedef {{ size: number, values: Float32Array }} Matrix
 *
 * @typedef {object} Edges  by row, within a row in no order
 * @property {number} count
 * @property {Uint16Array} from
 * @property {Uint16Array} to
 * @property {Float32Array} weight
 */

/** The weight 1 as a 16-bit whole number. */
export const ONE = 65535;

/** @param {Float32Array} row */
function sumOf(row) {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j];
  return sum;
}

/** A buffer of this size: the one that is given where it fits, since fresh memory costs more than what is written to it. @param {number} length @param {Float32Array} [room] */
const floats = (length, room) => (room?.length === length ? room : new Float32Array(length));

/** Sums over heads, between two steps. @type {Int32Array} */
let totals = new Int32Array(0);

/**
 * Adds whole numbers and divides once, so that equal sums stay equal.
 * @param {Uint16Array} weights  [head][from][to]
 * @param {number} size  n
 * @param {number[]} heads  numbers from 1
 * @param {'mean' | 'sum' | 'max'} how
 * @param {Float32Array} [room]  is overwritten
 * @returns {Matrix}
 */
export function combine(weights, size, heads, how, room) {
  const cells = size * size;
  const own = heads.map((head) => weights.subarray((head - 1) * cells, head * cells));
  const total = own.length === 1 ? own[0] : together(own, cells, how);
  const unit = how === 'mean' ? ONE * Math.max(1, heads.length) : ONE;
  const values = floats(cells, room);
  for (let i = 0; i < cells; i++) values[i] = total[i] / unit;
  return { size, values };
}

/** @param {Uint16Array[]} heads @param {number} cells @param {'mean' | 'sum' | 'max'} how @returns {Int32Array} their sums, or the largest of them */
function together(heads, cells, how) {
  if (totals.length !== cells) totals = new Int32Array(cells);
  totals.fill(0);
  if (how === 'max') for (const own of heads) takeLarger(totals, own);
  else for (let h = 0; h < heads.length; h += 4) add(totals, heads.slice(h, h + 4));
  return totals;
}

/** @param {Int32Array} to @param {Uint16Array} own */
function takeLarger(to, own) {
  for (let i = 0; i < own.length; i++) if (own[i] > to[i]) to[i] = own[i];
}

/** Four heads in one go take a third of the time of four goes. @param {Int32Array} to @param {Uint16Array[]} heads  1 to 4 */
function add(to, [a, b, c, d]) {
  if (d) for (let i = 0; i < a.length; i++) to[i] += a[i] + b[i] + c[i] + d[i];
  else for (const own of [a, b, c]) if (own) for (let i = 0; i < own.length; i++) to[i] += own[i];
}

/**
 * Hides the rows and columns of special tokens; `renorm` then lets every row
 * that is left add up to 1 again.
 * @param {Matrix} matrix @param {boolean[]} special @param {'hide' | 'show' | 'renorm'} how
 * @param {Float32Array} [room]  is overwritten; may be the matrix's own
 * @returns {Matrix}
 */
export function withoutSpecials({ size, values }, special, how, room) {
  if (how === 'show') return { size, values };
  const kept = floats(values.length, room);
  if (kept !== values) kept.set(values);
  const columns = placesOf(special);
  for (let i = 0; i < size; i++) {
    const row = kept.subarray(i * size, (i + 1) * size);
    if (special[i]) row.fill(0);
    for (const j of columns) row[j] = 0;
    const sum = how === 'renorm' ? sumOf(row) : 0;
    if (sum > 0) for (let j = 0; j < size; j++) row[j] /= sum;
  }
  return { size, values: kept };
}

/** @param {boolean[]} flags @returns {number[]} the indices of those that are true */
export const placesOf = (flags) => flags.flatMap((flag, i) => (flag ? [i] : []));

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
 * @param {Matrix} matrix @param {number} share  0..1 @param {Edges} [room]  is overwritten
 * @returns {Edges}
 */
export function threshold({ size, values }, share, room) {
  const bits = bitsOf(values);
  const columns = new Uint16Array(size);
  const { from, to, weight } = roomFor(size * size, room);
  let count = 0;
  for (let i = 0; i < size && share > 0; i++) {
    const kept = share < 1 ? heaviestColumns(values, bits, i * size, size, share, columns) : positive(values, i * size, size, columns);
    for (let k = 0; k < kept; k++) {
      from[count] = i;
      to[count] = columns[k];
      weight[count++] = values[i * size + columns[k]];
    }
  }
  return { count, from: from.subarray(0, count), to: to.subarray(0, count), weight: weight.subarray(0, count) };
}

/** @param {Float32Array} values @param {number} start @param {number} n @param {Uint16Array} columns @returns {number} */
function positive(values, start, n, columns) {
  let count = 0;
  for (let j = 0; j < n; j++) if (values[start + j] > 0) columns[count++] = j;
  return count;
}

/** @param {number} most  how many edges there may be @param {Edges} [room] @returns {Omit<Edges, 'count'>} */
function roomFor(most, room) {
  const weight = floats(most, room && new Float32Array(room.weight.buffer));
  if (room && weight.buffer === room.weight.buffer) return { from: new Uint16Array(room.from.buffer), to: new Uint16Array(room.to.buffer), weight };
  return { from: new Uint16Array(most), to: new Uint16Array(most), weight };
}

/**
 * Puts edges into the order in which people read them: by row, then by falling weight, ties by column.
 * @param {Edges} edges @param {Uint32Array} [places]  of the edges that are meant; all unless told
 * @returns {Uint32Array} places
 */
export const inOrder = ({ from, to, weight, count }, places = Uint32Array.from({ length: count }, (_, e) => e)) =>
  places.sort((a, b) => from[a] - from[b] || weight[b] - weight[a] || to[a] - to[b]);

/** Which units are held, while edges are asked for it; all zero between two calls. */
const FLAGS = { from: new Uint8Array(1 << 16), to: new Uint8Array(1 << 16) };

/**
 * The edges that touch what is held: from a `from` token, or into a `to` token.
 * @param {Edges} edges @param {import('../types.js').Lock[]} held  unit indices; none: every edge
 * @returns {Edges}
 */
export function touching(edges, held) {
  if (!held.length) return edges;
  const { from, to, weight, count } = edges;
  for (const { index, side } of held) FLAGS[side][index] = 1;
  const kept = [];
  for (let e = 0; e < count; e++) if (FLAGS.from[from[e]] | FLAGS.to[to[e]]) kept.push(e);
  for (const { index, side } of held) FLAGS[side][index] = 0;
  return {
    count: kept.length,
    from: Uint16Array.from(kept, (e) => from[e]),
    to: Uint16Array.from(kept, (e) => to[e]),
    weight: Float32Array.from(kept, (e) => weight[e]),
  };
}

/** @param {import('../types.js').Lock[]} held @returns {{ rows: Set<number>, columns: Set<number> }} */
export const heldOf = (held) => ({
  rows: new Set(held.filter(({ side }) => side === 'from').map(({ index }) => index)),
  columns: new Set(held.filter(({ side }) => side === 'to').map(({ index }) => index)),
});

/** @param {Edges} edges @returns {number} the largest weight, 0 when there is none */
export function largest({ weight }) {
  let most = 0;
  for (let e = 0; e < weight.length; e++) if (weight[e] > most) most = weight[e];
  return most;
}
