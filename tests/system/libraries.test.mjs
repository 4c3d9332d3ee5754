// Python's lime and shap, live: given what Headlight's models say of every text, they say what its presets say.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose, headlight } from './client.mjs';
import { libraries, python } from './libraries/install.mjs';

const server = headlight();
const ASK = new URL('libraries/ask.py', import.meta.url).pathname;

const TEXTS = [
  'This is a really good book, and I enjoyed reading it.',
  "I don't think it's good; it's <b>unbelievably</b> boring & long!",
  'It was a fantastic performance! 😀 Not great but fun, and not boring, not at all: a film of unquestionable wit ½.',
];

/** What the libraries say of some cases. */
function ask(cases) {
  const env = { ...process.env, PYTHONPATH: libraries(), PYTHONWARNINGS: 'ignore' };
  return JSON.parse(python([ASK], { input: JSON.stringify(cases), env }, 'lime or shap did not answer'));
}

/** An explanation that tells of every text; and each text with what was said of it. */
async function explain(method, text, options, more = {}) {
  const body = { models: ['sentiment-left'], text, method, ...more };
  const found = await server.json('/explain', { ...body, options: { preset: method, faithfulness: false, table: true, ...options } });
  assert.equal(found.table.length, found.evaluations);
  const table = Object.fromEntries(found.table.map((row) => [row.text, row.probabilities]));
  assert.equal(Object.keys(table).length, found.table.length, 'a text stands twice in the table');
  return { found, table };
}

test('the table has the probabilities that classify answers', async () => {
  const { found } = await explain('lime', TEXTS[0], { budget: 500 });
  const rows = found.table.slice(0, 1000);
  const { probabilities } = await server.json('/classify', { model: 'sentiment-left', texts: rows.map((row) => row.text) });
  assertClose(rows.map((row) => row.probabilities), probabilities, 1e-5, 'the table');
});

test('the preset lime is lime', async (t) => {
  const cases = [];
  const ours = [];
  for (const [i, text] of TEXTS.entries()) {
    for (const [budget, features, target] of [[400, 10, 'positive'], [600, 4, 'negative']]) {
      const { found, table } = await explain('lime', text, { budget, features }, { seed: i + 3, target });
      const { labels } = await server.json('/classify', { model: 'sentiment-left', texts: [] });
      ours.push(found);
      cases.push({ kind: 'lime', text, budget, features, seed: i + 3, label: labels.indexOf(target), table });
    }
  }
  const theirs = ask(cases);
  for (const [i, answer] of theirs.entries()) {
    const { units, results: [result] } = ours[i];
    const weights = Object.fromEntries(units.map((unit, at) => [unit.text, result.weights[at].weight]));
    const words = Object.keys(answer.weights);
    assert.equal(words.length, Math.min(cases[i].features, units.length));
    assertClose(words.map((word) => weights[word]), Object.values(answer.weights), 1e-6, `lime, case ${i}`);
    const chosen = Object.values(weights).filter((weight) => weight !== 0).length;
    assert.ok(chosen <= words.length, 'a word has a weight that lime did not choose');
    const { intercept, local_prediction, r2 } = result.quality;
    const quality = [answer.intercept, answer.local_prediction, answer.r2];
    assertClose([intercept, local_prediction, r2], quality, 2e-6, `the quality of lime, case ${i}`);
  }
  t.diagnostic(`${theirs.length} explanations of lime`);
});

/** Tokens as shap reads them: specials stand at 0, offsets are code points. */
async function tokens(text) {
  const { tokens } = await server.json('/analyze', { model: 'sentiment-left', text });
  const points = (at) => [...text.slice(0, at)].length;
  return tokens.map(({ id, start, end }) => ({ id, at: start === null ? [0, 0] : [points(start), points(end)] }));
}

test('the preset shap is shap, at every budget', async (t) => {
  const cases = [];
  const ours = [];
  const empty = await tokens('');
  const { tokens: [, mask] } = await server.json('/analyze', { model: 'sentiment-left', text: '[MASK]' });
  for (const text of TEXTS) {
    for (const budget of [10, 37, 100, 500]) {
      const target = budget === 100 ? 'negative' : 'positive';
      const { found, table } = await explain('shap', text, { budget }, { target });
      const { labels } = await server.json('/classify', { model: 'sentiment-left', texts: [] });
      ours.push(found);
      const words = { tokens: await tokens(text), empty, mask: '[MASK]', mask_id: mask.id };
      cases.push({ kind: 'partition', text, budget, label: labels.indexOf(target), table, ...words });
    }
  }
  const theirs = ask(cases);
  for (const [i, answers] of theirs.entries()) {
    const { units, results: [result] } = ours[i];
    const weights = result.weights.map(({ weight }) => weight);
    const distance = ({ values }) => Math.max(...values.map((value, at) => Math.abs(value - weights[at])));
    const [closest] = answers.toSorted((a, b) => distance(a) - distance(b));
    assert.deepEqual(closest.segments.map((segment) => segment.trim()), units.map((unit) => unit.text));
    const what = `shap with ${cases[i].budget} evaluations of “${cases[i].text}”`;
    assertClose(weights, closest.values, 1e-6, what);
    assertClose([result.base_value], [closest.base], 1e-6, what);
  }
  t.diagnostic(`${theirs.length} explanations of shap`);
});
