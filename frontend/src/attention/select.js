/**
 * Selection among weights above zero without sorting all of them: the bits of a
 * positive float, read as a whole number, rise with its value.
 *
 * Sums are taken in double precision. Weights here are 24-bit floats between
 * 2⁻²⁴ and 2⁴, at most 512 in a row, so that a sum is exact in whatever order.
 */

/** Sign, exponent and five bits of the mantissa: fine enough that few weights share a bucket and must be sorted. */
const SHIFT = 18;
const BUCKETS = 1 << (32 - SHIFT);

/** The bits of floats. @param {Float32Array} floats */
export const bitsOf = (floats) => new Uint32Array(floats.buffer, floats.byteOffset, floats.length);

/** @type {Float64Array} the sum of a row's weights in each bucket; zero between two calls */
const mass = new Float64Array(BUCKETS);

/**
 * The columns of a row's heaviest weights whose sum reaches a share of the
 * row's; the one that crosses is among them. Ties go to the lower column.
 * @param {Float32Array} values @param {Uint32Array} bits  of the values
 * @param {number} start  of the row @param {number} n  its length
 * @param {number} share  0..1
 * @param {Uint16Array} columns  receives them, ascending but for those of the lightest bucket, which come last
 * @returns {number} how many there are
 */
export function heaviestColumns(values, bits, start, n, share, columns) {
  const end = start + n;
  let all = 0;
  let floor = 0;
  for (let i = start; i < end; i++) {
    const bucket = bits[i] >>> SHIFT;
    mass[bucket] += values[i];
    all += values[i];
    if (bucket > floor) floor = bucket;
  }
  const goal = share * all;
  let sum = 0;
  for (; floor > 0 && sum + mass[floor] < goal; floor--) sum += mass[floor];
  /** @type {number[]} */
  const crossing = [];
  let count = 0;
  for (let i = start; i < end; i++) {
    const bucket = bits[i] >>> SHIFT;
    mass[bucket] = 0;
    if (bucket > floor) columns[count++] = i - start;
    else if (bucket === floor && bits[i]) crossing.push(i - start);
  }
  crossing.sort((a, b) => bits[start + b] - bits[start + a] || a - b);
  for (let k = 0; k < crossing.length && sum < goal; k++) {
    columns[count++] = crossing[k];
    sum += values[start + crossing[k]];
  }
  return count;
}

/**
 * The weight of the one that is `count`-th by falling weight, 0 where there are fewer.
 * @param {Float32Array} weights  ≥ 0
 * @param {number} count  ≥ 1
 */
export function floorOf(weights, count) {
  if (weights.length < count) return 0;
  const bits = bitsOf(weights);
  counts.fill(0);
  for (let i = 0; i < bits.length; i++) counts[bits[i] >>> 16]++;
  const upper = ranked(count);
  counts.fill(0);
  for (let i = 0; i < bits.length; i++) if (bits[i] >>> 16 === upper.at) counts[bits[i] & 0xffff]++;
  const lower = ranked(count - upper.above);
  return new Float32Array(Uint32Array.of(upper.at * 65536 + lower.at).buffer)[0];
}

/** How often each of 16 bits occurs. */
const counts = new Uint32Array(1 << 16);

/** Where the `count`-th is, counted from above. @param {number} count */
function ranked(count) {
  let above = 0;
  let at = counts.length - 1;
  for (; at > 0 && above + counts[at] < count; at--) above += counts[at];
  return { at, above };
}
