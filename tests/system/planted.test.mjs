// A classifier whose answer depends on one word (fixtures/make_planted.py): every method has to find it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder } from '../start.mjs';
import { assertClose, fixture, headlight } from './client.mjs';

const WORD = 'zebra';
const models = emptyFolder({ after });
symlinkSync(fixture('planted'), path.join(models, 'planted'));
const server = headlight({ models });

const LONG = Array.from({ length: 300 }, (_, i) => ['the', 'movie', 'was', 'not', 'boring'][i % 5]);
const TEXTS = {
  plain: `The ${WORD} was a good friend of the actor.`,
  alone: WORD,
  last: `not bad, ${WORD}`,
  emoji: `😀 so 👩‍👩‍👧 ${WORD} 🇺🇳 good 😀`,
  'right to left': `שלום עולם ${WORD} مرحبا بالعالم`,
  html: `<script>alert("the ${WORD}")</script> <b>good</b> &amp; bad`,
  punctuation: `!!! ... ${WORD} ??? --- !!! (so) "so"`,
  'combining marks': `e\u0301t\u0301 \u202e${WORD} \u200d x`,
  'many words': LONG.with(171, WORD).join(' '),
};

/** Methods and options of every kind, of which a server may not have all. */
const WAYS = [
  ['lime', {}], ['lime', { preset: 'lime', budget: 2000 }], ['lime', { removal: 'mask' }],
  ['shap', {}], ['shap', { preset: 'shap' }], ['shap', { algorithm: 'permutation' }], ['shap', { algorithm: 'partition' }],
  ['shap', { removal: 'unk', algorithm: 'kernel' }],
  ['occlusion', {}], ['occlusion', { removal: 'mask' }], ['occlusion', { removal: 'unk', punctuation: 'own' }],
  ['gradient_x_input', {}], ['integrated_gradients', {}], ['integrated_gradients', { preset: 'captum' }],
  ['attention_rollout', {}],
];

/** The ways that this server has: a method that is not built says `unsupported`. */
async function built() {
  const found = [];
  for (const [method, options] of WAYS) {
    const response = await server.post('/explain', { models: ['planted'], text: 'a', method, options });
    const { code } = await response.json();
    if (response.ok) found.push([method, options]);
    else assert.equal(code, 'unsupported', `${method} ${JSON.stringify(options)}`);
  }
  const methods = new Set(found.map(([method]) => method));
  for (const method of ['lime', 'shap', 'occlusion']) assert.ok(methods.has(method), `${method} is not built`);
  return found;
}

test('the planted classifier is what its script writes, and does what it is planted to do', async () => {
  const { status, stderr } = spawnSync('python3', [fixture('make_planted.py'), '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const texts = Object.values(TEXTS);
  const without = texts.map((text) => text.replace(WORD, 'story'));
  const { labels, probabilities } = await server.json('/classify', { model: 'planted', texts: [...texts, ...without] });
  const positive = probabilities.map((row) => row[labels.indexOf('positive')]);
  assertClose(positive.slice(0, texts.length), texts.map(() => 0.97), 0.01, 'with the word');
  assertClose(positive.slice(texts.length), texts.map(() => 0.03), 0.01, 'without it');
});

test('every method that is built puts the word first, for both classes, whatever stands around it', async (t) => {
  const ways = await built();
  for (const [kind, text] of Object.entries(TEXTS)) {
    for (const [method, options] of ways) {
      for (const target of ['positive', 'negative']) {
        const body = { models: ['planted'], text, method, target, options: { faithfulness: false, ...options } };
        const { units, results: [{ weights }] } = await server.json('/explain', body);
        const sizes = weights.map(({ weight }) => Math.abs(weight));
        const first = sizes.indexOf(Math.max(...sizes));
        const what = `${method} ${JSON.stringify(options)} of ${target} on “${kind}”`;
        assert.ok(units[first].text.includes(WORD), `${what} puts “${units[first].text}” first`);
        const others = sizes.filter((_, i) => i !== first);
        // A rollout says where the model looks, at everything a little, and not in which direction that leads.
        const rollout = method === 'attention_rollout';
        const bound = rollout ? 0.99 : 0.5;
        assert.ok(others.every((size) => size < bound * sizes[first]), `${what} is undecided`);
        const sign = target === 'positive' || rollout ? 1 : -1;
        assert.equal(Math.sign(weights[first].weight), sign, what);
        assert.equal(text.slice(units[first].start, units[first].end).includes(WORD), true, what);
      }
    }
  }
  t.diagnostic(`${ways.length} ways on ${Object.keys(TEXTS).length} texts`);
});

test('what explains it is faithful to it', async () => {
  const { results: [{ quality, blank, prediction }] } = await server.json('/explain', {
    models: ['planted'], text: TEXTS.plain, method: 'shap', target: 'positive',
  });
  assertClose([prediction, blank.prediction], [0.97, 0.03], 0.01, 'the ends');
  for (const { operator, comprehensiveness, sufficiency, curves } of quality.faithfulness) {
    assertClose([comprehensiveness, sufficiency], [0.94, 0], 0.02, operator);
    const [whole, ...rest] = curves;
    assert.ok(rest.every((point) => point.most_first < 0.1), `${operator}: gone with the word`);
    assert.ok(rest.slice(0, -1).every((point) => point.least_first > 0.9), `${operator}: there until the end`);
    assert.equal(whole.most_first, whole.least_first);
  }
});
