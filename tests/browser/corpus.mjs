// A small annotated corpus, written here, and what the tests of Corpus share.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MODELS, run } from '../start.mjs';
import { frames } from './start.mjs';

export const MODEL = 'headlight-mini';
export const TINY = 'tiny';
/** The default sentence, *escape* masked and looked for. */
export const HOME = '/?place=corpus';

const PEOPLE = ['girl', 'boy', 'teacher', 'doctor', 'friend', 'driver'];
const VERBS = ['escape', 'leave', 'find', 'visit', 'reach', 'see'];
const PLACES = ['pub', 'city', 'garden', 'station', 'market', 'river'];

/** @returns {[string, string, string, string, number, string, boolean?][]} form, lemma, part of speech, features, head, relation, whether no space follows */
const wish = (person, verb, place) => [
  ['The', 'the', 'DET', 'Definite=Def', 2, 'det'],
  [person, person, 'NOUN', 'Number=Sing', 3, 'nsubj'],
  ['wants', 'want', 'VERB', 'Mood=Ind|Number=Sing', 0, 'root'],
  ['to', 'to', 'PART', '_', 5, 'mark'],
  [verb, verb, 'VERB', 'VerbForm=Inf', 3, 'xcomp'],
  ['the', 'the', 'DET', 'Definite=Def', 7, 'det'],
  [place, place, 'NOUN', 'Number=Sing', 5, 'obj', true],
  ['.', '.', 'PUNCT', '_', 3, 'punct'],
];
const odd = [
  ['<script>alert(1)</script>', 'x', 'SYM', '_', 2, 'dep'],
  ['is', 'be', 'AUX', '_', 0, 'root'],
  ['שלום', 'שלום', 'NOUN', '_', 2, 'obj', true],
  ['!', '!', 'PUNCT', '_', 2, 'punct'],
];

/** One sentence in CoNLL-U. */
function conllu(words, number) {
  const text = words.map(([form, , , , , , tight], i) => form + (tight || i === words.length - 1 ? '' : ' ')).join('');
  const lines = words.map(([form, lemma, upos, feats, head, deprel, tight], i) =>
    [i + 1, form, lemma, upos, upos.slice(0, 2), feats, head, deprel, '_', tight ? 'SpaceAfter=No' : '_'].join('\t'),
  );
  return [`# sent_id = tiny-${number}`, `# text = ${text}`, ...lines, '', ''].join('\n');
}

export const SENTENCES = [...PEOPLE.flatMap((person) => VERBS.flatMap((verb) => PLACES.map((place) => wish(person, verb, place)))), odd];

/** Puts the corpus into a data folder, built for the default model. @param {string} data */
export async function withCorpus(data) {
  const file = path.join(data, 'tiny.conllu');
  writeFileSync(file, SENTENCES.map(conllu).join(''));
  const { code, stderr } = await run(['corpus', 'build', TINY, file, '--model', MODEL, '--models', MODELS, '--data', data]);
  assert.equal(code, 0, stderr);
}

/** Waits until the place shows what the state asks for. */
export async function searched(page) {
  await frames(page);
  await page.waitForFunction(() => {
    const place = document.getElementById('corpus-place');
    return place && document.fonts.status === 'loaded' && !place.querySelector('.waiting, .stale, [aria-busy=true]') && place.querySelector('.results:not([hidden]), .state, .unbuilt li');
  });
  await frames(page);
}

/** A page in Corpus with its answers. */
export async function openCorpus(app, at = HOME, options) {
  const page = await app.open(at, { wait: false, ...options });
  await searched(page);
  return page;
}
