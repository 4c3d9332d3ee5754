import test from 'node:test';
import assert from 'node:assert/strict';
import { readTensor } from '../src/safetensors.js';

/** @param {object} header @param {Uint16Array | Uint8Array} data */
function file(header, data) {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + head.length + data.byteLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  bytes.set(new Uint8Array(data.buffer), 8 + head.length);
  return bytes.buffer;
}

test('reads a tensor wherever the header ends', () => {
  const data = Uint16Array.from([0, 1, 65535, 7]);
  for (const pad of ['', 'x']) {
    const entry = { dtype: 'U16', shape: [1, 2, 2], data_offsets: [0, 8] };
    const read = readTensor(file({ attention: entry, __metadata__: { answer: `{}${pad}` } }, data), 'attention');
    assert.deepEqual(read, { shape: [1, 2, 2], data, metadata: { answer: `{}${pad}` } });
  }
});

test('reads bytes as well', () => {
  const data = Uint8Array.from([0, 255, 3]);
  const entry = { dtype: 'U8', shape: [3], data_offsets: [0, 3] };
  assert.deepEqual(readTensor(file({ attention: entry }, data), 'attention').data, data);
});

test('refuses what is not there', () => {
  assert.throws(() => readTensor(file({}, new Uint16Array(0)), 'attention'), /no tensor/);
});
