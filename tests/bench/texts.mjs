// Texts that every run makes anew, the same ones: whole words of the model's own vocabulary, one token each.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MODELS } from '../start.mjs';

export const MINI = 'headlight-mini';
export const CLASSIFIER = 'sentiment-left';

const vocabulary = readFileSync(path.join(MODELS, MINI, 'vocab.txt'), 'utf8').split('\n');
/** A token's id is its line. */
const ids = new Map(vocabulary.map((word, id) => [word, id]));
/** The vocabulary is ordered by frequency; so many of its words are common ones, the rest are names and numbers. */
const COMMON = 6000;
const WORDS = vocabulary.filter((word) => /^[a-z]{3,}$/.test(word)).slice(0, COMMON);

/** Numbers from 0 to 1 by a linear congruence (Knuth's MMIX constants), its upper 32 bits. */
function random(seed) {
  let state = BigInt(seed);
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}

/**
 * An endless source of texts, no two alike: `words(n)` gives one of n different words, `between(a, b)` one of a to b.
 * @param {number} seed
 */
export function texts(seed) {
  const next = random(seed);
  const words = (count) => {
    const chosen = new Set();
    while (chosen.size < count) chosen.add(WORDS[Math.floor(next() * WORDS.length)]);
    return [...chosen].join(' ');
  };
  const between = (least, most) => words(least + Math.floor(next() * (most - least + 1)));
  return { words, between };
}

/** The token ids of such a text, with the specials around them. */
export const idsOf = (text) => ['[CLS]', ...text.split(' '), '[SEP]'].map((word) => ids.get(word));
