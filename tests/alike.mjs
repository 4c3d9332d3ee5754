// Two answers that the same question got: a batch that other requests share may move the last bits of an f32.
import assert from 'node:assert/strict';

/** Nothing but fractions differs between them, and those by no more than `within`. */
export function assertAlike(actual, expected, within) {
  assert.deepEqual(shape(actual), shape(expected));
  assertNear(actual, expected, within, 'answer');
}

/** An answer without its fractions. */
const shape = (answer) => JSON.parse(JSON.stringify(answer, (_, value) => (Number.isInteger(value) || typeof value !== 'number' ? value : 0.5)));

function assertNear(actual, expected, within, where) {
  if (typeof actual === 'number') assert.ok(Math.abs(actual - expected) <= within, `${where}: ${actual}, ${expected}`);
  else if (actual && typeof actual === 'object') for (const key of Object.keys(actual)) assertNear(actual[key], expected[key], within, `${where}.${key}`);
}
