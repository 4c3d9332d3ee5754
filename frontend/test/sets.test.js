import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { isHere } from '../src/lazy/kept.js';
import { rowsOf, SIX, sixRows, valueOf } from '../src/lazy/sets/keep.js';
import { placeOf, targetOf } from '../src/lazy/sets/labels.js';
import { linesOf, sorted } from '../src/lazy/sets/lines.js';
import { multipleScene, scaleOf } from '../src/lazy/sets/multiple-scene.js';
import { readSet, writeSet } from '../src/lazy/sets/read.js';
import { reliabilityScene } from '../src/lazy/sets/reliability-scene.js';
import { generator } from './generator.js';

const cases = JSON.parse(readFileSync(new URL('../../tests/fixtures/sets.json', import.meta.url), 'utf8'));

for (const { what, file, rows, problems } of cases) {
  test(`a set is read as the command reads it: ${what}`, () => assert.deepEqual(readSet(file), { rows, problems }));
}

test('what is written is read again', () => {
  const { integer, chance, pick } = generator(7);
  const words = ['good', 'bad,', '"so"', ';', '{x}', 'text', '😀', 'שלום', '<b>', "it's", 'positive', '1'];
  const text = (/** @type {string} */ between) => Array.from({ length: integer(1, 5) }, () => pick(words)).join(between);
  for (let round = 0; round < 400; round++) {
    const between = pick([' ', ' ', ' ', '\n', '\t']);
    const row = () => (chance() ? { text: text(between), label: pick(['positive', '0', 'so so']) } : { text: text(between) });
    const rows = Array.from({ length: integer(1, 5) }, row);
    assert.deepEqual(readSet(writeSet(rows)), { rows, problems: [] });
  }
});

test('a set is in the state where a link can hold it, and in the tab where not', () => {
  assert.equal(valueOf(sixRows()), SIX);
  assert.deepEqual(rowsOf(SIX), sixRows());
  assert.deepEqual(sixRows().map(({ label }) => label), ['positive', 'positive', 'neutral', 'neutral', 'negative', 'negative']);
  const few = [{ text: 'so good', label: 'pos' }, { text: 'bad' }];
  assert.equal(valueOf(few), 'text\tlabel\nso good\tpos\nbad\t');
  assert.deepEqual(rowsOf(valueOf(few)), few);
  const many = Array.from({ length: 2000 }, (_, i) => ({ text: `this is sentence ${i}` }));
  const value = valueOf(many);
  assert.ok(isHere(value) && value.length < 30, value);
  assert.deepEqual(rowsOf(value), many);
});

test('labels find those of another model by what they mean', () => {
  assert.equal(targetOf(['positive', 'negative']), 'positive');
  assert.equal(targetOf(['LABEL_0', 'LABEL_1']), 'LABEL_1');
  assert.equal(targetOf(['ham', 'spam']), 'spam');
  assert.equal(placeOf(['NEG', 'POS'], 'positive', ['negative', 'positive']), 1);
  assert.equal(placeOf(['negative', 'positive'], 'LABEL_1', ['LABEL_0', 'LABEL_1']), 1);
  assert.equal(placeOf(['Pos', 'pos'], 'pos', ['neg', 'pos']), 1);
  assert.equal(placeOf(['ham', 'spam'], 'positive', ['negative', 'positive']), -1);
});

test('rows are sorted by how far the models are apart', () => {
  const verdict = (/** @type {number} */ positive) => ({ label: positive > 0.5 ? 'positive' : 'negative', right: null, probabilities: [1 - positive, positive] });
  const known = [[0.9, 0.8], [0.2, 0.9], [0.5, 0.5]].map(([a, b], row) => ({ row, label: null, results: [verdict(a), verdict(b)], disagreement: Math.abs(a - b) }));
  const rows = ['a', 'b', 'c'].map((text) => ({ text }));
  const labels = [['negative', 'positive'], ['negative', 'positive']];
  const lines = linesOf(rows, known, labels, 'positive');
  assert.deepEqual(sorted(lines, 'apart', true).map(({ text }) => text), ['b', 'a', 'c']);
  assert.deepEqual(sorted(lines, 'difference', false).map(({ text }) => text), ['b', 'c', 'a']);
  assert.deepEqual(sorted(lines, 'left', true).map(({ text }) => text), ['a', 'c', 'b']);
  const negative = linesOf(rows, known, labels, 'negative');
  negative.forEach(({ difference }, i) => assert.ok(Math.abs((difference ?? 0) + (lines[i].difference ?? 0)) < 1e-12));
});

test('all pictures of a set have the same scale', () => {
  const measure = (/** @type {string} */ text) => text.length * 6;
  const strong = { words: ['not', 'good'], sides: [[-0.8, 0.4], [-0.1, 0.2]] };
  const weak = { words: ['so', 'so'], sides: [[0.1, 0], [0, -0.05]] };
  const whole = scaleOf([strong, weak]);
  assert.deepEqual(whole, { low: -0.8, high: 0.4 });
  /** @param {typeof strong} multiple @returns {number[]} heights of its bars, px */
  const bars = (multiple) => {
    const { items, width, height } = multipleScene(multiple, { whole, room: scaleOf([multiple]) }, 300, measure);
    const paths = items.flatMap((item) => (item.kind === 'path' && item.fill ? [item] : []));
    for (const { points } of paths)
      points.forEach((at, i) => assert.ok(at >= 0 && at <= (i % 2 ? height : width), `${at} of ${width} × ${height}`));
    return paths.map(({ points }) => points[5] - points[1]);
  };
  const [drop, rise] = bars(strong);
  assert.ok(drop > 0 && rise < 0 && Math.abs(drop / rise + 2) < 1e-9);
  assert.ok(Math.abs(bars(weak)[0] * 8 + drop) < 1e-9);
  const long = { words: Array.from({ length: 200 }, (_, i) => `word${i}`), sides: [Array.from({ length: 200 }, (_, i) => (i === 77 ? 0.5 : 0.001))] };
  const names = multipleScene(long, { whole, room: scaleOf([long]) }, 400, measure).items.flatMap((item) => (item.kind === 'text' && item.turn ? [item] : []));
  assert.ok(names.some(({ text }) => text === 'word77') && names.length < 40);
  names.forEach(({ x }, i) => names.forEach((other, j) => assert.ok(i === j || Math.abs(x - other.x) >= 12.9)));
});

test('a reliability curve lies inside its picture', () => {
  const bin = (/** @type {number} */ confidence, /** @type {number} */ value) => ({ from: 0, to: 1, confidence, accuracy: { value, low: value / 2, high: (1 + value) / 2, rows: 5 } });
  const { items, width, height } = reliabilityScene([bin(0, 1), bin(0.55, 0.2), bin(1, 0)], 200);
  for (const item of items) if (item.kind === 'path') item.points.forEach((at, i) => assert.ok(at >= 0 && at <= (i % 2 ? height : width)));
});
