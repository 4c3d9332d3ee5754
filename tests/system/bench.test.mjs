// The figures of docs/BENCHMARKS.md: that the rows which need no Python run, and what holds on any machine.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { root } from '../start.mjs';

const bench = async (...args) => (await promisify(execFile)(process.execPath, [path.join(root, 'tests/bench/main.mjs'), ...args])).stdout;
const row = (said, start) => {
  const found = said.split('\n').find((line) => line.replaceAll(/ +/g, ' ').startsWith(start));
  assert.ok(found, said);
  return found.split('|').map((cell) => cell.trim());
};

test('a quick run of two rows gives a table', async () => {
  const said = await bench('--quick', 'switch', 'payload');
  const passes = row(said, '| switch | forward passes');
  assert.deepEqual(passes.slice(3, 8), ['0', '', '', '0', 'yes']);
  const [, , , bytes] = row(said, '| payload | one layer');
  // 98,304 bytes are the weights themselves.
  assert.ok(parseFloat(bytes) > 98 && parseFloat(bytes) < 130, bytes);
  assert.match(said, /\d+ cores, \d+ GB of memory/);
  assert.doesNotMatch(said, /not measured/);
});

test('a row that is none is refused with those that are', async () => {
  await assert.rejects(bench('--quick', 'swich'), { code: 2, stderr: /no row “swich”.*switch, payload/ });
});
