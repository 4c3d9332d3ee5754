import test from 'node:test';
import assert from 'node:assert/strict';
import { bitsOf, floorOf, heaviestColumns } from '../src/attention/select.js';
import { generator } from './generator.js';

test('the floor is the weight of the count-th heaviest', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { integer, next } = generator(seed);
    const weights = Float32Array.from({ length: integer(1, 300) }, () => next() ** 4 / integer(1, 3));
    const count = integer(1, weights.length);
    assert.equal(floorOf(weights, count), weights.slice().sort().at(-count), `seed ${seed}`);
  }
  assert.equal(floorOf(Float32Array.of(0.5), 2), 0);
});

test('the heaviest columns are those that a full sort would take', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { integer, next } = generator(seed);
    const n = integer(1, 200);
    const rows = Float32Array.from({ length: 2 * n }, () => (next() < 0.2 ? 0 : Math.round(65535 * next() ** 6) / 65535));
    const row = rows.subarray(n);
    const share = next();
    const goal = share * row.reduce((a, b) => a + b, 0);
    const order = [...row.keys()].filter((j) => row[j] > 0).sort((a, b) => row[b] - row[a] || a - b);
    let needed = 0;
    for (let sum = 0; needed < order.length && sum < goal; needed++) sum += row[order[needed]];
    const columns = new Uint16Array(n);
    const count = heaviestColumns(rows, bitsOf(rows), n, n, share, columns);
    const ascending = (/** @type {Iterable<number>} */ numbers) => [...numbers].sort((a, b) => a - b);
    assert.deepEqual(ascending(columns.subarray(0, count)), ascending(order.slice(0, needed)), `seed ${seed}`);
  }
});
