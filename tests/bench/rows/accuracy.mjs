// Not the same samples but the same accuracy: how long Headlight's own mode takes until its error is no larger than
// that of the library's defaults, each beside what it converges to.
import { NO_CACHE } from '../bench.mjs';
import { error, explain } from '../explained.mjs';
import { faster, inTurns, median, show } from '../statistics.mjs';
import { CLASSIFIER, texts } from '../texts.mjs';

const LIME_BAR = 8;
const SHAP_BAR = 4;
/** Budgets that are tried, rising; the first whose error is small enough is timed. */
const BUDGETS = [50, 75, 100, 150, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000];

export async function run(bench) {
  const server = await bench.server(NO_CACHE);
  return [await lime(bench, server), await shap(bench, server)];
}

/** Both draw perturbed texts of the same kind, so both converge to the same: the library's own with ten times the samples. */
async function lime(bench, server) {
  const peer = await bench.peer('lime_text.py', CLASSIFIER);
  const [words, samples] = [25, bench.size(5000, 300)];
  const asked = sample(bench, 300, words);
  await peer.ask({ sweep: texts(301).words(words), samples });
  const inOrder = (weights, text) => text.split(' ').map((word) => weights[word]);
  const right = [];
  for (const text of asked) right.push(inOrder((await peer.ask({ text, samples: 10 * samples, seed: 4711 })).weights, text));
  const library = async (round) => {
    const { weights, ms } = await peer.ask({ text: asked[round], samples, seed: round });
    return { weights: inOrder(weights, asked[round]), ms };
  };
  const ours = (round, budget) => own(server, { text: asked[round], method: 'lime', seed: round, options: { budget } });
  return compare({ what: `LIME, ${words} words`, bar: LIME_BAR, rounds: asked.length, ours, library, right, rightOurs: right });
}

/** shap's default is Owen values over a tree, ours are Shapley values: each is held to its own, computed with care. */
async function shap(bench, server) {
  const peer = await bench.peer('shap_text.py', CLASSIFIER);
  const words = bench.size(30, 10);
  const asked = sample(bench, 302, words);
  const [right, rightOurs] = [[], []];
  for (const text of asked) {
    right.push((await peer.ask({ text, budget: 20_000 })).values);
    rightOurs.push((await own(server, { text, method: 'shap', seed: 4711, options: { budget: 20_000, removal: 'mask' } })).weights);
  }
  const library = async (round) => {
    const { values, ms } = await peer.ask({ text: asked[round], budget: bench.size(500, 60) });
    return { weights: values, ms };
  };
  const ours = (round, budget) =>
    own(server, { text: asked[round], method: 'shap', seed: round, options: { budget, removal: 'mask' } });
  return compare({ what: `SHAP, ${words} words`, bar: SHAP_BAR, rounds: asked.length, ours, library, right, rightOurs });
}

const sample = (bench, seed, words) => {
  const source = texts(seed);
  return Array.from({ length: bench.size(5, 1) }, () => source.words(words));
};

async function own(server, question) {
  const { units, ms } = await explain(server, question);
  return { weights: units.map(({ weight }) => weight), ms };
}

/** Finds the smallest budget that is accurate enough, and times it beside the library. */
async function compare({ what, bar, rounds, ours, library, right, rightOurs }) {
  const errors = (answers, truths) => mean(answers.map(({ weights }, round) => error(weights, truths[round])));
  const all = (ask) => Array.from({ length: rounds }, (_, round) => round).reduce(
    async (done, round) => [...(await done), await ask(round)], Promise.resolve([]));
  const theirs = errors(await all(library), right);
  for (const budget of BUDGETS) {
    const reached = errors(await all((round) => ours(round, budget)), rightOurs);
    if (reached > theirs) continue;
    const [mine, other] = await inTurns(rounds, (round) => ours(round, budget), library);
    const [ms, otherMs] = [mine, other].map((side) => side.map((answer) => answer.ms));
    const { ratio, spread } = faster(ms, otherMs);
    return {
      what: `${what}, time to the same error`,
      ours: `${show(median(ms))} ms`,
      peer: `${show(median(otherMs))} ms (its default)`,
      ratio: `${show(ratio)} ×`,
      bar: `≥ ${bar} ×`,
      met: ratio >= bar,
      note: `${what}: budget ${budget}, mean error ${percent(reached)} beside ${percent(theirs)} of the library, ${spread}, ${rounds} texts.`,
    };
  }
  return { what: `${what}, time to the same error`, ours: 'not reached', bar: `≥ ${bar} ×`, met: false, note: `${what}: the library’s mean error is ${percent(theirs)}.` };
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const percent = (share) => `${show(100 * share)} %`;
