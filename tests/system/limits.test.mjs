// As long as a text may be, and one longer.
import assert from 'node:assert/strict';
import test from 'node:test';
import { headlight, MINI, STEP } from './client.mjs';

const server = headlight();

/** A text of so many tokens, the two added ones included. */
const text = (tokens) => Array(tokens - 2).fill('cars').join(' ');
const analyze = (input) => server.json('/analyze', { model: MINI, ...input });

test('the longest text is read to its end', async () => {
  const { tokens, truncated, predictions } = await analyze({ text: text(512) });
  assert.deepEqual([tokens.length, predictions.length, truncated], [512, 512, null]);
});

test('one token more is cut off, and where is said', async () => {
  const { tokens, truncated } = await analyze({ text: text(513) });
  assert.equal(tokens.length, 512);
  assert.equal(tokens.at(-1).piece, '[SEP]');
  // 510 words are read, and nothing from the next one on.
  assert.deepEqual(truncated, { side: 'a', at: 510 * 5, tokens_total: 513, tokens_kept: 512 });
});

test('of a pair the longer text is cut first', async () => {
  const short = 'Where are the cars?';
  const whole = await analyze({ text: short, text_pair: 'Here.' });
  const side = (tokens, side) => tokens.filter((token) => token.side === side).map((token) => token.piece);
  for (const [long, pair] of [['a', { text: text(600), text_pair: short }], ['b', { text: short, text_pair: text(600) }]]) {
    const { tokens, truncated } = await analyze(pair);
    const other = long === 'a' ? 'b' : 'a';
    assert.equal(tokens.length, 512);
    assert.deepEqual(side(tokens, other), side(whole.tokens, 'a'), 'the short text is whole');
    assert.deepEqual([truncated.side, truncated.tokens_kept], [long, 512]);
    assert.equal(truncated.tokens_total, 598 + side(whole.tokens, 'a').length + 3);
  }
});

test('all layers of a 512-token text come as one file whose rows sum to 1', async () => {
  const { shape, weights } = await server.attention({ model: MINI, text: text(512) });
  assert.deepEqual(shape, [6, 12, 512, 512]);
  for (let row = 0; row < weights.length; row += 512) {
    const sum = weights.subarray(row, row + 512).reduce((a, b) => a + b);
    assert.ok(Math.abs(sum - 1) <= 512 * STEP, `row ${row / 512} sums to ${sum}`);
  }
});

test('numbers beyond what JSON should carry are refused', async () => {
  const input = { model: MINI, text: text(512) };
  const one = await server.json('/attention', { ...input, layers: [1] });
  assert.deepEqual([one.attention.length, one.attention[0].length, one.attention[0][11][511].length], [1, 12, 512]);
  const problem = await server.refused('/attention', { ...input, layers: [1, 2] });
  assert.deepEqual([problem.status, problem.code], [413, 'answer_too_large']);
});

test('a long text leaves the next requests as they were', async () => {
  const before = await server.text('/analyze', { model: MINI, text: 'Cars.' });
  await analyze({ text: `${text(510)} too` });
  assert.equal(await server.text('/analyze', { model: MINI, text: 'Cars.' }), before);
});
