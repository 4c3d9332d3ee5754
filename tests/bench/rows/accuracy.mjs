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
/** What is right: the most evaluations that may be asked for, and a seed of its own. */
const MOST = 20_000;
const REFERENCE = 4711;

export async function run(bench) {
  const server = await bench.server(NO_CACHE);
  return [await lime(bench, server), await shap(bench, server)];
}

/** Both draw perturbed texts of the same kind, so both converge to the same: the library's own with ten times the samples. */
async function lime(bench, server) {
  const peer = await bench.peer('lime_text.py', CLASSIFIER);
  const [words, samples] = [25, bench.size(5000, 300)];
  await peer.ask({ sweep: texts(300).words(words), samples, order: 'length' });
  const inOrder = ({ weights, ms }, text) => ({ ms, weights: text.split(' ').map((word) => weights[word]) });
  const library = async (text, seed, factor = 1) =>
    inOrder(await peer.ask({ text, samples: factor * samples, seed, order: 'length' }), text);
  const ours = (text, seed, budget) => own(server, { text, method: 'lime', seed, options: { budget } });
  const truth = async (text) => {
    const { weights } = await library(text, REFERENCE, 10);
    return { ours: weights, library: weights };
  };
  return compare(bench, { what: `LIME, ${words} words`, words, bar: LIME_BAR, ours, library, truth });
}

/** shap's default is Owen values over a tree, ours are Shapley values: each is held to its own, computed with care. */
async function shap(bench, server) {
  const peer = await bench.peer('shap_text.py', CLASSIFIER);
  const words = bench.size(30, 10);
  const asked = async (text, budget) => {
    const { values, ms } = await peer.ask({ text, budget });
    return { weights: values, ms };
  };
  const library = (text) => asked(text, bench.size(500, 60));
  const ours = (text, seed, budget) =>
    own(server, { text, method: 'shap', seed, options: { budget, removal: 'mask' } });
  const truth = async (text) => ({
    ours: (await ours(text, REFERENCE, MOST)).weights,
    library: (await asked(text, MOST)).weights,
  });
  return compare(bench, { what: `SHAP, ${words} words`, words, bar: SHAP_BAR, ours, library, truth });
}

async function own(server, question) {
  const { units, ms } = await explain(server, question);
  return { weights: units.map(({ weight }) => weight), ms };
}

/** Finds the smallest budget that is accurate enough, then times it on other texts: of the first, scores are kept. */
async function compare(bench, { what, words, bar, ours, library, truth }) {
  const source = texts(301);
  const rounds = bench.size(3, 1);
  const [tried, timed] = [0, 0].map(() => Array.from({ length: rounds }, () => source.words(words)));
  const truths = await each(tried, truth);
  const errorOf = async (side, ask) => {
    const answers = await each(tried, ask);
    return mean(answers.map(({ weights }, round) => error(weights, truths[round][side])));
  };
  const theirs = await errorOf('library', library);
  const budget = await first(BUDGETS, async (budget) => {
    const reached = await errorOf('ours', (text, round) => ours(text, round, budget));
    return reached <= theirs && { budget, reached };
  });
  const figure = { what: `${what}, time to the same error`, bar: `≥ ${bar} ×` };
  if (!budget) return { ...figure, ours: 'not reached', met: false, note: `${what}: the library’s mean error is ${percent(theirs)}.` };
  const [mine, other] = await inTurns(
    rounds,
    (round) => ours(timed[round], round, budget.budget),
    (round) => library(timed[round], round),
  );
  const [ms, otherMs] = [mine, other].map((side) => side.map((answer) => answer.ms));
  const { ratio, spread } = faster(ms, otherMs);
  return {
    ...figure,
    ours: `${show(median(ms))} ms`,
    peer: `${show(median(otherMs))} ms (its default)`,
    ratio: `${show(ratio)} ×`,
    met: ratio >= bar,
    note: `${what}: budget ${budget.budget}, mean error ${percent(budget.reached)} beside ${percent(theirs)} of the library, ${spread}, ${rounds} texts.`,
  };
}

/** One after the other: what `ask` gives for each. */
async function each(list, ask) {
  const answers = [];
  for (const [place, item] of list.entries()) answers.push(await ask(item, place));
  return answers;
}

/** The first answer that is one. */
async function first(list, ask) {
  for (const item of list) {
    const answer = await ask(item);
    if (answer) return answer;
  }
  return null;
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const percent = (share) => `${show(100 * share)} %`;
