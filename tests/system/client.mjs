// What a program does with the server: asks, and compares numbers.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before } from 'node:test';
import { readTensor } from '../../frontend/src/safetensors.js';
import { emptyFolder, root, serve } from '../start.mjs';

export const fixture = (name) => path.join(root, 'tests/fixtures', name);
export const MINI = 'headlight-mini';
export const CAT = 'The cat did not cross the road because there are many cars.';
export const GIRL = 'The girl ran to a local pub to escape the din of her city.';

/** One step of the whole numbers in which attention is sent. */
export const STEP = 1 / 65535;

/** A server for all tests of a file, as a client sees it. */
export function headlight(options = {}) {
  let server;
  before(async () => (server = await serve({ data: emptyFolder({ after }), ...options })));
  after(() => server?.stop());
  return client(() => server.address);
}

/** Speaks to the server at `address()`. */
export function client(address) {
  const get = (at) => fetch(address() + at);
  const post = (route, body, headers) =>
    fetch(`${address()}/api/v1${route}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  /** The bytes of an answer, as text. */
  const text = async (route, body) => {
    const response = await post(route, body);
    const said = await response.text();
    assert.equal(response.status, 200, `${route}: ${said.slice(0, 300)}`);
    return said;
  };
  const json = async (route, body) => JSON.parse(await text(route, body));
  /** The problem with which a request is refused. */
  const refused = async (route, body) => {
    const response = await post(route, body);
    assert.ok(!response.ok, `${route} was answered`);
    return response.json();
  };
  /** Attention as a file: the answer beside it, its shape, and the weights from 0 to 1. */
  const attention = async (body) => {
    const response = await post('/attention', body, { Accept: 'application/vnd.safetensors' });
    const bytes = await response.arrayBuffer();
    assert.equal(response.status, 200, Buffer.from(bytes).toString().slice(0, 300));
    const { shape, data, metadata } = readTensor(bytes, 'attention');
    return { ...JSON.parse(metadata.answer), shape, weights: Float32Array.from(data, (value) => value * STEP) };
  };
  const models = async () => (await (await get('/api/v1/models')).json()).models;
  const metric = async (name) => {
    const lines = (await (await get('/metrics')).text()).split('\n').filter((line) => line.startsWith(name));
    assert.notEqual(lines.length, 0, `no metric ${name}`);
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
  return { get, post, text, json, refused, attention, models, metric };
}

/** Numbers, in arrays however deep, differ by no more than `within`. */
export function assertClose(actual, expected, within, what) {
  const [ours, theirs] = [actual, expected].map((numbers) => [...numbers].flat(Infinity));
  assert.equal(ours.length, theirs.length, `${what}: how many numbers`);
  assert.notEqual(ours.length, 0, `${what}: no numbers`);
  const worst = ours.reduce((worst, x, i) => Math.max(worst, Math.abs(x - theirs[i])), 0);
  assert.ok(worst <= within, `${what}: differs by ${worst}`);
}

/** Probabilities of logits. */
export function softmax(logits) {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
