// How long the page's main thread is busy with 512 tokens and 12 heads; tests/browser/measure.mjs looks.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../start.mjs';
import { show } from '../statistics.mjs';

/** What a person does, and how long the picture may take, p95 in ms. */
const BARS = {
  'hover a token': 8,
  'hover a head': 8,
  'lock a token': 50,
  'threshold step': 50,
  'layer switch': 50,
  scroll: 50,
};
const HEAP = 300;

export async function run(bench) {
  const server = await bench.server();
  const measure = [path.join(root, 'tests/browser/measure.mjs'), server.address];
  const { stdout } = await promisify(execFile)(process.execPath, measure, { timeout: 300_000 });
  const figures = Object.entries(BARS).map(([what, bar]) => busy(what, bar, stdout));
  const heap = Number(found(/heap (\d+) MB/, stdout)[1]);
  return [...figures, { what: 'heap, 512 tokens', ours: `${heap} MB`, bar: `≤ ${HEAP} MB`, met: heap <= HEAP }];
}

function busy(what, bar, said) {
  const [, , p95] = found(new RegExp(`^${what} +median ([\\d.]+) ms, p95 ([\\d.]+) ms$`, 'm'), said);
  return { what: `${what}, p95`, ours: `${show(Number(p95))} ms`, bar: `≤ ${bar} ms`, met: Number(p95) <= bar };
}

function found(pattern, said) {
  const match = pattern.exec(said);
  if (!match) throw new Error(`measure.mjs did not say ${pattern}:\n${said}`);
  return match;
}
