// Integrated gradients as captum does them: 50 steps, the same points, Headlight's preset beside the library.
import { Missing, NO_CACHE } from '../bench.mjs';
import { apart, explain, swept } from '../explained.mjs';
import { faster, inTurns, median, show } from '../statistics.mjs';
import { CLASSIFIER, idsOf, texts } from '../texts.mjs';

const BAR = 1.15;
const WORDS = [10, 25, 60];
/** Sums of a few hundred products each: what f32 leaves of them, beside the largest. */
const AGREE = 1e-3;

export async function run(bench) {
  const server = await bench.server(NO_CACHE);
  await isThere(server);
  const peer = await bench.peer('captum_text.py', CLASSIFIER);
  const figures = [];
  for (const words of WORDS) figures.push(await beside(server, peer, words, bench.size(15, 2)));
  return figures;
}

async function isThere(server) {
  try {
    await ours(server, 'Warm.');
  } catch (error) {
    if (/unsupported/.test(error.message)) throw new Missing('this build has no integrated gradients');
    throw error;
  }
}

const ours = (server, text) => explain(server, { text, method: 'integrated_gradients', options: { preset: 'captum' } });

async function beside(server, peer, words, rounds) {
  const source = texts(400 + words);
  const sweep = await peer.ask({ sweep: idsOf(source.words(words)) });
  const asked = Array.from({ length: rounds }, () => source.words(words));
  await ours(server, source.words(words));
  const [own, library] = await inTurns(
    rounds,
    (round) => ours(server, asked[round]),
    (round) => peer.ask({ ids: idsOf(asked[round]) }),
  );
  const [ms, theirMs] = [own, library].map((side) => side.map((answer) => answer.ms));
  const { ratio, spread } = faster(ms, theirMs);
  const differ = Math.max(...own.map(({ units }, i) => relative(units.map(({ weight }) => weight), library[i].weights)));
  return {
    what: `IG, ${words} words, 50 steps`,
    ours: `${show(median(ms))} ms`,
    peer: `${show(median(theirMs))} ms (captum)`,
    ratio: `${show(ratio)} ×`,
    bar: `≥ ${BAR} ×`,
    met: ratio >= BAR && differ <= AGREE,
    note: `${words} words: ${spread}, ${rounds} texts; weights differ by at most ${differ.toExponential(1)} of the largest; internal batch, ${swept(sweep)}.`,
  };
}

const relative = (weights, right) => apart(weights, right) / Math.max(...right.map(Math.abs));
