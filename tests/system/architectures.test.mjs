// Every architecture from its folder, through HTTP, as transformers has it; broken folders beside them.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder, run } from '../start.mjs';
import { assertClose, CAT, fixture, headlight, softmax } from './client.mjs';

const parity = readdirSync(fixture('parity'));
const models = emptyFolder({ after });
for (const name of parity) symlinkSync(fixture(`parity/${name}`), path.join(models, name));
symlinkSync(fixture('checkpoints/lora'), path.join(models, 'tuned'));

/** A folder of a BERT that something has happened to, and what has to be said about it. */
function broken(name, damage) {
  const folder = path.join(models, name);
  cpSync(fixture('parity/bert-uncased-mlm'), folder, { recursive: true });
  damage((file) => path.join(folder, file));
}
const patch = (file, change) => writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file)), ...change }));
broken('no-json', (at) => writeFileSync(at('config.json'), '{'));
broken('other-kind', (at) => patch(at('config.json'), { model_type: 'mamba' }));
broken('other-size', (at) => patch(at('config.json'), { vocab_size: 1300 }));
broken('cut-off', (at) => truncateSync(at('model.safetensors'), 5000));
mkdirSync(path.join(models, 'lost-adapter'));
cpSync(fixture('checkpoints/lora'), path.join(models, 'lost-adapter'), { recursive: true });
patch(path.join(models, 'lost-adapter/adapter_config.json'), { base_model_name_or_path: 'someone/else' });
const SENTENCES = {
  'no-json': /config\.json/,
  'other-kind': /mamba/,
  'other-size': /1200.*1300|1300.*1200/,
  'cut-off': /cut off|too short|ends/i,
  'lost-adapter': /“else”.*not among the models/,
};

const server = headlight({ models });

/** The tensors of a safetensors file of f32. */
function floats(file) {
  const bytes = readFileSync(file);
  const size = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + size));
  return (name) => {
    const { shape, data_offsets } = header[name];
    const [begin, end] = data_offsets.map((offset) => bytes.byteOffset + 8 + size + offset);
    return { shape, data: new Float32Array(bytes.buffer.slice(begin, end)) };
  };
}

/** The pair of fixtures/parity was made without segments, which these read; theirs lies in fixtures/segments. */
const SEGMENTS = new Set(['bert-uncased-mlm', 'bert-cased-mlm', 'bert-classifier', 'electra-mlm']);

async function compareAll(model, folder) {
  const { cases } = JSON.parse(readFileSync(path.join(folder, 'expected.json')));
  const tensors = floats(path.join(folder, 'expected.safetensors'));
  assert.notEqual(cases.length, 0);
  for (const one of cases) await compare(model, one, tensors);
}

for (const model of parity) {
  test(`${model} answers what transformers answers`, () => compareAll(model, fixture(`parity/${model}`)));
}

for (const model of readdirSync(fixture('segments'))) {
  test(`${model} reads the segments of a pair as transformers does`, () => compareAll(model, fixture(`segments/${model}`)));
}

async function compare(model, { key, text, text_pair, masked, ablated, ids, tokens_total }, tensors) {
  // ALBERT's cases say only in their key that they are masked.
  const input = { model, text, text_pair, ablated, masked: masked ?? (key.endsWith('.masked2') ? [2] : []) };
  const what = `${model} ${key}`;
  const analysis = await server.json('/analyze', input);
  assert.deepEqual(analysis.tokens.map((token) => token.id), ids, what);
  assert.equal(analysis.truncated?.tokens_total, tokens_total, what);
  if (key === 'pair.plain' && SEGMENTS.has(model)) return;
  const { shape, weights } = await server.attention(input);
  const attentions = tensors(`${key}.attentions`);
  assert.deepEqual(shape, attentions.shape, what);
  assertClose(weights, attentions.data, 1e-4, `attention of ${what}`);
  const logits = tensors(`${key}.logits`);
  if (analysis.classes) assertClose(analysis.classes.map((c) => c.probability), softmax(logits.data), 1e-4, what);
  else predictions(analysis.predictions, logits, what);
}

/** The five best at each of the first tokens. */
function predictions(rows, { shape, data }, what) {
  const [tokens, vocabulary] = shape;
  assert.ok(tokens > 0 && rows.length >= tokens, what);
  for (let token = 0; token < tokens; token += 1) {
    const theirs = softmax(data.subarray(token * vocabulary, (token + 1) * vocabulary));
    const best = [...theirs.keys()].sort((a, b) => theirs[b] - theirs[a] || a - b).slice(0, 5);
    assert.deepEqual(rows[token].map(({ id }) => id), best, `${what} token ${token}`);
    assertClose(rows[token].map((p) => p.probability), best.map((id) => theirs[id]), 1e-4, `${what} token ${token}`);
  }
}

test('an adapter answers over its model', async () => {
  const expected = JSON.parse(readFileSync(fixture('checkpoints/lora/expected.json')));
  const { logits } = await server.json('/classify', { model: 'tuned', texts: expected.map(({ text }) => text) });
  assertClose(logits, expected.map((one) => one.logits), 1e-4, 'logits');
});

test('a causal model sees nothing that comes after', async () => {
  const { shape, weights } = await server.attention({ model: 'gpt2', text: CAT });
  const n = shape[3];
  const ahead = weights.filter((_, i) => i % n > Math.floor(i / n) % n);
  assert.equal(ahead.length, (shape[0] * shape[1] * n * (n - 1)) / 2);
  assert.ok(ahead.every((weight) => weight === 0));
});

test('a folder that does not load is listed with its reason and stops nothing', async () => {
  const listed = Object.fromEntries((await server.models()).map((model) => [model.id, model]));
  assert.deepEqual(Object.keys(listed).sort(), [...parity, 'tuned', ...Object.keys(SENTENCES)].sort());
  for (const id of parity) assert.equal(listed[id].error, undefined, id);
  for (const [id, sentence] of Object.entries(SENTENCES)) {
    const problem = await server.refused('/analyze', { model: id, text: CAT });
    assert.deepEqual([problem.status, problem.code], [422, 'model_failed'], id);
    assert.match(problem.detail, sentence);
  }
  const after = Object.fromEntries((await server.models()).map((model) => [model.id, model.error]));
  for (const [id, sentence] of Object.entries(SENTENCES)) assert.match(after[id], sentence);
});

test('the command line lists the same models', async () => {
  const { code, stdout } = await run(['models', 'list', '--models', models]);
  assert.equal(code, 0);
  const lines = stdout.trim().split('\n');
  assert.deepEqual(lines.map((line) => line.split(' ')[0]).sort(), (await server.models()).map(({ id }) => id).sort());
  assert.match(lines.find((line) => line.startsWith('gpt2 ')), /gpt2 · 3 layers × 4 heads · 0\.1 M parameters/);
  assert.match(lines.find((line) => line.startsWith('other-kind ')), /does not load: .*mamba/);
});
