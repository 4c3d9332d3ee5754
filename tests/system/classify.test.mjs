// The two sentiment models, and many texts at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertClose, CAT, fixture, headlight, MINI } from './client.mjs';

const server = headlight();
const { rows } = JSON.parse(readFileSync(fixture('report-sentences.json'), 'utf8'));
const classify = (model, texts) => server.json('/classify', { model, texts });

/** How many jobs have waited in a queue. */
const waited = (queue) => server.metric(`headlight_queue_wait_seconds_count{queue="${queue}"}`).catch(() => 0);

for (const side of ['left', 'right']) {
  test(`sentiment-${side} says of the report's sentences what transformers says`, async () => {
    const { labels, probabilities, logits } = await classify(`sentiment-${side}`, rows.map((row) => row.text));
    const positive = labels.indexOf('positive');
    assert.notEqual(positive, -1, `labels ${labels}`);
    assertClose(probabilities.map((row) => row[positive]), rows.map((row) => row[side]), 1e-3, side);
    assert.deepEqual([logits.length, logits[0].length], [rows.length, labels.length]);
    for (const row of probabilities) assertClose([row.reduce((a, b) => a + b)], [1], 1e-6, 'a row');
  });
}

test('a classifier analyses a text as it classifies it', async () => {
  const { text } = rows[0];
  const { classes, predictions } = await server.json('/analyze', { model: 'sentiment-left', text });
  const { labels, probabilities } = await classify('sentiment-left', [text]);
  assert.deepEqual(classes.map(({ label }) => label), labels);
  assertClose(classes.map(({ probability }) => probability), probabilities[0], 1e-5, text);
  assert.equal(predictions ?? null, null);
});

test('hundreds of texts are bulk work, in the order in which they came', async () => {
  const before = await waited('bulk');
  const texts = Array.from({ length: 220 }, (_, i) => rows[i % rows.length].text);
  const { probabilities } = await classify('sentiment-right', texts);
  const expected = texts.map((_, i) => probabilities[i % rows.length]);
  assertClose(probabilities, expected, 1e-5, 'the same text at another place');
  assertClose(probabilities.slice(0, rows.length).map((row) => row[1]), rows.map((row) => row.right), 1e-3, 'bulk');
  assert.equal(await waited('bulk'), before + 1);
});

test('a reader is answered while bulk work runs', async () => {
  const texts = Array.from({ length: 400 }, (_, i) => `${CAT} It was number ${i}, and ${rows[i % rows.length].text}`);
  const before = await waited('bulk');
  let done = false;
  const bulk = classify('sentiment-left', texts).then((answer) => ((done = true), answer));
  while ((await waited('bulk')) === before) await sleep(5);
  for (let i = 0; i < 3; i += 1) await server.attention({ model: MINI, text: `Number ${i}: ${CAT}`, layers: [1] });
  assert.equal(done, false, 'the reader did not wait for the bulk work');
  assert.equal((await bulk).probabilities.length, texts.length);
});

test('no texts are no answers, too many are refused, and so is a model that does not classify', async () => {
  assert.deepEqual((await classify('sentiment-left', [])).probabilities, []);
  const many = await server.refused('/classify', { model: 'sentiment-left', texts: Array(1001).fill('a') });
  assert.deepEqual([many.status, many.code], [422, 'bad_request']);
  const mini = await server.refused('/classify', { model: MINI, texts: ['a'] });
  assert.equal(mini.code, 'not_a_classifier');
});
