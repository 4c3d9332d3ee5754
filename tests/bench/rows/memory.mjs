// How much memory the longest texts leave behind, and mixes that mean harm.
import { readFileSync } from 'node:fs';
import { show } from '../statistics.mjs';
import { CLASSIFIER, MINI, texts } from '../texts.mjs';
import { Missing } from '../bench.mjs';

const MEGABYTE = 1e6;
const CACHE = 256 * MEGABYTE;
const ALLOWANCE = 400 * MEGABYTE;
const TOKENS = 512;
/** Memory that does not grow: the halves of a run differ by chance. */
const GROWTH = 1.05;

/** Bytes of a process's memory by the kernel's names: `VmRSS` now, `VmHWM` at most so far. */
function memory(pid, name) {
  if (process.platform !== 'linux') throw new Missing('memory is read from /proc, which only Linux has');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}

export async function run(bench) {
  const server = await bench.server(['--cache-bytes', String(CACHE)]);
  const base = memory(server.pid, 'VmRSS');
  const most = base + CACHE + ALLOWANCE;
  const peak = () => memory(server.pid, 'VmHWM');
  const source = texts(8);
  for (let i = 0; i < bench.size(20, 3); i++) await server.attention({ model: MINI, text: source.words(TOKENS - 2) });
  const long = figure(`${bench.size(20, 3)} × ${TOKENS} tokens`, peak(), most, base);
  const minutes = bench.size(10, 0.1);
  const until = performance.now() + minutes * 60_000;
  const rests = [];
  while (performance.now() < until) {
    await mix(server, source);
    rests.push(memory(server.pid, 'VmRSS'));
  }
  return [long, flat(`hostile mixes, ${minutes} min`, rests, peak())];
}

/** What is left after mixes must not grow: that of the second half beside that of the first. */
function flat(what, rests, peak) {
  const half = rests.length >> 1;
  const [early, late] = [rests.slice(0, half || 1), rests.slice(half)].map((some) => Math.max(...some));
  return {
    what: `${what}, second half to first`,
    ours: `${show(late / MEGABYTE)} / ${show(early / MEGABYTE)} MB`,
    ratio: `${show(late / early)} ×`,
    bar: `≤ ${GROWTH} ×`,
    met: late <= GROWTH * early,
    note: `${what}: the most that was left after one of ${rests.length} mixes, in each half; the peak within a mix was ${show(peak / MEGABYTE)} MB.`,
  };
}

const figure = (what, ours, most, base) => ({
  what,
  ours: `${show(ours / MEGABYTE)} MB`,
  bar: `≤ ${show(most / MEGABYTE)} MB`,
  met: ours <= most,
  note: `${what}: base ${show(base / MEGABYTE)} MB + cache ${show(CACHE / MEGABYTE)} MB + ${show(ALLOWANCE / MEGABYTE)} MB are allowed; what counts is the peak (VmHWM).`,
});

/** All that is large at once: every layer of long texts, pairs, thumbnails, a thousand texts, answers nobody waits for. */
async function mix(server, source) {
  const long = () => ({ model: MINI, text: source.words(TOKENS - 2) });
  const send = (path, body) => server.send('POST', `/api/v1/${path}`, { body });
  await Promise.all([
    server.attention(long()),
    server.attention({ ...long(), pool: 16 }),
    server.attention({ model: MINI, text: source.words(200), text_pair: source.words(400) }),
    send('attention', long()),
    send('analyze', { ...long(), top_k: 100 }),
    send('lens', { ...long(), token: 300, top_k: 100 }),
    send('classify', { model: CLASSIFIER, texts: Array.from({ length: 200 }, () => source.between(1, 60)) }),
    leaves(server.address, long()),
  ]);
}

/** Asks for everything and goes. */
const leaves = (address, body) =>
  fetch(`${address}/api/v1/attention`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(150),
  }).catch(() => {});
