import test from 'node:test';
import assert from 'node:assert/strict';
import { lettersOf } from '../src/lazy/attack/desk/letters.js';
import { draftOf, fitted, toggledLock, withEdit } from '../src/lazy/attack/draft.js';

/** Words of a text, cut at spaces, punctuation on its own. @param {string} text @returns {import('../src/lazy/attack/types.js').Word[]} */
const wordsOf = (text) =>
  [...text.matchAll(/[\p{L}\p{N}’']+|[^\s\p{L}\p{N}]/gu)].map(({ 0: word, index: start }, index) => ({
    index,
    text: word,
    start,
    end: start + word.length,
    kind: /\p{L}/u.test(word) ? 'word' : 'punctuation',
  }));
const left = (/** @type {number} */ word, replacement = '') => ({ word, kind: /** @type {const} */ ('delete'), replacement });

test('a text follows from its edits, and without any it is the original', () => {
  const text = ' The film, though, was good. ';
  const words = wordsOf(text);
  const made = (/** @type {import('../src/types.js').WordEdit[]} */ ...edits) => draftOf(text, words, edits);
  assert.equal(made(), text);
  assert.equal(made(left(1, 'movie')), ' The movie, though, was good. ');
  assert.equal(made(left(0)), ' film, though, was good. ');
  assert.equal(made(left(3)), ' The film,, was good. ');
  assert.equal(made(left(6)), ' The film, though, was. ');
  assert.equal(draftOf('', [], []), '');
});

test('a word has one edit, and edits stand in the order of the text', () => {
  const edits = withEdit(withEdit([left(5, 'a')], left(2, 'b')), left(5, 'c'));
  assert.deepEqual(edits, [left(2, 'b'), left(5, 'c')]);
  assert.deepEqual(toggledLock(toggledLock([7], 3), 7), [3]);
});

test('edits and locks of words that are not there are left out', () => {
  const words = wordsOf('two words');
  assert.equal(fitted({ edits: [left(1)], locked: [0] }, words), null);
  assert.deepEqual(fitted({ edits: [left(1), left(2)], locked: [0, 9] }, words), { edits: [left(1)], locked: [0] });
});

test('hidden letters and look-alikes can be seen', () => {
  const seen = (/** @type {string} */ text, original = 'good') => lettersOf(text, original).map(({ text: shown, code }) => [shown, code]);
  assert.deepEqual(seen('gоd'), [['g', null], ['о', 'U+043E'], ['d', null]]);
  assert.deepEqual(seen('a\u200bb')[1], ['U+200B', 'U+200B']);
  assert.deepEqual(seen('да', 'нет').map(([, code]) => code), [null, null]);
  assert.deepEqual(seen('naïve!').every(([, code]) => code === null), true);
});
