/**
 * Selection among weights above zero without sorting all of them: the bits of a
 * positive float, read as a whole number, rise with its value.
 */

/** Sign, exponent and three bits of the mantissa. */
const BUCKETS = 1 << 11;
const SHIFT = 20;

/** Rounding of sums that were added up in another order. */
const SLACK = 1 + 1e-12;

/**
 * Sort keys of those of a row's weights that may be needed to reach a goal:
 * bits · n + (n − 1 − column) sorts by weight, and ties by column, as a number.
 * @param {Float32Array} row  n weights
 * @param {number} goal  the sum that the heaviest must reach
 * @param {{ mass: Float64Array, keys: Float64Array }} scratch
 * @returns {Float64Array} ascending
 */
export function heaviestKeys(row, goal, { mass, keys }) {
  const bits = new Uint32Array(row.buffer, row.byteOffset, row.length);
  const n = row.length;
  mass.fill(0);
  for (let j = 0; j < n; j++) mass[bits[j] >>> SHIFT] += row[j];
  let floor = BUCKETS - 1;
  for (let sum = mass[floor]; floor > 0 && sum < goal * SLACK; sum += mass[floor]) floor--;
  let count = 0;
  for (let j = 0; j < n; j++) if (row[j] > 0 && bits[j] >>> SHIFT >= floor) keys[count++] = bits[j] * n + (n - 1 - j);
  return keys.subarray(0, count).sort();
}

/** @param {number} n  of the longest row */
export const scratch = (n) => ({ mass: new Float64Array(BUCKETS), keys: new Float64Array(n) });

/**
 * The weight of the one that is `count`-th by falling weight, 0 where there are fewer.
 * @param {Float32Array} weights  ≥ 0
 * @param {number} count  ≥ 1
 */
export function floorOf(weights, count) {
  if (weights.length < count) return 0;
  const bits = new Uint32Array(weights.buffer, weights.byteOffset, weights.length);
  const high = rank(bits, (bit) => bit >>> 16, count);
  const low = rank(bits, (bit) => (bit >>> 16 === high.at ? bit & 0xffff : -1), count - high.above);
  return new Float32Array(Uint32Array.of(high.at * 65536 + low.at).buffer)[0];
}

/** @param {Uint32Array} bits @param {(bit: number) => number} part  16 bits, −1: not counted @param {number} count */
function rank(bits, part, count) {
  const counts = new Uint32Array(1 << 16);
  for (const bit of bits) {
    const at = part(bit);
    if (at >= 0) counts[at]++;
  }
  let above = 0;
  let at = counts.length - 1;
  for (; at > 0 && above + counts[at] < count; at--) above += counts[at];
  return { at, above };
}
