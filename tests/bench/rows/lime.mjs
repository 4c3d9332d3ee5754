// LIME as the library does it, the very same samples: Headlight's preset beside lime over transformers.
import { execFileSync } from 'node:child_process';
import { BINARY } from '../../start.mjs';
import { NO_CACHE } from '../bench.mjs';
import { apart, explain, swept } from '../explained.mjs';
import { faster, inTurns, median, show } from '../statistics.mjs';
import { CLASSIFIER, texts } from '../texts.mjs';

/** How many times faster it should be, by the words of the text. */
const BARS = [[10, 6], [25, 2.5], [60, 2]];
const AGREE = 1e-4;
/** The order in which the peer's texts go through the model (ADR 8): as lime hands them over, or the shortest first. */
const ORDERS = ['given', 'length'];

export async function run(bench) {
  const server = await bench.server(NO_CACHE);
  const half = knowsBf16() ? await bench.server([...NO_CACHE, '--dtype', 'bf16']) : null;
  const peer = await bench.peer('lime_text.py', CLASSIFIER);
  const samples = bench.size(5000, 200);
  const figures = [];
  for (const [words, bar] of BARS) figures.push(...(await beside({ server, half, peer, samples, words, bar, bench })));
  return figures;
}

async function beside({ server, half, peer, samples, words, bar, bench }) {
  const source = texts(100 + words);
  // A fifth of the samples is enough to see which batch is fastest.
  const sweeps = {};
  for (const order of ORDERS) sweeps[order] = await peer.ask({ sweep: source.words(words), samples: samples / 5, order });
  const asked = Array.from({ length: bench.size(3, 1) }, () => source.words(words));
  const options = { preset: 'lime', budget: samples, features: words };
  const ours = (round, at = server) => explain(at, { text: asked[round], method: 'lime', seed: round, options });
  const theirs = (round, order, once = false) => peer.ask({ text: asked[round], samples, seed: round, order, once });
  // One of each before the clock counts; of another text, because scores are kept.
  const warm = { text: source.words(words), method: 'lime', options: { ...options, budget: 200 } };
  for (const at of [server, half]) if (at) await explain(at, warm);
  const runners = [ours, ...ORDERS.map((order) => (round) => theirs(round, order))];
  if (half) runners.push((round) => ours(round, half));
  const [own, library, sorted, bf16] = await inTurns(asked.length, ...runners);
  const once = await theirs(0, 'length', true);

  const what = `LIME, ${words} words, ${samples.toLocaleString('en')} samples`;
  const given = figure({ what, own, library, sweep: sweeps.given, named: `${words} words` });
  const { ratio } = faster(times(own), times(library));
  const figures = [
    { ...given, bar: `≥ ${bar} ×`, met: ratio >= bar && differ(own, library) <= AGREE },
    figure({ what: `${what}, peer by length`, own, library: sorted, sweep: sweeps.length, named: `${words} words, by length` }),
  ];
  figures[1].note +=
    ` Told to score each different text once only, lime took ${show(once.ms)} ms of one text, Headlight ${show(own[0].ms)} ms.`;
  return bf16 ? [...figures, inBf16(what, bf16, own, times(library))] : figures;
}

const times = (side) => side.map(({ ms }) => ms);

/** Our time beside that of the peer in one of its orders. */
function figure({ what, own, library, sweep, named }) {
  const { ratio, spread } = faster(times(own), times(library));
  return {
    what,
    ours: `${show(median(times(own)))} ms`,
    peer: `${show(median(times(library)))} ms (lime)`,
    ratio: `${show(ratio)} ×`,
    note:
      `${named}: ${spread}, ${own.length} texts; coefficients differ by at most ${differ(own, library).toExponential(1)}; ` +
      `rows of a batch, ${swept(sweep)}.`,
  };
}

const differ = (own, library) => Math.max(...own.map((answer, round) => apart(...paired(answer, library[round]))));

/** Beside the f32 figure: what bf16 gives, and what it costs. */
function inBf16(what, bf16, own, theirMs) {
  const ms = times(bf16);
  const off = Math.max(...bf16.map(({ units }, i) => apart(...[units, own[i].units].map((side) => side.map(({ weight }) => weight)))));
  return {
    what: `${what}, bf16`,
    ours: `${show(median(ms))} ms`,
    ratio: `${show(faster(ms, theirMs).ratio)} ×`,
    note: `bf16: coefficients differ from those in f32 by at most ${off.toExponential(1)}.`,
  };
}

/** Both sides' weights, word by word. */
function paired({ units }, { weights }) {
  return [units.map(({ weight }) => weight), units.map(({ text }) => weights[text])];
}

const knowsBf16 = () => execFileSync(BINARY, ['serve', '--help'], { encoding: 'utf8' }).includes('--dtype');
