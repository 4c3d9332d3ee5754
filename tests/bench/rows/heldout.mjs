// Whether the cards of the two classifiers say the truth: their figures again, from rows that they did not see.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MODELS, root, run as command } from '../../start.mjs';
import { Missing } from '../bench.mjs';
import { show } from '../statistics.mjs';

const ROWS = path.join(root, '../shared/corpora/heldout');
const CLASSIFIERS = ['sentiment-left', 'sentiment-right'];

export async function run() {
  if (!existsSync(ROWS)) throw new Missing('the held-out rows are other people’s sentences and lie beside the project, in ../shared/corpora/heldout; here they are not');
  const figures = [];
  const left = await evaluated('left.tsv');
  for (const model of left) figures.push(...whole(model));
  const [, right] = await evaluated('right.tsv');
  return [...figures, part(right)];
}

/** What `headlight evaluate` says of both classifiers on a file. */
async function evaluated(name) {
  const args = ['evaluate', path.join(ROWS, name), '--models', MODELS, '--json'];
  const { code, stdout, stderr } = await command([...args, '--model', CLASSIFIERS[0], '--model2', CLASSIFIERS[1]], { timeout: 600_000 });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout).models;
}

/** A line of a card's table: how many rows, the accuracy in per cent, false positives and negatives. */
function card(model, set) {
  const text = readFileSync(path.join(MODELS, model, 'CARD.md'), 'utf8');
  const found = new RegExp(`^\\| ${set} \\| (\\d+) \\| ([\\d.]+) % \\| (\\d+) \\| (\\d+) \\|$`, 'm').exec(text);
  const [rows, accuracy, positives, negatives] = found.slice(1).map(Number);
  return { rows, accuracy, positives, negatives };
}

/** All rows of SST-2's development set: the very figures. */
function whole({ model, labelled, accuracy, errors, calibration }) {
  const said = card(model, 'sst2_dev');
  const { false_positives: positives, false_negatives: negatives } = errors.find(({ label }) => label === 'positive');
  const percent = (100 * accuracy.value).toFixed(1);
  return [
    {
      what: `${model}, SST-2, accuracy`,
      ours: `${percent} %`,
      bar: `${said.accuracy} % (card)`,
      met: labelled === said.rows && Number(percent) === said.accuracy,
      note: `${model}: ${labelled} rows, interval ${show(100 * accuracy.low)}–${show(100 * accuracy.high)} %, calibration error ${calibration.ece.toFixed(3)}.`,
    },
    {
      what: `${model}, SST-2, false + and −`,
      ours: `${positives}, ${negatives}`,
      bar: `${said.positives}, ${said.negatives} (card)`,
      met: positives === said.positives && negatives === said.negatives,
    },
  ];
}

/** A thousand of the card's two thousand rows of reviews and products: within the interval. */
function part({ model, accuracy }) {
  const sources = [[card(model, 'uci_held'), 800], [card(model, 'product_held'), 200]];
  const expected = sources.reduce((sum, [said, rows]) => sum + said.accuracy * rows, 0) / 1000;
  const [low, high] = [100 * accuracy.low, 100 * accuracy.high];
  return {
    what: `${model}, reviews, accuracy`,
    ours: `${(100 * accuracy.value).toFixed(1)} %`,
    bar: `${expected.toFixed(1)} % in the interval`,
    met: low <= expected && expected <= high,
    note: `the rows are half of those on the card, 800 of \`uci_held\` and 200 of \`product_held\`: what the card says of these, and our interval ${show(low)}–${show(high)} %.`,
  };
}
