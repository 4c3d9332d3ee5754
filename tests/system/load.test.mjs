// A class at work: many people at once, a queue that is full, and a server that is stopped meanwhile. No times are asserted.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { emptyFolder, serve } from '../start.mjs';
import { assertClose, client, GIRL, headlight, MINI, STEP } from './client.mjs';

const CLASSIFIER = 'sentiment-left';
const WORDS = 'the girl ran to a local pub because cats and cars never cross roads without some good reason in her city'.split(' ');
/** A text of so many words that no other number gives. */
const text = (number, words = 8 + (number % 25)) =>
  [`Number ${number}`, ...Array.from({ length: words }, (_, i) => WORDS[(number * 7 + i * (1 + (number % 3))) % WORDS.length])].join(' ');

const numbersIn = (value) =>
  typeof value === 'number' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
/** Likeliest words by their probabilities: two that are as good as equal may change places. */
const probabilities = (lists) => lists.flatMap((list) => list.map(({ probability }) => probability));

/** What people ask for: the request, what of its answer is the same to the letter, and its numbers with their tolerance. */
const KINDS = {
  analyze: {
    body: (number) => ({ model: MINI, text: text(number) }),
    exact: ({ tokens, words, truncated }) => ({ tokens, words, truncated }),
    numbers: ({ predictions }) => probabilities(predictions),
    within: 1e-5,
  },
  attention: {
    body: (number) => ({ model: MINI, text: text(number), layers: [1 + (number % 6)] }),
    exact: ({ tokens, layers, heads }) => ({ tokens, layers, heads }),
    numbers: ({ attention }) => numbersIn(attention),
    within: 1e-5 + STEP,
  },
  lens: {
    body: (number) => ({ model: MINI, text: text(number), token: 3 }),
    exact: ({ token, layers }) => ({ token, layers: layers.map(({ layer }) => layer) }),
    numbers: ({ layers }) => layers.flatMap(({ predictions, entropy }) => [...probabilities([predictions]), entropy / 10]),
    within: 1e-5,
  },
  classify: {
    body: (number) => ({ model: CLASSIFIER, texts: [text(number), text(number + 1000, 4)] }),
    exact: ({ labels }) => labels,
    numbers: ({ probabilities }) => numbersIn(probabilities),
    within: 1e-5,
  },
};
const names = Object.keys(KINDS);

/** Answered, or told to come back. */
function assertServed(response, what) {
  if (response.ok) return;
  assert.ok([429, 503].includes(response.status), `${what}: ${response.status}`);
  assert.ok(Number(response.headers.get('retry-after')) > 0, `${what}: ${response.status} without Retry-After`);
}

/** The events of a stream of an explanation: [{ name, data }]. */
async function events(response) {
  const blocks = (await response.text()).split('\n\n');
  return blocks.flatMap((block) => {
    const name = /^event: (.*)$/m.exec(block)?.[1];
    return name ? [{ name, data: JSON.parse(/^data: (.*)$/m.exec(block)[1]) }] : [];
  });
}

function assertEnded(heard) {
  const ends = heard.filter(({ name }) => ['result', 'error'].includes(name));
  assert.equal(ends.length, 1, `a stream ended ${ends.length} times`);
  assert.equal(heard.at(-1), ends[0]);
  return ends[0];
}

const explain = (server, number, budget) =>
  server.post(
    '/explain',
    { models: [CLASSIFIER], text: text(number, 12), method: 'lime', options: { budget, faithfulness: false } },
    { Accept: 'text/event-stream' },
  );

/** A server of a test's own. */
async function start(t) {
  const { address, stop } = await serve({ data: emptyFolder(t) });
  t.after(() => stop('SIGKILL'));
  return { address, stop, server: client(() => address) };
}

const server = headlight();
const quiet = headlight();

test('30 people at once: nobody gets an error, and every answer is the one given alone', async () => {
  const asked = [];
  const person = async (who) => {
    for (let round = 0; round < 8; round++) {
      const number = who * 8 + round;
      const name = names[number % names.length];
      // Every fourth text is one that others ask about too.
      const body = KINDS[name].body(round % 4 ? number : round);
      const response = await server.post(`/${name}`, body);
      assertServed(response, name);
      const answer = await response.json();
      if (response.ok) asked.push({ name, body, answer });
      assertServed(await server.get(round % 2 ? '/' : '/metrics'), 'a page');
    }
  };
  const saver = async (who) => {
    const state = { model: MINI, text: text(who) };
    const saved = await server.post('/views', { state });
    assert.equal(saved.status, 201);
    const { id } = await saved.json();
    assert.deepEqual(await (await server.get(`/api/v1/views/${id}`)).json(), { id, state });
  };
  const stream = async () => assertEnded(await events(await explain(server, 5000, 300)));
  const everybody = Array.from({ length: 30 }, (_, who) => [person(who), who % 3 ? null : saver(who)]).flat();
  const [end] = await Promise.all([stream(), ...everybody]);
  assert.equal(end.name, 'result');
  assert.equal(asked.length, 30 * 8, 'so few people fill no queue');
  for (const { name, body, answer } of asked.filter((_, i) => i % 5 === 0)) {
    const { exact, numbers, within } = KINDS[name];
    const alone = await quiet.json(`/${name}`, body);
    assert.deepEqual(exact(answer), exact(alone));
    assertClose(numbers(answer), numbers(alone), within, `${name} of ${JSON.stringify(body)}`);
  }
});

test('while the queue is full, others hear when to come back, and pages and cached answers keep coming', async (t) => {
  const { address, server } = await start(t);
  const seen = { model: MINI, text: GIRL };
  const cached = await server.text('/attention', seen);
  const leave = new AbortController();
  const flood = Array.from({ length: 400 }, async (_, number) => {
    const response = await fetch(`${address}/api/v1/attention`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: MINI, text: text(9000 + number, 400), layers: [1], heads: [1] }),
      signal: leave.signal,
    });
    assertServed(response, 'one of too many');
    if (response.ok) throw new Error('answered, not refused');
    return (await response.json()).code;
  });
  const settled = Promise.allSettled(flood);
  assert.equal(await Promise.any(flood), 'busy');
  for (const at of ['/', '/healthz', '/readyz', '/metrics', '/api/v1/models', '/api/openapi.json']) {
    assert.equal((await server.get(at)).status, 200, at);
  }
  assert.equal(await server.text('/attention', seen), cached);
  assert.ok((await server.metric('headlight_queue_depth{queue="interactive"}')) > 0, 'they still wait');
  leave.abort();
  const wrong = (await settled).filter(({ reason }) => reason instanceof assert.AssertionError);
  assert.deepEqual(wrong, []);
  // Nobody waits for the others any more, so the next one is soon served.
  while ((await server.post('/analyze', { model: MINI, text: text(9999) })).status !== 200) await sleep(50);
});

test('stopped under load: what came in is answered, streams end at once, and the exit is clean', async (t) => {
  const { server: busy, stop } = await start(t);
  // Minutes of work, for which nobody waits who wants the server to stop.
  const streaming = await explain(busy, 6000, 20_000);
  const asked = Array.from({ length: 40 }, (_, i) => {
    const name = names[i % names.length];
    return busy.post(`/${name}`, KINDS[name].body(i));
  });
  // One is answered, so the others are on their way.
  await Promise.race(asked);
  const [stopped, heard, ...answers] = await Promise.all([stop(), events(streaming), ...asked]);
  for (const response of answers) {
    assertServed(response, 'a request that had come in');
    await response.arrayBuffer();
  }
  const end = assertEnded(heard);
  assert.deepEqual([end.name, end.data.code], ['error', 'not_ready']);
  assert.deepEqual([stopped.code, stopped.signal], [0, null], stopped.stderr);
  assert.doesNotMatch(stopped.stderr, /panic|ERROR/);
  await assert.rejects(busy.get('/healthz'));
});
