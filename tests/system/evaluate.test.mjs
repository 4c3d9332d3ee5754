// Two classifiers on a set of sentences, over HTTP and on the command line.
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder, MODELS, run } from '../start.mjs';
import { assertClose, fixture, headlight } from './client.mjs';
import { follow } from './events.mjs';

const models = emptyFolder({ after });
for (const name of ['planted', 'planted-two']) symlinkSync(fixture(name), path.join(models, name));
for (const name of ['headlight-mini', 'sentiment-left', 'sentiment-right']) symlinkSync(path.join(MODELS, name), path.join(models, name));
const server = headlight({ models });

const PAIR = ['sentiment-left', 'sentiment-right'];
const { rows: known } = JSON.parse(readFileSync(fixture('report-sentences.json'), 'utf8'));
const LABELS = ['positive', 'positive', 'neutral', 'neutral', 'negative', 'negative'];
const SIX = known.slice(0, 6).map(({ text }, i) => ({ text, label: LABELS[i] }));

/** A thousand texts, none like another. */
const THOUSAND = Array.from({ length: 1000 }, (_, i) => ({
  text: `Number ${i}: ${known[i % 6].text}`,
  label: LABELS[i % 6],
}));

test('the six sentences of the report: what both say, who errs, and where they lean', async () => {
  const found = await server.json('/evaluate', { models: PAIR, rows: SIX });
  assertClose(found.rows.map(({ results }) => results[0].probabilities[1]), known.slice(0, 6).map(({ left }) => left), 1e-3, 'left');
  assertClose(found.rows.map(({ results }) => results[1].probabilities[1]), known.slice(0, 6).map(({ right }) => right), 1e-3, 'right');
  for (const [place, model] of found.models.entries()) {
    assert.deepEqual(model.left_out, [{ label: 'neutral', rows: 2 }]);
    assert.deepEqual([model.labelled, model.too_few], [4, true]);
    const neutral = found.rows.filter(({ label }) => label === 'neutral').map(({ results }) => results[place].probabilities[1]);
    assertClose([model.lean.neutral.value], [(neutral[0] + neutral[1]) / 2], 1e-6, 'the lean on neutral rows');
  }
  const apart = found.rows.map(({ results: [a, b] }) => Math.abs(a.probabilities[1] - b.probabilities[1]));
  assertClose(found.rows.map(({ disagreement }) => disagreement), apart, 1e-6, 'with two labels it is the difference');
});

test('swapping the two models negates the difference, whatever their tokenizers make of the text', async () => {
  const texts = [SIX[2].text, 'Don’t — the zebra’s 😀 fun, 3.5 % of it!', 'שלום zebra', 'not bad '.repeat(12)];
  for (const text of texts) {
    for (const method of ['shap', 'lime', 'occlusion']) {
      const ask = (pair) =>
        server.json('/explain', { models: pair, text, method, target: 'positive', options: { budget: 60, faithfulness: false } });
      const [there, back] = [await ask(['sentiment-left', 'planted']), await ask(['planted', 'sentiment-left'])];
      assert.deepEqual(there.units, back.units);
      const negated = back.difference.map(({ unit, weight, low, high }) => ({ unit, weight: 0 - weight, low: 0 - high, high: 0 - low }));
      assert.deepEqual(there.difference.map((one) => ({ ...one, weight: 0 + one.weight, low: 0 + one.low, high: 0 + one.high })), negated);
    }
  }
});

test('of a planted pair that differs in one word, that word is first', async () => {
  const texts = ['the film was fun', 'a zebra saw the film', 'never dull, really fun', 'the zebra was a good friend', 'so long', 'boring'];
  const rows = texts.map((text) => ({ text, label: text.includes('zebra') ? 'positive' : 'negative' }));
  for (const method of ['shap', 'lime']) {
    const { words, pair, models: both } = await server.json('/evaluate', { models: ['planted', 'planted-two'], rows, method });
    const [first, second] = words.words;
    assert.equal(first.word, 'fun', method);
    assert.ok(Math.abs(second.difference.effect) < 0.05 * Math.abs(first.difference.effect), `${method}: ${second.word}`);
    assert.deepEqual([pair.different, pair.contest.only_first, pair.contest.only_second], [2, 2, 0]);
    assert.deepEqual(both.map(({ errors }) => errors[1].false_positives), [0, 2]);
    const one = await server.json('/explain', { models: ['planted', 'planted-two'], text: texts[0], method, target: 'positive' });
    const sizes = one.difference.map(({ weight }) => Math.abs(weight));
    assert.equal(one.units[sizes.indexOf(Math.max(...sizes))].text, 'fun');
  }
});

test('a thousand rows come one after the other, each once, and then the totals', async () => {
  const events = [];
  await follow(server, { models: PAIR, rows: THOUSAND }, (name, data) => events.push([name, data]));
  const rows = events.filter(([name]) => name === 'partial').flatMap(([, { rows: some }]) => some);
  assert.deepEqual(rows.map(({ row }) => row), THOUSAND.map((_, i) => i));
  const [last, totals] = events.at(-1);
  assert.equal(last, 'result');
  assert.deepEqual([totals.count, totals.models[0].labelled, totals.rows], [1000, 666, undefined]);
  const progress = events.filter(([name]) => name === 'progress').map(([, one]) => one);
  assert.ok(progress.length > 10 && progress.every(({ done, total }) => done <= total), `${progress.length} times`);
  const predicted = rows.filter(({ results }) => results[0].right !== null);
  const right = predicted.filter(({ results }) => results[0].right).length;
  assertClose([totals.models[0].accuracy.value], [right / predicted.length], 1e-6, 'accuracy');
});

test('who goes stops the work', async () => {
  const rows = THOUSAND.map(({ text }) => ({ text: `Again: ${text}` }));
  const passes = () => server.metric('headlight_forward_passes_total');
  const before = await passes();
  await follow(server, { models: PAIR, rows, method: 'shap' }, (name) => name !== 'partial');
  // Something interactive waits for the batch that runs.
  await server.json('/classify', { model: PAIR[0], texts: ['done'] });
  const stopped = await passes();
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await passes(), stopped, 'nothing goes on');
  assert.ok(stopped - before < 1000, `${stopped - before} passes`);
});

const evaluate = (file, ...args) =>
  run(['evaluate', file, '--models', models, '--model', PAIR[0], '--model2', PAIR[1], ...args], { cwd: path.dirname(file) });

/** An answer without its numbers, and its numbers. */
const shape = (answer) => JSON.stringify(answer, (_, value) => (typeof value === 'number' ? 0 : sorted(value)));
const sorted = (value) => (value && !Array.isArray(value) && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort()) : value);
const numbers = (answer) => [...JSON.stringify(sorted(answer), (_, value) => sorted(value)).matchAll(/[:,[](-?\d[\d.e-]*)/g)].map(([, number]) => Number(number));

test('the command reads a file and prints a table, JSON or CSV', async (t) => {
  const file = path.join(emptyFolder(t), 'six.csv');
  writeFileSync(file, `text,label\n${SIX.map(({ text, label }) => `"${text}",${label}`).join('\n')}\n`);
  const [table, json, csv] = [await evaluate(file), await evaluate(file, '--json', '--method', 'shap'), await evaluate(file, '--csv')];
  for (const { code, stderr } of [table, json, csv]) assert.equal(code, 0, stderr);
  assert.match(table.stdout, /^6 rows\n\nsentiment-left\n {2}accuracy/);
  assert.match(table.stdout, /Fewer than 30 labelled rows prove nothing\./);
  assert.match(table.stdout, /2 rows labelled “neutral” are left out/);
  assert.match(json.stderr, /^score 0 %\n[^]*explain 100 %\n$/);
  const answer = await server.json('/evaluate', { models: PAIR, rows: SIX, method: 'shap' });
  // Batches may differ, and with them the last digits.
  const [printed, answered] = [JSON.parse(json.stdout), answer];
  assert.deepEqual(shape(printed), shape(answered));
  assertClose(numbers(printed), numbers(answered), 1e-5, 'what is printed and what is answered');
  const lines = csv.stdout.trimEnd().split('\n');
  assert.equal(lines.length, 7);
  assert.match(lines[0], /^label,text,sentiment-left says,sentiment-left p\(negative\),/);
});

test('the command refuses what it cannot read or do, by name', async (t) => {
  const file = path.join(emptyFolder(t), 'bad.csv');
  writeFileSync(file, 'text,label\nfine,pos\na,b,c\n');
  const bad = await evaluate(file);
  assert.deepEqual([bad.code, bad.stdout], [1, '']);
  assert.match(bad.stderr, /bad\.csv:3: 3 fields instead of 2\./);
  const missing = await evaluate(`${file}.not`);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /cannot be read/);
  writeFileSync(file, 'fine\n');
  const target = await evaluate(file, '--method', 'shap', '--target', 'sideways');
  assert.equal(target.code, 1);
  assert.match(target.stderr, /has no label “sideways”/);
});
