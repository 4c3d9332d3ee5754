// Methods that follow derivatives and attention, over HTTP, against captum and torch.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { assertClose, fixture, headlight } from './client.mjs';

const server = headlight();
const { models } = JSON.parse(readFileSync(fixture('captum.json'), 'utf8'));
const SENTIMENT = ['sentiment-left', 'sentiment-right'];
const METHODS = ['integrated_gradients', 'gradient_x_input', 'attention_rollout'];

/** The target of the fixtures is the last label, “positive”. */
const explain = (model, text, method, options = {}) =>
  server.json('/explain', {
    models: [model].flat(), text, method, target: 'positive', options: { faithfulness: false, ...options },
  });
const weights = ({ weights }) => weights.map(({ weight }) => weight);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Within 1e-4 of the largest weight. */
const assertLike = (ours, theirs, what) =>
  assertClose(ours, theirs, 1e-4 * Math.max(...theirs.map(Math.abs)), what);

for (const model of SENTIMENT) {
  test(`${model}: the preset captum says what captum says`, async () => {
    for (const { text, padding, padding_delta: gap } of models[model]) {
      const { units, results: [result] } = await explain(model, text, 'integrated_gradients', { preset: 'captum' });
      assertLike(weights(result), padding, text);
      assertClose([result.quality.delta], [gap], 1e-4, text);
      assert.deepEqual([units.at(0).text, units.at(-1).text], ['[CLS]', '[SEP]']);
      assert.deepEqual([weights(result).at(0), weights(result).at(-1)], [0, 0]);
    }
  });

  test(`${model}: what units have is what their tokens have`, async () => {
    const expected = { gradient_x_input: 'gradient_x_input', plain: 'rollout', gradient: 'gradient_rollout' };
    const shown = async (text, name) =>
      name === 'gradient_x_input'
        ? explain(model, text, name, { output: 'logit', punctuation: 'own' })
        : explain(model, text, 'attention_rollout', { rollout: name, punctuation: 'own' });
    for (const [name, column] of Object.entries(expected)) {
      for (const entry of models[model].slice(0, 4)) {
        // These words are tokens, one each.
        const { results: [result] } = await shown(entry.text, name);
        assertLike(weights(result), entry[column].slice(1, -1), `${entry.text} ${name}`);
        assertClose([result.quality.outside], [entry[column].at(0) + entry[column].at(-1)], 1e-4, entry.text);
      }
    }
  });
}

test('weights add up for every output and baseline', async () => {
  const [{ text }] = models['sentiment-left'];
  for (const output of ['log_odds', 'logit', 'probability']) {
    for (const baseline of ['pad', 'mask', 'zero', 'mean']) {
      const { results: [result] } = await explain('sentiment-left', text, 'integrated_gradients', { output, baseline });
      const { value, baseline_value: base, delta, converged, outside } = result.quality;
      assertClose([sum(weights(result)) + outside], [value - base + delta], 1e-4, `${output} ${baseline}`);
      assert.equal(converged, Math.abs(delta) <= Math.max(0.01 * Math.abs(value - base), 1e-3), `${delta}`);
      if (output === 'probability') assertClose([value], [result.prediction], 1e-5, 'the value is the prediction');
    }
  }
});

test('what speaks for one of two labels speaks against the other', async () => {
  const { text } = models['sentiment-left'][2];
  const ask = (target) =>
    server.json('/explain', {
      models: ['sentiment-left'], text, method: 'integrated_gradients', target,
      options: { steps: 30, faithfulness: false },
    });
  const [positive, negative] = [await ask('positive'), await ask('negative')];
  const opposite = weights(negative.results[0]).map((weight) => -weight);
  assertClose(weights(positive.results[0]), opposite, 1e-5, text);
});

test('two models, and the difference between them', async () => {
  const { text } = models['sentiment-left'][2];
  for (const method of METHODS) {
    const { results, difference } = await explain(SENTIMENT, text, method);
    const [left, right] = results.map(weights);
    const apart = left.map((weight, at) => weight - right[at]);
    assertClose(difference.map(({ weight }) => weight), apart, 1e-5, method);
  }
});

test('odd texts have an answer', async () => {
  const odd = ['', '!!!', 'good', '😀', 'שלום עולם', '<b>good</b> <script>alert(1)</script>', 'really good '.repeat(300)];
  for (const text of odd) {
    for (const method of METHODS) {
      const options = method === 'integrated_gradients' ? { steps: 2 } : {};
      const { units, results: [result] } = await explain('sentiment-left', text, method, options);
      assert.equal(result.weights.length, units.length, `${text.slice(0, 20)} ${method}`);
      assert.ok(weights(result).every(Number.isFinite));
      if (!/\p{L}|\p{Extended_Pictographic}/u.test(text)) assert.deepEqual(units, []);
    }
  }
});
