// Explanations of the real models: odd texts, the cache, words written anew.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose, headlight } from './client.mjs';

const server = headlight();
const GOOD = 'This is a really good book, and I enjoyed reading it.';

const WAYS = [
  ['lime', { budget: 200 }], ['lime', { preset: 'lime', budget: 200 }],
  ['shap', { budget: 100 }], ['shap', { preset: 'shap', budget: 60 }], ['shap', { budget: 60, algorithm: 'kernel', removal: 'mask' }],
  ['occlusion', { punctuation: 'own' }], ['occlusion', { removal: 'refill' }],
];
const ODD = {
  nothing: '', blanks: ' \n\t ', exclamations: '!!!', 'one word': 'good', 'one emoji': '😀', 'right to left': 'הסרט היה טוב מאוד',
  html: '<script>alert("good")</script> <b>bad</b> &amp;', marks: '\u0301 \u200d \u202e', digits: '½ ² 3.5%',
};
const explain = (method, text, options, more) =>
  server.json('/explain', { models: ['sentiment-left'], text, method, options, ...more });

function check(found, what) {
  const [{ prediction, base_value: base, blank, weights }] = found.results;
  assert.equal(weights.length, found.units.length, what);
  const numbers = [prediction, blank.prediction, ...weights.map(({ weight }) => weight)];
  assert.ok(numbers.every(Number.isFinite), what);
  if (found.units.length === 0) assertClose([base, blank.prediction], [prediction, prediction], 1e-6, what);
  if (found.method !== 'shap' || found.units.length === 0) return;
  const open = found.results[0].quality.unresolved.reduce((sum, { weight }) => sum + weight, 0);
  assertClose([base + open + weights.reduce((sum, { weight }) => sum + weight, 0)], [prediction], 1e-4, `${what} adds up`);
  assertClose([base], [blank.prediction], 1e-6, `${what}: the base is the blank`);
}

for (const [kind, text] of Object.entries(ODD)) {
  test(`every method answers about ${kind}`, async () => {
    for (const [method, options] of WAYS) {
      // What shap explains is its own writing of the text, which may be another one.
      if (options.preset === 'shap' && text !== text.trim()) continue;
      check(await explain(method, text, options), `${method} ${JSON.stringify(options)}`);
    }
  });
}

test('every method answers about six hundred words', async () => {
  const text = Array.from({ length: 600 }, (_, i) => ['so', 'good', 'not', 'bad', 'film'][i % 5]).join(' ');
  for (const [method, options] of [['lime', { budget: 20 }], ['shap', { budget: 20 }], ['shap', { preset: 'shap', budget: 20 }]]) {
    const found = await explain(method, text, { ...options, faithfulness: false });
    assert.notEqual(found.truncated, null);
    assert.ok(found.units.length > 400, `${found.units.length} units`);
    assert.equal(found.results[0].weights.length, found.units.length);
  }
});

test('an explanation that was asked for before runs nothing and is the same bytes', async (t) => {
  const body = { models: ['sentiment-left', 'sentiment-right'], text: GOOD, method: 'lime', options: { preset: 'lime', budget: 1500 } };
  const first = await server.text('/explain', body);
  const passes = await server.metric('headlight_forward_passes_total');
  const started = performance.now();
  const again = await server.text('/explain', body);
  t.diagnostic(`again in ${Math.round(performance.now() - started)} ms`);
  assert.equal(again, first);
  assert.equal(await server.metric('headlight_forward_passes_total'), passes);
  // Whose answers lie there already: the same text for the other label, and for one model alone.
  const other = { ...body, models: ['sentiment-right'], target: 'negative', options: { ...body.options, faithfulness: false } };
  const { evaluations } = await server.json('/explain', other);
  assert.equal(await server.metric('headlight_forward_passes_total'), passes);
  assert.ok(evaluations < JSON.parse(first).evaluations);
});

test('words are written anew by the default model, and are not those that stood there', async () => {
  const found = await explain('occlusion', GOOD, { removal: 'refill', faithfulness: false, table: true });
  const [{ blank }] = found.results;
  const texts = [blank.text, ...found.table.map((row) => row.text)];
  for (const text of texts) assert.doesNotMatch(text, /\[MASK\]|##/);
  const words = blank.text.split(' ');
  assert.equal(words.length, found.units.length, blank.text);
  for (const [i, word] of words.entries()) {
    assert.match(word, /^[\p{L}\p{N}]+$/u);
    assert.ok(!found.units[i].text.toLowerCase().startsWith(`${word.toLowerCase()}.`) && found.units[i].text.toLowerCase() !== word, word);
  }
  // What stands in the place of one word is what the model expects behind a mask there.
  const place = GOOD.indexOf('good');
  const { tokens } = await server.json('/analyze', { model: 'headlight-mini', text: GOOD });
  const masked = tokens.findIndex((token) => token.start === place);
  const { predictions } = await server.json('/analyze', { model: 'headlight-mini', text: GOOD, masked: [masked], top_k: 20 });
  const expected = predictions[masked].map(({ token }) => token).find((token) => /^[a-z0-9]+$/.test(token) && token !== 'good');
  assert.ok(found.table.some((row) => row.text === GOOD.replace('good', expected)), expected);
});
