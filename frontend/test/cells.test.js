import test from 'node:test';
import assert from 'node:assert/strict';
import { focus, fromRows, intoColumns, received } from '../src/attention/cells.js';
import { unitsOf } from '../src/attention/units.js';

const token = (/** @type {number} */ index, special = false) => ({
  index,
  id: 0,
  piece: '',
  text: 't',
  word: special ? null : index,
  special,
  masked: false,
});
const tokens = [token(0, true), token(1), token(2)];
const units = unitsOf(tokens, [], 'pieces');
const third = 65535 / 3;
/** One head that looks at everything alike, but token 2 which looks at token 1 only. */
const attention = {
  layer: 1,
  heads: 1,
  tokens,
  words: [],
  truncated: null,
  weights: Uint16Array.from([third, third, third, third, third, third, 0, 65535, 0]),
};
const rounded = (/** @type {Float32Array} */ cells) => [...cells].map((value) => +value.toFixed(4));

test('focus is 0 for a level row and 1 for a pointed one', () => {
  assert.deepEqual(rounded(focus(attention, units)), [0, 0, 1]);
});

test('received is the mean over rows that are not special', () => {
  assert.deepEqual(rounded(received(attention, units)), [0.1667, 0.6667, 0.1667]);
});

test('a locked token shows its very weights', () => {
  assert.deepEqual(rounded(fromRows(attention, units, [2])), [0, 1, 0]);
  assert.deepEqual(rounded(intoColumns(attention, units, [units[1]])), [0.3333, 0.3333, 1]);
});
