import test from 'node:test';
import assert from 'node:assert/strict';
import { lensToken } from '../src/answers.js';
import { Cache } from '../src/cache.js';
import { Slot } from '../src/slot.js';
import { Problem } from '../src/api.js';
import { initial } from '../src/state/state.js';

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('the cache forgets the oldest first and stays within its bytes', () => {
  const cache = new Cache(300);
  const layer = () => ({ weights: new Uint16Array(50) });
  for (const key of ['a', 'b', 'c']) cache.set(key, layer());
  cache.get('a');
  cache.set('d', layer());
  assert.deepEqual([...cache.entries.keys()], ['c', 'a', 'd']);
  assert.equal(cache.bytes, 300);
});

test('a slot keeps the old answer until the new one is there, and aborts what is no longer asked', async () => {
  let changes = 0;
  const slot = new Slot(new Cache(1e6), () => changes++);
  slot.want('one', async () => 1);
  await turn();
  assert.deepEqual([slot.value, slot.current, changes], [1, true, 1]);
  /** @type {AbortSignal[]} */
  const signals = [];
  slot.want('two', (signal) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  assert.deepEqual([slot.value, slot.current], [1, false]);
  slot.want('one', async () => assert.fail('it is known'));
  assert.deepEqual([slot.value, slot.current, signals[0].aborted], [1, true, true]);
});

test('a late answer to an old question is dropped', async () => {
  const slot = new Slot(new Cache(1e6), () => {});
  slot.want('slow', () =>
    turn()
      .then(turn)
      .then(() => 'slow'),
  );
  slot.want('quick', async () => 'quick');
  await turn().then(turn).then(turn);
  assert.equal(slot.value, 'quick');
});

test('a problem is kept until something else is wanted', async () => {
  const slot = new Slot(new Cache(1e6), () => {});
  slot.want('bad', async () => {
    throw new Problem('It broke.', 'internal');
  });
  await turn();
  assert.equal(slot.problem?.message, 'It broke.');
  slot.want('good', async () => 'good');
  assert.equal(slot.problem, null);
});

test('the lens reads the token locked last, else the one masked last', () => {
  const state = initial('x');
  assert.equal(lensToken(state), undefined);
  assert.equal(lensToken({ ...state, mask: [5, 2] }), 2);
  assert.equal(lensToken({ ...state, mask: [5], lock: [{ index: 0, side: 'to' }] }), 0);
});
