// Attacks on held-out sentences: how often each recipe succeeds, with how many words and queries, with and without the
// guard; DeepWordBug beside TextAttack's.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../start.mjs';
import { attack, attackServer, CLASSIFIERS, said, sentences, summary } from '../attacked.mjs';
import { faster, median, show } from '../statistics.mjs';

const RECIPES = ['deep_word_bug', 'typos', 'homoglyphs', 'bae', 'bert_attack', 'pwws', 'hot_flip'];
const FASTER = 5;
/** Typos are drawn at random by both sides: every sentence is attacked so many times. */
const SEEDS = 3;
/** TextAttack as it is takes seconds for a sentence: so many of them are timed, all are counted. */
const TIMED = 12;
/** A sentence of twenty words by gradient: at most so long. */
const SECONDS = 3;

export async function run(bench) {
  const server = await attackServer(bench);
  const figures = [];
  for (const [model, file] of Object.entries(CLASSIFIERS)) {
    const texts = sentences(file, bench);
    // What is timed beside the peer comes first, of texts that the server's cache does not hold.
    figures.push(...(await beside({ server, bench, model, texts })));
    for (const recipe of RECIPES) figures.push(await figure({ server, model, recipe, texts }));
  }
  figures.push(await quick(server, bench));
  return figures;
}

/** Words that neither side edits: ours, so that both have the same. */
function functionWords() {
  const source = readFileSync(path.join(root, 'server/explain/src/attack/function_words.rs'), 'utf8');
  const lists = source.slice(0, source.indexOf('/// Whether')).matchAll(/"([^"]+)"/g);
  return [...lists].map(([, word]) => word).join(',');
}

/**
 * DeepWordBug by both, in turns, without a guard. Queries are those of the search, counted alike: the original, and every
 * text tried; TextAttack prunes nothing, so the texts that prove each edit needed come on top and are said apart.
 */
async function beside({ server, bench, model, texts }) {
  const peer = await bench.peer('text_attack.py', model, functionWords());
  const [own, ranked, fitting, whole] = [[], [], [], []];
  for (let seed = 0; seed < bench.size(SEEDS, 1); seed++) {
    for (const [i, text] of texts.entries()) {
      own.push(await attack(server, model, 'deep_word_bug', text, { seed, guard: false }));
      fitting.push(await peer.ask({ text, seed: seed * texts.length + i, fitting: true }));
      // Some of its texts are known by now: it is counted, not timed.
      ranked.push(await attack(server, model, 'deep_word_bug', text, { seed, guard: false, ranking: 'gradient' }));
      if (seed === 0 && i % Math.ceil(texts.length / TIMED) === 0) whole.push({ i, ...(await peer.ask({ text, seed: i, fitting: false })) });
    }
  }
  const [ours, theirs, quick] = [summary(own), summary(fitting), summary(ranked)];
  const less = fewer(own, fitting, texts.length);
  const timed = faster(whole.map(({ i }) => own[i].ms), whole.map(({ ms }) => ms));
  // The first time round no text is known.
  const [first, firstOfPeer] = [own, fitting].map((side) => side.slice(0, texts.length).map(({ ms }) => ms));
  const fair = faster(first, firstOfPeer);
  const what = `${model}, DeepWordBug`;
  return [
    {
      what: `${what}: search`,
      ours: said(ours),
      peer: `${said(theirs)} (TextAttack)`,
      bar: 'no more queries',
      met: ours.queries <= theirs.queries && less.low <= 0,
      note: `${what}: ${texts.length} sentences, ${own.length / texts.length} seeds; TextAttack succeeds with ${points(less.mean)} more (95 %: ${points(less.low)} to ${points(less.high)}); ${show(ours.more)} more queries a sentence undo edits and prove those left needed (${show(ours.taken)} words before); TextAttack does neither and changes ${show(theirs.changed)}.`,
    },
    {
      what: `${what}: a sentence`,
      ours: `${show(median(whole.map(({ i }) => own[i].ms)))} ms`,
      peer: `${show(median(whole.map(({ ms }) => ms)))} ms (TextAttack)`,
      ratio: `${show(timed.ratio)} ×`,
      bar: `≥ ${FASTER} ×`,
      met: timed.ratio >= FASTER,
      note: `${what}: over HTTP, pruned, judged afresh and with its alarms, ${whole.length} pairs, ${timed.spread}; were TextAttack’s texts filled up to what they need and not to 512 tokens, ${show(fair.ratio)} × (${fair.spread}, ${first.length} pairs).`,
    },
    { what: `${what}, ranked by gradient`, ours: said(quick) },
  ];
}

/** How much more often the peer succeeded, with its 95 % interval: sentences are drawn, their seeds belong together. */
function fewer(own, peer, sentences) {
  const by = Array.from({ length: sentences }, (_, i) => {
    const differences = own.map(({ reached }, at) => peer[at].reached - reached).filter((_, at) => at % sentences === i);
    return differences.reduce((sum, one) => sum + one, 0) / differences.length;
  });
  const mean = by.reduce((sum, one) => sum + one, 0) / sentences;
  const variance = by.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(sentences - 1, 1);
  const reach = 1.96 * Math.sqrt(variance / sentences);
  return { mean, low: mean - reach, high: mean + reach };
}

const points = (share) => `${(100 * share).toFixed(1)} points`;

async function figure({ server, model, recipe, texts }) {
  const [free, guarded] = [[], []];
  for (const text of texts) {
    free.push(await attack(server, model, recipe, text, { guard: false }));
    guarded.push(await attack(server, model, recipe, text, { guard: true }));
  }
  const what = `${model}, ${recipe.replaceAll('_', ' ')}`;
  const [own, kept] = [summary(free), summary(guarded)];
  return { what, ours: said(own), note: `${what}: ${texts.length} sentences; with the guard ${said(kept)}, ${show(kept.ms)} ms a sentence.` };
}

/** Twenty words, gradient-ranked, with the guard. */
async function quick(server, bench) {
  const text = 'This film is a good story about people who like music and it was fun to watch it in';
  const times = [];
  for (const year of Array.from({ length: bench.size(9, 2) }, (_, round) => 2001 + round)) {
    times.push((await attack(server, 'sentiment-left', 'hot_flip', `${text} ${year}`, { guard: true })).ms);
  }
  const ms = median(times);
  return { what: 'HotFlip, 20 words, guarded', ours: `${show(ms)} ms`, bar: `< ${SECONDS} s`, met: ms < 1000 * SECONDS };
}
