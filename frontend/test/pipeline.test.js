import test from 'node:test';
import assert from 'node:assert/strict';
import { byUnit, combine, inOrder, largest, threshold, touching, withoutSpecials } from '../src/attention/pipeline.js';
import { unitsOf } from '../src/attention/units.js';
import { generator } from './generator.js';

/** @param {number} heads @param {number} n @param {ReturnType<typeof generator>} random  rows that add up to about 1 */
function softmaxed(heads, n, random) {
  const weights = new Uint16Array(heads * n * n);
  for (let row = 0; row < heads * n; row++) {
    const raw = Array.from({ length: n }, () => Math.exp(4 * random.next()));
    const sum = raw.reduce((a, b) => a + b);
    raw.forEach((value, j) => {
      weights[row * n + j] = Math.round((value / sum) * 65535);
    });
  }
  return weights;
}

/** The definition, written down once more with plain arrays. @param {number[]} row @param {number} share */
function keptTargets(row, share) {
  const order = row
    .map((weight, j) => ({ weight, j }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.j - b.j);
  if (share >= 1) return order.map(({ j }) => j);
  const total = row.reduce((a, b) => a + b, 0);
  const kept = [];
  let sum = 0;
  for (const { weight, j } of order) {
    if (sum >= share * total) break;
    kept.push(j);
    sum += weight;
  }
  return kept;
}

test('mean, sum and max over the chosen heads', () => {
  const weights = Uint16Array.from([65535, 0, 0, 65535, 0, 65535, 0, 65535]);
  const values = (/** @type {number[]} */ heads, /** @type {'mean' | 'sum' | 'max'} */ how) => [
    ...combine(weights, 2, heads, how).values,
  ];
  assert.deepEqual(values([1, 2], 'mean'), [0.5, 0.5, 0, 1]);
  assert.deepEqual(values([1, 2], 'sum'), [1, 1, 0, 2]);
  assert.deepEqual(values([1, 2], 'max'), [1, 1, 0, 1]);
  assert.deepEqual(values([2], 'mean'), [0, 1, 0, 1]);
  assert.deepEqual(values([], 'mean'), [0, 0, 0, 0]);
});

test('the threshold keeps what its definition says, for any matrix and share', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = generator(seed);
    const n = random.integer(1, 24);
    const matrix = combine(softmaxed(3, n, random), n, [1, 3], random.pick(['mean', 'sum', 'max']));
    const share = random.pick([0, 0.1, 0.55, 0.7, 0.99, 1]);
    const edges = threshold(matrix, share);
    const order = inOrder(edges);
    for (let i = 0, e = 0; i < n; i++) {
      const expected = share === 0 ? [] : keptTargets([...matrix.values.subarray(i * n, (i + 1) * n)], share);
      const found = [];
      for (; e < edges.count && edges.from[order[e]] === i; e++) found.push(edges.to[order[e]]);
      assert.deepEqual(found, expected, `seed ${seed} row ${i}`);
    }
  }
});

test('equal weights are kept from the left', () => {
  const edges = threshold({ size: 4, values: Float32Array.from([...Array(4).fill(0.25), ...Array(12).fill(0)]) }, 0.5);
  assert.deepEqual([...edges.to], [0, 1]);
});

test('the crossing target is kept, and a tiny share keeps one', () => {
  const values = Float32Array.from([0.5, 0.3, 0.2, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([...threshold({ size: 3, values }, 0.6).to], [0, 1]);
  assert.deepEqual([...threshold({ size: 3, values }, 0.01).to], [0]);
  assert.equal(threshold({ size: 3, values }, 1).count, 3);
});

test('special tokens are dropped, or dropped and the rest brought to 1', () => {
  const matrix = { size: 3, values: Float32Array.from([1, 0, 0, 0.5, 0.25, 0.25, 0.2, 0.4, 0.4]) };
  const special = [true, false, false];
  const hidden = withoutSpecials(matrix, special, 'hide').values;
  assert.deepEqual(
    [...hidden].map((v) => +v.toFixed(3)),
    [0, 0, 0, 0, 0.25, 0.25, 0, 0.4, 0.4],
  );
  assert.deepEqual(
    [...withoutSpecials(matrix, special, 'renorm').values].map((v) => +v.toFixed(3)),
    [0, 0, 0, 0, 0.5, 0.5, 0, 0.5, 0.5],
  );
  assert.equal(withoutSpecials(matrix, special, 'show').values, matrix.values);
});

test('words: sum over key pieces, mean over query pieces, rows still add up', () => {
  const token = (/** @type {number} */ index, /** @type {number | null} */ word) => ({
    index,
    id: 0,
    piece: '',
    text: `t${index}`,
    word,
    special: word === null,
    masked: index === 2,
  });
  const tokens = [token(0, null), token(1, 0), token(2, 0), token(3, 1)];
  const units = unitsOf(
    tokens,
    [
      { index: 0, text: 'played', tokens: [1, 2] },
      { index: 1, text: '.', tokens: [3, 3] },
    ],
    'words',
  );
  assert.deepEqual(
    units.map(({ label, first, last, masked }) => [label, first, last, masked]),
    [
      ['t0', 0, 0, false],
      ['played', 1, 2, true],
      ['.', 3, 3, false],
    ],
  );
  const values = Float32Array.from([1, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, 1]);
  const grouped = [...byUnit({ size: 4, values }, units).values].map((v) => +v.toFixed(3));
  assert.deepEqual(grouped, [1, 0, 0, 0.25, 0.5, 0.25, 0, 0, 1]);
});

test('held tokens keep their rows and columns only', () => {
  const edges = threshold({ size: 2, values: Float32Array.from([0.5, 0.5, 0.75, 0.25]) }, 1);
  const kept = touching(edges, [{ index: 0, side: 'to' }]);
  assert.deepEqual(
    [[...kept.from], [...kept.to]],
    [
      [0, 1],
      [0, 0],
    ],
  );
  assert.equal(largest(kept), 0.75);
  assert.equal(touching(edges, []), edges);
});
