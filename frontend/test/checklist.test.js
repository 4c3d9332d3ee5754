import assert from 'node:assert/strict';
import test from 'node:test';
import { partsOf } from '../src/lazy/attack/checklist/ask.js';
import { MOST_CASES, packed, readCases, writeCases } from '../src/lazy/attack/checklist/cases.js';
import { commandOf, setName } from '../src/lazy/attack/checklist/command.js';
import { jsonOf, tableOf } from '../src/lazy/attack/checklist/data.js';
import { diff, shown } from '../src/lazy/attack/checklist/diff.js';
import { editsFor } from '../src/lazy/attack/checklist/onto.js';
import { noteOf, reading } from '../src/lazy/attack/checklist/reading.js';
import { groupsOf, measured, rowsOf } from '../src/lazy/attack/checklist/rows.js';
import { generator } from './generator.js';

const CASE = { name: 'very', sentence: 'It is good.', text: 'It is very good.', expect: /** @type {const} */ ('predicted_not_less') };

/** @param {string} before @param {string} after */
const texts = (before, after) => diff(before, after).map(({ kind, text }) => [kind, text]);

test('a difference names what is gone and what is new, by words, spaces and signs', () => {
  assert.deepEqual(texts('It is good.', 'It is very good.'), [['same', 'It is '], ['added', 'very '], ['same', 'good.']]);
  assert.deepEqual(texts('a b c', 'a x c'), [['same', 'a '], ['gone', 'b'], ['added', 'x'], ['same', ' c']]);
  assert.deepEqual(texts('same', 'same'), [['same', 'same']]);
  assert.deepEqual(texts('', ''), []);
  assert.deepEqual(texts('', '😀 <b>'), [['added', '😀 <b>']]);
});

test('of any two texts the difference gives both back', () => {
  const { integer, pick } = generator(11);
  const pieces = ['good', 'Good', ' ', '  ', '.', '!', '😀', 'don’t', 'שלום', '<b>', '\n', 'e\u0301'];
  const text = () => Array.from({ length: integer(0, 14) }, () => pick(pieces)).join('');
  for (let round = 0; round < 500; round++) {
    const [before, after] = [text(), text()];
    const parts = diff(before, after);
    const without = (/** @type {string} */ kind) => parts.filter((part) => part.kind !== kind).map((part) => part.text).join('');
    assert.equal(without('added'), before);
    assert.equal(without('gone'), after);
  }
});

test('what is shown repeats neither a whole sentence nor what is far from the change', () => {
  assert.deepEqual(shown('so good', 'SO GOOD').filter(({ kind }) => kind === 'gone'), []);
  assert.deepEqual(shown('a b', 'a  b').map(({ kind }) => kind), ['same', 'added', 'same']);
  const long = Array.from({ length: 4000 }, (_, i) => `word${i}`).join(' ');
  const parts = shown(long, long.replace('word2000', 'WORD'));
  assert.deepEqual(parts.map(({ kind }) => kind), ['cut', 'same', 'gone', 'added', 'same', 'cut']);
  assert.ok(parts.reduce((sum, { text }) => sum + text.length, 0) < 500);
  assert.ok(shown(long, long.toUpperCase()).reduce((sum, { text }) => sum + text.length, 0) < 500);
  assert.ok(shown(long, long).reduce((sum, { text }) => sum + text.length, 0) < 500);
});

test('a set is read as it was written, and what is no test is named', () => {
  const cases = [CASE, { ...CASE, name: '', text: 'שלום 😀 <script>', expect: /** @type {const} */ ('same') }];
  assert.deepEqual(readCases(writeCases(cases)), { cases, problems: [] });
  assert.deepEqual(readCases(packed(cases)), { cases, problems: [] });
  const answer = { models: [], cases: cases.map((one) => ({ case: one, kind: 'invariance', results: [] })) };
  assert.deepEqual(readCases(JSON.stringify(answer)).cases, cases);
  assert.deepEqual(readCases('\ufeff[]'), { cases: [], problems: [] });
  assert.match(readCases('{').problems[0], /not JSON/);
  for (const other of ['{}', '3', 'null', '{"cases": {}}']) assert.match(readCases(other).problems[0], /no list of cases/);
  const bad = [3, null, { ...CASE, text: 1 }, { ...CASE, expect: 'toString' }, { ...CASE, text: 'a'.repeat(32_769) }, { ...CASE, more: 1 }];
  const read = readCases(JSON.stringify(bad));
  assert.deepEqual(read.cases, [CASE]);
  assert.deepEqual(read.problems.map((problem) => problem.slice(0, 7)), ['Case 1:', 'Case 2:', 'Case 3:', 'Case 4:', 'Case 5:']);
  const many = readCases(packed(Array.from({ length: MOST_CASES + 1 }, () => CASE)));
  assert.equal(many.cases.length, MOST_CASES);
  assert.match(many.problems[0], /At most 1,000/);
});

test('a long set is asked about in parts that a request can hold', () => {
  assert.deepEqual(partsOf([]), []);
  const many = Array.from({ length: 120 }, (_, i) => ({ ...CASE, name: `${i}` }));
  assert.deepEqual(partsOf(many).map(({ length }) => length), [50, 50, 20]);
  assert.deepEqual(partsOf(many).flat(), many);
  const large = Array.from({ length: 7 }, () => ({ ...CASE, text: 'é'.repeat(30_000) }));
  assert.deepEqual(partsOf(large).map(({ length }) => length), [2, 2, 2, 1]);
});

const said = (/** @type {number} */ before, /** @type {number} */ after) => ({ before: [1 - before, before], after: [1 - after, after], label_before: before > 0.5 ? 'positive' : 'negative', label: after > 0.5 ? 'positive' : 'negative' });
/** @type {import('../src/lazy/attack/checklist/types.js').Answer} */
const ANSWER = {
  models: [{ model: 'one', labels: ['negative', 'positive'] }, { model: 'two', labels: ['pos', 'neg'] }],
  cases: [
    { case: CASE, kind: 'directional', results: [{ pass: false, ...said(0.3, 0.8) }, { pass: null, ...said(0.1, 0.1) }] },
    { case: { name: 'a full stop', sentence: 'good', text: 'good.', expect: 'same' }, kind: 'invariance', results: [{ pass: true, ...said(0.7, 0.6) }, { pass: true, ...said(0.2, 0.1) }] },
    { case: { name: 'plain praise', sentence: 'good', text: 'This is great.', expect: 'positive' }, kind: 'minimum_functionality', results: [{ pass: true, ...said(0.2, 0.9) }, { pass: false, ...said(0.2, 0.4) }] },
  ],
};

test('rows say what was expected and what each model says, on one scale', () => {
  assert.equal(measured(ANSWER), 'positive');
  const [very, stop, praise] = rowsOf(ANSWER);
  assert.deepEqual([very.expected, very.fails, stop.fails], ['no less sure', true, false]);
  assert.deepEqual(very.sides[0], { pass: false, got: 'positive', was: 'negative', before: 0.3, after: 0.8 });
  // The second model's positive label is its first one.
  assert.equal(stop.sides[1].before, 0.8);
  assert.deepEqual([praise.sides[0].before, praise.sides[0].was, praise.parts], [null, null, [{ kind: 'same', text: 'This is great.' }]]);
  const groups = groupsOf(rowsOf(ANSWER), 2);
  assert.deepEqual(groups.map(({ kind }) => kind), ['invariance', 'directional', 'minimum_functionality']);
  assert.deepEqual(groups[1].counts, [{ passed: 0, failed: 1, without: 0 }, { passed: 0, failed: 0, without: 1 }]);
  assert.deepEqual(reading(ANSWER, ['One', 'Two']), ['One fails 1 of 3, in Direction. Two fails 1 of 2, in Basics.']);
  assert.equal(noteOf([CASE], CASE.sentence), 'A set of 1 test of this sentence, as you left it.');
  assert.equal(noteOf([CASE], 'x'), 'A set of 1 test of another sentence: “It is good.”');
  assert.equal(noteOf([CASE, { ...CASE, sentence: 'y' }], 'x'), 'A set of 2 tests, of 2 sentences.');
});

test('numbers are saved for every model, and the command names the file', () => {
  const [row] = tableOf(ANSWER);
  assert.deepEqual([row.test, row.variant, row.one, row.two], ['very', 'It is very good.', 'fail', 'no answer']);
  assert.deepEqual([row['one p(positive) before'], row['one p(positive) after']], [0.3, 0.8]);
  assert.deepEqual(readCases(jsonOf(ANSWER, {}, '')).cases, ANSWER.cases.map((checked) => checked.case));
  assert.equal(setName('The “movie” was ok; été and more'), 'checklist-the-movie-was-ok-e.json');
  assert.equal(setName('😀'), 'checklist.json');
  assert.equal(commandOf('a.json', ['x', 'y']), 'headlight checklist run a.json --model x --model2 y');
});

/** The words of a text, roughly as the server cuts it. @param {string} text */
const wordsOf = (text) =>
  [...text.matchAll(/[\p{L}\p{N}'’]+|[^\s\p{L}\p{N}]/gu)].map((match, index) => ({
    index,
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    kind: /** @type {'word' | 'punctuation'} */ (/[\p{L}\p{N}]/u.test(match[0]) ? 'word' : 'punctuation'),
  }));

test('a variant is put on the desk as edits where they write it to the letter', () => {
  const sentence = 'It is not good.';
  /** @param {string} text @param {string} [name] */
  const edits = (text, name = 'x') => editsFor(sentence, wordsOf(sentence), { name, text })?.map(({ word, kind, replacement }) => `${word} ${kind} ${replacement}`) ?? null;
  assert.deepEqual(edits('It is not very good.'), ['3 insert very good']);
  assert.deepEqual(edits('It is not godo.'), ['3 typo godo']);
  assert.deepEqual(edits('Wonderful! It is not good.'), ['0 insert Wonderful! It']);
  assert.deepEqual(edits('It is not good. I love it.'), ['4 insert . I love it.']);
  assert.deepEqual(edits('It is good.', 'negation removed'), ['2 delete ']);
  assert.deepEqual(edits('It is not bad!'), ['3 synonym bad!', '4 delete ']);
  assert.deepEqual(edits(sentence), []);
  assert.equal(edits('It  is  not  good.'), null);
});
