import test from 'node:test';
import assert from 'node:assert/strict';
import { Problem } from '../src/api.js';
import { Cache } from '../src/cache.js';
import { createDesk, isCurrent } from '../src/lazy/explain/desk.js';

const turn = () => new Promise((resolve) => setTimeout(resolve, 2));
const job = (/** @type {string} */ name, text = 'a') => ({ name, ask: /** @type {any} */ ({ models: ['m'], text, method: name }) });

/** A desk whose answers come when the test says so. */
function desk() {
  /** @type {{ ask: any, listener: import('../src/lazy/explain/stream.js').Listener, answer: (value: any) => void, fail: (error: unknown) => void }[]} */
  const asked = [];
  const made = createDesk(
    new Cache(1e6),
    (ask, listener) => new Promise((answer, fail) => asked.push({ ask, listener, answer, fail })),
    () => {},
    () => {},
  );
  return { ...made, asked };
}

test('one after the other, in the order wanted', async () => {
  const { want, get, asked, current } = desk();
  want([job('one'), job('two')]);
  assert.deepEqual(asked.map(({ ask }) => ask.method), ['one']);
  assert.equal(current()?.ask.method, 'one');
  asked[0].listener.partial(/** @type {any} */ ('half'));
  assert.deepEqual([get('one')?.answer, isCurrent(get('one')), get('one')?.step], ['half', true, 'running']);
  asked[0].answer('whole');
  await turn();
  assert.deepEqual([get('one')?.answer, get('one')?.step], ['whole', 'done']);
  assert.deepEqual(asked.map(({ ask }) => ask.method), ['one', 'two']);
  asked[1].answer('also');
  await turn();
  assert.equal(current(), null);
});

test('another text stops what runs; its late words are not heard, and the old answer stays until there is a new one', async () => {
  const { want, get, asked } = desk();
  want([job('one')]);
  asked[0].answer('first');
  await turn();
  want([job('one', 'b')]);
  assert.deepEqual([get('one')?.answer, isCurrent(get('one'))], ['first', false]);
  want([job('one', 'c')]);
  assert.equal(asked[1].listener.signal.aborted, true);
  asked[1].listener.partial(/** @type {any} */ ('late'));
  asked[1].answer('late');
  await turn();
  assert.equal(get('one')?.answer, 'first');
  asked[2].answer('third');
  await turn();
  assert.deepEqual([get('one')?.answer, isCurrent(get('one'))], ['third', true]);
  want([job('one', 'a')]);
  assert.deepEqual([get('one')?.answer, asked.length], ['first', 3], 'what is known is not asked for again');
});

test('what is stopped stays so until it is asked for again', async () => {
  const { want, get, stop, resume, asked, current } = desk();
  want([job('one'), job('two')]);
  stop();
  assert.equal(asked[0].listener.signal.aborted, true);
  asked[0].fail(new Error('aborted'));
  await turn();
  assert.deepEqual([get('one')?.step, get('two')?.step, current()], ['stopped', 'stopped', null]);
  want([job('one'), job('two')]);
  assert.equal(asked.length, 1);
  resume();
  assert.deepEqual([get('one')?.step, asked.length], ['running', 2]);
});

test('a failure is kept with its sentence, the next one is asked for', async () => {
  const { want, get, asked, resume } = desk();
  want([job('one'), job('two')]);
  asked[0].fail(new Problem('The model is on holiday.', 'model_failed'));
  await turn();
  assert.deepEqual([get('one')?.step, get('one')?.problem?.message], ['failed', 'The model is on holiday.']);
  assert.equal(asked[1].ask.method, 'two');
  asked[1].fail(new TypeError('a defect'));
  await turn();
  assert.equal(get('two')?.problem?.code, 'unreadable');
  resume();
  assert.equal(get('one')?.problem, null);
});

test('what is wanted no longer is stopped, and goes on from where it was wanted again', () => {
  const { want, get, asked } = desk();
  want([job('one')]);
  want([]);
  assert.equal(asked[0].listener.signal.aborted, true);
  assert.equal(get('one'), null);
  want([job('one')]);
  assert.equal(asked.length, 2);
});
