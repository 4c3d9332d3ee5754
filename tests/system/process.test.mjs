// Starting, stopping, and being killed.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import test from 'node:test';
import { emptyFolder, MODELS, run, serve } from '../start.mjs';
import { CAT, client, MINI } from './client.mjs';

/** A server for one test. */
async function start(t, data, options) {
  const server = await serve({ data, ...options });
  t.after(() => server.stop('SIGKILL'));
  return { ...server, ...client(() => server.address) };
}

test('SIGTERM while requests run: they are answered, and the exit is clean', async (t) => {
  const server = await start(t, emptyFolder(t));
  const texts = Array.from({ length: 200 }, (_, i) => `Number ${i}: ${CAT}`);
  const asked = server.json('/classify', { model: 'sentiment-left', texts });
  const waits = 'headlight_queue_wait_seconds_count{queue="bulk"}';
  while (!(await (await server.get('/metrics')).text()).includes(waits));
  const { code, signal, stderr } = await server.stop();
  assert.deepEqual([code, signal], [0, null], stderr);
  assert.equal((await asked).probabilities.length, texts.length);
  assert.doesNotMatch(stderr, /panic|ERROR/);
});

test('a stopped server is gone, and its port is free again', async (t) => {
  const server = await start(t, emptyFolder(t));
  assert.equal((await server.stop('SIGINT')).code, 0);
  await assert.rejects(server.get('/healthz'));
  const again = await start(t, emptyFolder(t), { listen: server.address.slice('http://'.length) });
  assert.equal(again.address, server.address);
});

test('kill -9 right after a view was saved loses nothing', async (t) => {
  const data = emptyFolder(t);
  const ids = [];
  for (const round of [1, 2, 3]) {
    const server = await start(t, data);
    const saved = await server.post('/views', { state: { model: MINI, text: CAT, round } });
    assert.equal(saved.status, 201);
    ids.push((await saved.json()).id);
    const { signal } = await server.stop('SIGKILL');
    assert.equal(signal, 'SIGKILL');
  }
  const server = await start(t, data);
  for (const [i, id] of ids.entries()) {
    const view = await (await server.get(`/api/v1/views/${id}`)).json();
    assert.deepEqual(view, { id, state: { model: MINI, text: CAT, round: i + 1 } });
    assert.equal((await server.get(`/v/${id}`)).status, 200);
  }
  const again = await (await server.post('/views', { state: { model: MINI, text: CAT, round: 1 } })).json();
  assert.equal(again.id, ids[0]);
});

/** `headlight serve` that ends by itself: with this code, this sentence, and no trace of the inside. */
async function refuses(args, code, sentence, options) {
  const ended = await run(['serve', '--models', MODELS, ...args], options);
  assert.equal(ended.code, code, ended.stderr);
  assert.match(ended.stderr, sentence);
  assert.doesNotMatch(ended.stderr, /panicked|backtrace|\.rs:/);
}

test('a port that is in use is said so', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  t.after(() => other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const listen = `127.0.0.1:${other.address().port}`;
  const sentence = new RegExp(`^headlight: Headlight cannot listen on ${listen}.*in use`, 'm');
  await refuses(['--listen', listen, '--data', emptyFolder(t)], 1, sentence);
});

test('an unknown flag, a value that is none, and what else cannot be', async (t) => {
  const data = ['--listen', '127.0.0.1:0', '--data', emptyFolder(t)];
  await refuses([...data, '--lisen', 'x'], 2, /unexpected argument '--lisen'/);
  await refuses([...data, '--workers', '0'], 2, /invalid value '0' for '--workers/);
  await refuses([...data, '--default-model', 'none-such'], 1, /^headlight: .*none-such/m);
  await refuses([...data, '--models', '/none/such'], 1, /^headlight: The models folder \/none\/such cannot be read/m);
});

test('an options file that cannot be read or is not right', async (t) => {
  const folder = emptyFolder(t);
  const file = (name, text) => (writeFileSync(path.join(folder, name), text), path.join(folder, name));
  const listen = ['--listen', '127.0.0.1:0', '--data', folder];
  mkdirSync(path.join(folder, 'folder.toml'));
  for (const missing of ['none.toml', 'folder.toml']) {
    await refuses([...listen, '--config', path.join(folder, missing)], 1, /^headlight: The options file .* cannot be read/m);
  }
  await refuses([...listen, '--config', file('no.toml', 'listen = ')], 1, /^headlight: The options file .*no\.toml is not right/m);
  await refuses([...listen, '--config', file('key.toml', 'lisen = "x"')], 1, /is not right.*lisen/s);
  file('headlight.toml', 'worker = 1');
  await refuses(listen, 1, /The options file headlight\.toml is not right/, { cwd: folder });
});

test('options come from flags, then the environment, then the file', async (t) => {
  const folder = emptyFolder(t);
  writeFileSync(path.join(folder, 'headlight.toml'), `default-model = "sentiment-left"\nmodels = ["${MODELS}"]\n`);
  const list = async (env) => (await run(['models', 'list'], { cwd: folder, env: { ...process.env, HEADLIGHT_MODELS: undefined, ...env } })).stdout;
  assert.match(await list({}), /^headlight-mini +bert · 6 layers × 12 heads/m);
  assert.equal(await list({ HEADLIGHT_MODELS: emptyFolder(t) }), '');
  const server = await start(t, folder, { args: ['--config', path.join(folder, 'headlight.toml')] });
  const chosen = (await server.models()).find((model) => model.default);
  assert.equal(chosen.id, 'sentiment-left');
});
