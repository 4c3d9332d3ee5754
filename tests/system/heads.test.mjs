// What heads do on a corpus, and what probes read: on a model whose heads were thought out (fixtures/make_planted_heads.py).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { emptyFolder, run } from '../start.mjs';
import { fixture, headlight } from './client.mjs';
import { conllu, DOCUMENTS } from './planted-corpus.mjs';

const MODEL = 'planted-heads';
const models = emptyFolder({ after });
symlinkSync(fixture(MODEL), path.join(models, MODEL));
const data = emptyFolder({ after });
const server = headlight({ models, data });
const command = (...args) => run([...args, '--data', data], { cwd: emptyFolder({ after }) });
const withModels = (...args) => command(...args, '--models', models);

before(async () => {
  const file = path.join(data, 'planted.conllu');
  writeFileSync(file, conllu());
  const { code, stderr } = await withModels('corpus', 'build', 'planted', file, '--model', MODEL);
  assert.equal(code, 0, stderr);
});

const heads = async (query = '') => {
  const response = await server.get(`/api/v1/corpora/planted/heads?model=${MODEL}${query}`);
  return { status: response.status, ...(await response.json()) };
};

test('the planted heads are what their script writes', () => {
  const { status, stderr } = spawnSync('python3', ['-B', fixture('make_planted_heads.py'), '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('heads that nobody has measured are not there; measured, they have the labels that were planted', async () => {
  const before = await heads();
  assert.equal(before.status, 409);
  assert.equal(before.code, 'corpus_not_built');
  const begun = await server.post('/corpora/planted/heads', { model: MODEL });
  assert.equal(begun.status, 202, await begun.text());
  const events = await (await server.get(`/api/v1/corpora/planted/heads/events?model=${MODEL}`)).text();
  assert.match(events, /event: ?result/);
  const { sentences, heads: rows, relations, divergence } = await heads();
  assert.equal(sentences, DOCUMENTS);
  assert.deepEqual(rows.map(({ layer, head, labels }) => [layer, head, labels]), [[1, 1, ['previous']], [1, 2, ['same_word']]]);
  // The first word has an added special before it, all others a word.
  assert.ok(Math.abs(rows[0].special - 1 / 8) < 0.02, rows[0].special);
  assert.ok(rows[1].same_word > 0.95);
  assert.deepEqual([divergence[0][0], divergence[1][1]], [0, 0]);
  assert.equal(divergence[0][1], divergence[1][0]);
  assert.ok(divergence[0][1] > 0.4 && divergence[0][1] <= Math.log(2) + 1e-6, divergence[0][1]);
  // Half of the documents count: those with an odd number, which hold the second sentence.
  const det = relations.find(({ relation }) => relation === 'det');
  assert.equal(det.words, 3 * (DOCUMENTS / 2));
});

test('a head that looks back finds heads that stand before, and no fixed offset is beaten by it', async () => {
  const { findings } = await heads('&relation=det');
  assert.equal(findings.length, 4, 'two heads, both ways');
  const [best] = findings;
  // Every determiner stands before its noun, which looks back at it.
  assert.deepEqual([best.layer, best.head, best.seen, best.count, best.share], [1, 1, 'from_head', 90, 1]);
  assert.deepEqual([best.offset, best.baseline, best.beats_baseline], [1, 1, false]);
  const missing = await heads('&relation=vocative');
  assert.deepEqual([missing.status, missing.code], [422, 'bad_request']);
  assert.equal((await server.get('/api/v1/corpora/planted/heads')).status, 422);
  assert.equal((await server.get(`/api/v1/corpora/nowhere/heads?model=${MODEL}`)).status, 404);
});

test('the command prints the same table', async () => {
  const { code, stdout, stderr } = await withModels('corpus', 'heads', 'planted', '--model', MODEL);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^\| 1-1 \| previous \| .*\|$/m);
  assert.match(stdout, /^\| 1-2 \| same word \| .*\|$/m);
  const one = await withModels('corpus', 'heads', 'planted', '--model', MODEL, '--relation', 'det');
  assert.match(one.stdout, /^\| det \| 1-1 \| from its head \| 100\.0 % \| 95\.9–100\.0 \| 100\.0 % \(\+1\) \| no \| 90 \|$/m);
  const none = await withModels('corpus', 'heads', 'planted', '--model', MODEL, '--relation', 'vocative');
  assert.notEqual(none.code, 0);
  assert.match(none.stderr, /No word of this corpus bears the relation “vocative”/);
});

test('a probe reads what an embedding says; the chart by layer tells of it', async () => {
  const query = { model: MODEL, text: 'the cat sees a dog .', token: 2, by: 'embedding', k: 5, label: 'upos' };
  const bare = await server.json('/corpora/planted/by-layer', query);
  assert.ok(bare.layers.every(({ probe }) => probe === undefined));
  const { code, stdout, stderr } = await command('probe', 'train', 'planted', '--model', MODEL, '--label', 'upos');
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^upos: 7 labels, /m);
  // One word, one part of speech: every layer knows it, and no control task is harder.
  assert.match(stdout, /^\| 0 \| 100\.0 % \|.*\| 100\.0 % \| 0\.0 % \|$/m);
  const { layers } = await server.json('/corpora/planted/by-layer', query);
  assert.deepEqual(layers.map(({ probe }) => [probe.label, probe.accuracy]), [['NOUN', 1], ['NOUN', 1]]);
  assert.ok(layers.every(({ probe }) => probe.probability > 0.5));
  const refused = await command('probe', 'train', 'nowhere', '--model', MODEL);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /There is no corpus “nowhere”/);
});
