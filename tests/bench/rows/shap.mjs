// SHAP as the library does it: Headlight's preset beside shap's partition explainer over transformers.
import { NO_CACHE } from '../bench.mjs';
import { apart, explain, swept } from '../explained.mjs';
import { faster, inTurns, median, show } from '../statistics.mjs';
import { CLASSIFIER, texts } from '../texts.mjs';

const AGREE = 1e-4;
/** More than any tree of the whole row needs, and the library's default. */
const WHOLE = { words: 20, budget: 20_000, bar: 2.5, name: 'whole tree' };
const CUT = { words: 40, budget: 500, bar: 1.2, name: 'cut off at 500' };

export async function run(bench) {
  const server = await bench.server(NO_CACHE);
  const peer = await bench.peer('shap_text.py', CLASSIFIER);
  const whole = { ...WHOLE, words: bench.size(WHOLE.words, 8) };
  const cut = { ...CUT, budget: bench.size(CUT.budget, 60) };
  const sweep = await peer.ask({ sweep: texts(200).words(whole.words), budget: whole.budget });
  const first = await beside({ server, peer, bench, ...whole });
  first.note += ` Masks of a batch, ${swept(sweep)}.`;
  await peer.ask({ sweep: null });
  const second = await beside({ server, peer, bench, ...cut });
  second.note += ' The batch is the library’s default: where the budget runs out, the values depend on it.';
  return [first, second];
}

async function beside({ server, peer, bench, words, budget, bar, name }) {
  const source = texts(201);
  const asked = Array.from({ length: bench.size(5, 1) }, () => source.words(words));
  const options = { preset: 'shap', budget };
  const ours = (text) => explain(server, { text, method: 'shap', options });
  const theirs = (text) => peer.ask({ text, budget });
  // Another text before the clock counts: scores are kept.
  for (const ask of [ours, theirs]) await ask(texts(202).words(words));
  const [own, library] = await inTurns(
    asked.length,
    (round) => ours(asked[round]),
    (round) => theirs(asked[round]),
  );
  const [ms, theirMs] = [own, library].map((side) => side.map((answer) => answer.ms));
  const { ratio, spread } = faster(ms, theirMs);
  const weights = ({ units }) => units.map(({ weight }) => weight);
  const differ = Math.max(...own.map((answer, round) => apart(weights(answer), inner(library[round].values, answer.units))));
  return {
    what: `SHAP, ${words} words, ${name}`,
    ours: `${show(median(ms))} ms`,
    peer: `${show(median(theirMs))} ms (shap)`,
    ratio: `${show(ratio)} ×`,
    bar: `≥ ${bar} ×`,
    met: ratio >= bar && differ <= AGREE,
    note: `${name}: ${spread}, ${ms.length} texts; values differ by at most ${differ.toExponential(1)}.`,
  };
}

/** The library's values of the tokens that are units of ours: where we leave the added specials out, so do we here. */
const inner = (values, units) => (units.length === values.length ? values : values.slice(1, -1));
