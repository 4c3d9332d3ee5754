import { draftOf } from '../draft.js';
import { diff } from './diff.js';

/** @typedef {import('../types.js').Word} Word */
/** @typedef {import('../../../types.js').WordEdit} WordEdit */
/** @typedef {{ start: number, end: number, now: string }} Change  `start`, `end`: UTF-16, into the sentence */

/** Letters by which two words may differ and still be one with a typo. */
const TYPO = 2;

/** What was changed where. @param {string} sentence @param {string} variant @returns {Change[]} */
function changes(sentence, variant) {
  /** @type {Change[]} */
  const found = [];
  let [at, open] = [0, false];
  for (const { kind, text } of diff(sentence, variant)) {
    if (kind !== 'same' && !open) found.push({ start: at, end: at, now: '' });
    const last = found.at(-1);
    open = kind !== 'same';
    if (kind !== 'added') at += text.length;
    if (open && last) Object.assign(last, kind === 'gone' ? { end: at } : { now: last.now + text });
  }
  return found;
}

/**
 * A change as what stands in the place of the words that it touches: the first
 * of them takes all, the others are left out. What is put between two words
 * goes to the one behind it, or else to the last.
 * @param {Change} change @param {string} sentence @param {Word[]} words @returns {[number, string][]}
 */
function replaced({ start, end, now }, sentence, words) {
  const [first, ...others] = words.filter((word) => word.start < end && word.end > start);
  if (first) {
    const last = others.at(-1) ?? first;
    const whole = sentence.slice(first.start, Math.max(first.start, start)) + now + sentence.slice(end, Math.max(last.end, end));
    return [[first.index, whole], ...others.map(({ index }) => /** @type {[number, string]} */ ([index, '']))];
  }
  const behind = words.find((word) => word.start === start);
  if (behind) return [[behind.index, now + behind.text]];
  const before = words.findLast((word) => word.end <= start);
  return before ? [[before.index, sentence.slice(before.start, start) + now]] : [];
}

/** How many letters two words do not share. @param {string} a @param {string} b */
function apart(a, b) {
  const left = [...b.toLowerCase()];
  const more = [...a.toLowerCase()].filter((letter) => {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return more.length + left.length;
}

/** @param {string} was @param {string} now @param {string} name  of the test @returns {WordEdit['kind']} */
function kindOf(was, now, name) {
  if (now === '') return 'delete';
  if (name.startsWith('negation')) return 'negate';
  if (now !== was && now.includes(was)) return 'insert';
  return /\p{L}/u.test(was) && apart(was, now) <= TYPO ? 'typo' : 'synonym';
}

/**
 * A variant as edits of its sentence's words, so that the desk shows both;
 * null: it cannot be written so to the letter.
 * @param {string} sentence @param {Word[]} words  of the sentence @param {{ name: string, text: string }} variant
 * @returns {WordEdit[] | null}
 */
export function editsFor(sentence, words, { name, text }) {
  const all = changes(sentence, text).flatMap((change) => replaced(change, sentence, words));
  const edits = all.map(([word, replacement]) => ({ word, kind: kindOf(words[word].text, replacement, name), replacement }));
  const once = new Set(edits.map(({ word }) => word)).size === edits.length;
  return once && draftOf(sentence, words, edits) === text ? edits : null;
}
