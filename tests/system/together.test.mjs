// Whatever runs in one batch with a text, its answer is the one that it gets alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose, CAT, GIRL, headlight, MINI, STEP } from './client.mjs';

// Two servers, so that no answer of one is taken from the cache by the other.
const crowded = headlight();
const quiet = headlight();

const WORDS = `${CAT} ${GIRL} It was a fantastic performance!`.split(' ');
/** 32 texts, each a word longer than the one before. */
const TEXTS = Array.from({ length: 32 }, (_, i) => [...WORDS, ...WORDS].slice(0, i + 1).join(' '));

const ask = async (server, text) => {
  const input = { model: MINI, text };
  const [attention, analysis] = await Promise.all([server.attention(input), server.json('/analyze', input)]);
  return { attention, analysis };
};

test('32 texts of different length at once equal the same texts alone', async () => {
  const together = await Promise.all(TEXTS.map((text) => ask(crowded, text)));
  const lengths = together.map(({ analysis }) => analysis.tokens.length);
  assert.equal(new Set(lengths).size, TEXTS.length, `lengths ${lengths}`);
  assert.equal(await crowded.metric('headlight_forward_passes_total'), TEXTS.length);
  for (const [i, text] of TEXTS.entries()) same(together[i], await ask(quiet, text), text);
});

function same(together, alone, text) {
  assert.deepEqual(together.attention.shape, alone.attention.shape);
  assertClose(together.attention.weights, alone.attention.weights, 1e-5 + STEP, `attention of “${text}”`);
  assert.deepEqual(together.analysis.tokens, alone.analysis.tokens);
  const probabilities = ({ predictions }) => predictions.map((row) => row.map(({ probability }) => probability));
  assertClose(probabilities(together.analysis), probabilities(alone.analysis), 1e-5, `predictions of “${text}”`);
}

test('texts classified at once equal the same texts alone', async () => {
  const classify = (server, texts) => server.json('/classify', { model: 'sentiment-left', texts });
  const { probabilities, logits } = await classify(crowded, TEXTS);
  for (const [i, text] of TEXTS.entries()) {
    const alone = await classify(quiet, [text]);
    assertClose(probabilities[i], alone.probabilities[0], 1e-5, text);
    assertClose(logits[i], alone.logits[0], 1e-4, text);
  }
});
