import test from 'node:test';
import assert from 'node:assert/strict';
import { decimal } from '../src/attention/reading.js';
import { percent, readable } from '../src/expects/words.js';

test('numbers read like numbers', () => {
  assert.deepEqual([1, 0.998, 0.1234, 0.0456, 0.0004].map(percent), ['100 %', '99.8 %', '12 %', '4.6 %', '< 0.1 %']);
  assert.deepEqual([0, 0.2149, 0.01, 0.0043].map(decimal), ['0.00', '0.21', '0.01', '0.004']);
});

test('marks of word starts are not shown', () => {
  assert.deepEqual(['Ġroad', '▁road', '##ing', 'Ġ'].map(readable), ['road', 'road', '##ing', '␣']);
});
