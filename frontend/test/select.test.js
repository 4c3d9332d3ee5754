import test from 'node:test';
import assert from 'node:assert/strict';
import { floorOf, heaviestKeys, scratch } from '../src/attention/select.js';
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

test('the heaviest keys hold all that a full sort would take', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { integer, next } = generator(seed);
    const n = integer(1, 200);
    const row = Float32Array.from({ length: n }, () => (next() < 0.2 ? 0 : next() ** 6));
    const goal = next() * row.reduce((a, b) => a + b, 0);
    const order = [...row.keys()].filter((j) => row[j] > 0).sort((a, b) => row[b] - row[a] || a - b);
    const keys = [...heaviestKeys(row, goal, scratch(n))].reverse().map((key) => n - 1 - (key % n));
    let needed = 0;
    for (let sum = 0; needed < order.length && sum < goal; needed++) sum += row[order[needed]];
    assert.deepEqual(keys.slice(0, needed), order.slice(0, needed), `seed ${seed}`);
  }
});
