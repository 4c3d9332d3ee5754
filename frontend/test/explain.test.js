import test from 'node:test';
import assert from 'node:assert/strict';
import { initial } from '../src/state/state.js';
import { inPlace } from '../src/state/places.js';
import { foldedRows, isGrid, rowsOf, wordAt } from '../src/lazy/explain/grid.js';
import { askFor, jobsFor } from '../src/lazy/explain/request.js';
import { eventReader } from '../src/lazy/events/sse.js';
import { runsOf, strength } from '../src/lazy/explain/marked.js';
import { without } from '../src/lazy/explain/word-menu.js';
import { barScale, isUnsure } from '../src/lazy/explain/bars.js';
import { digitsFor, signed, tiny } from '../src/lazy/explain/numbers.js';
import { ofWord, summary } from '../src/lazy/explain/reading.js';
import { seenOf } from '../src/lazy/explain/seen.js';
import { generator } from './generator.js';

const TEXT = 'It was fun, it was.';
const unit = (/** @type {number} */ index, /** @type {string} */ text, /** @type {number | null} */ start, repeats = undefined) => ({
  index,
  text,
  start,
  end: start === null ? null : start + text.length,
  word: index,
  ...(repeats ? { repeats } : {}),
});
const GRID = [unit(0, 'It', 0), unit(1, 'was', 3), unit(2, 'fun,', 7), unit(3, 'it', 12), unit(4, 'was.', 15)];

test('events are the same however the stream is cut', () => {
  const stream = ': a comment\r\n\r\nevent: progress\r\ndata: {"done": 1}\r\n\r\nevent:result\ndata:a\ndata: b\n\n:\n\rdata: c\r\rid: 7\n\nevent: x\n\n';
  const expected = [
    { event: 'progress', data: '{"done": 1}' },
    { event: 'result', data: 'a\nb' },
    { event: 'message', data: 'c' },
  ];
  for (let seed = 1; seed <= 500; seed++) {
    const { integer } = generator(seed);
    /** @type {import('../src/lazy/events/sse.js').Event[]} */
    const told = [];
    const read = eventReader((event) => told.push(event));
    for (let at = 0; at < stream.length; ) {
      const size = integer(1, seed % 2 ? 3 : 30);
      read(stream.slice(at, at + size));
      at += size;
    }
    assert.deepEqual(told, expected, `seed ${seed}`);
  }
});

test('an event that never ends is not told', () => {
  eventReader(() => assert.fail('nothing is whole'))('event: result\ndata: {"a": 1}\n');
});

test('a unit belongs to the word that holds most of it', () => {
  assert.equal(wordAt([7, 10], GRID), 2);
  assert.equal(wordAt([10, 15], GRID), 3, 'a trailing space and a comma weigh less than a word');
  assert.equal(wordAt([6, 7], GRID), null, 'a space belongs to none');
});

test('folding keeps the sum, whatever is folded', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { integer, next, many } = generator(seed);
    const units = Array.from({ length: integer(0, 8) }, (_, i) => {
      const start = integer(-4, TEXT.length - 1);
      if (start < 0) return unit(i, '', null);
      const repeats = many(2, () => /** @type {[number, number]} */ ([12, 14]));
      return { ...unit(i, TEXT.slice(start, start + integer(1, 6)), start), ...(repeats.length ? { repeats } : {}) };
    });
    const weights = units.map((_, i) => ({ unit: i, weight: next() - 0.5 }));
    const { rows, outside } = foldedRows(units, weights, GRID);
    const [before, after] = [weights, rows].map((list) => list.reduce((sum, { weight }) => sum + weight, 0));
    assert.ok(Math.abs(before - after - outside) < 1e-12, `seed ${seed}`);
  }
});

test('a word that stands in two places shares its weight; the grid itself is left as it is', () => {
  const types = [unit(0, 'was', 3, /** @type {any} */ ([[15, 18]])), unit(1, '', null)];
  const { rows, outside } = foldedRows(types, [{ unit: 0, weight: 0.4 }, { unit: 1, weight: 0.1 }], GRID);
  assert.deepEqual(rows.map(({ weight }) => weight), [0, 0.2, 0, 0, 0.2]);
  assert.equal(outside, 0.1);
  assert.equal(isGrid(GRID, GRID), true);
  assert.equal(rowsOf(GRID, [{ unit: 0, weight: 1, low: 0, high: 2 }], GRID, 'words').rows[0].low, 0);
});

test('what is asked for: defaults say nothing, a preset only its name', () => {
  const state = initial(TEXT, 'explain');
  assert.deepEqual(askFor(state, ['a'], 'lime'), { models: ['a'], text: TEXT, method: 'lime' });
  const chosen = /** @type {const} */ ({ ...state, target: 'positive', seed: 7, removal: 'mask', baseline: 'zero', algorithm: 'kernel', budget: 50 });
  assert.deepEqual(askFor(chosen, ['a'], 'shap').options, { budget: 50, removal: 'mask', algorithm: 'kernel' });
  assert.deepEqual(askFor(chosen, ['a'], 'integrated_gradients').options, { baseline: 'zero' });
  assert.deepEqual(askFor({ ...chosen, preset: 'library' }, ['a'], 'lime').options, { budget: 50, preset: 'lime' });
  assert.deepEqual(askFor({ ...chosen, preset: 'library' }, ['a'], 'occlusion').options, { removal: 'mask' });
  const names = jobsFor(state, ['a', 'b'], 'gradient_x_input', { methods: ['shap', 'occlusion'], jobs: [], tested: false }).map(({ name }) => name);
  assert.deepEqual(names, ['quick', 'integrated_gradients', 'shap', 'lime', 'occlusion']);
});

test('of a long text, taking words away is tested when it is asked for', () => {
  const state = initial('word '.repeat(81), 'explain');
  const lime = (/** @type {boolean} */ tested) => jobsFor(state, ['a'], 'occlusion', { methods: [], jobs: [], tested }).find(({ name }) => name === 'lime')?.ask.options;
  assert.deepEqual([lime(false), lime(true)], [{ faithfulness: false }, undefined]);
});

test('the text is cut into words and what lies between, and nothing is lost', () => {
  const rows = GRID.map((one, word) => ({ ...one, word, weight: word }));
  const runs = runsOf(TEXT, rows);
  assert.equal(runs.map(({ text }) => text).join(''), TEXT);
  assert.deepEqual(runs.filter(({ row }) => row).map(({ text }) => text), ['It', 'was', 'fun,', 'it', 'was.']);
  const overlapping = [{ ...rows[0], end: 5 }, rows[1]];
  assert.deepEqual(runsOf('It was', overlapping).map(({ text }) => text), ['It wa', 's']);
  assert.equal(strength(-2, 2), 0.5);
  assert.equal(strength(0, 0), 0);
});

test('a word is left out with the space after it', () => {
  const row = (/** @type {number} */ i) => ({ ...GRID[i], word: i, weight: 0 });
  assert.equal(without(TEXT, row(1)), 'It fun, it was.');
  assert.equal(without(TEXT, row(4)), 'It was fun, it');
});

test('bars share one scale, zero included; an interval over zero leaves the sign open', () => {
  const { at } = barScale([{ weight: 0.3, low: 0.2, high: 0.4 }, { weight: -0.1 }].map((row) => ({ text: '', start: 0, end: 1, word: 0, ...row })));
  assert.deepEqual([at(-0.1), at(0.4)], [0, 100]);
  assert.ok(Math.abs(at(0) - 20) < 1e-9);
  const row = { text: 'a', start: 0, end: 1, word: 0, weight: 0.1 };
  assert.deepEqual([isUnsure({ ...row, low: -0.1, high: 0.3 }), isUnsure({ ...row, low: 0, high: 0.3 }), isUnsure(row)], [true, false, false]);
});

test('numbers have a sign, a true minus and no negative zero', () => {
  assert.deepEqual([signed(0.126), signed(-0.126), signed(-0.001), signed(0.0012, 4)], ['+0.13', '−0.13', '0.00', '+0.0012']);
  assert.deepEqual([digitsFor(0.5), digitsFor(0.0949), digitsFor(0.002), digitsFor(0)], [2, 3, 4, 2]);
  assert.deepEqual([tiny(0), tiny(0.0123), tiny(-2e-16)], ['0', '0.012', '−2·10⁻¹⁶']);
});

/** @param {number[]} weights @returns {import('../src/lazy/explain/types.js').Answer} */
const answer = (weights) => ({
  method: 'shap',
  target: 'positive',
  units: GRID,
  results: [{ model: 'm', prediction: 0.9, base_value: 0.5, weights: weights.map((weight, i) => ({ unit: i, weight })), quality: { residual: 0, unresolved: [] } }],
  evaluations: 32,
  cost: { budget: 1000, exact: 32 },
  seed: 0,
  truncated: null,
});
const told = (/** @type {import('../src/attention/reading.js').Part[]} */ parts) => parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('');

test('the sentence names the strongest words of each sign, and every method for one word', () => {
  const seen = seenOf(answer([0.01, -0.2, 0.4, 0, 0.3]), TEXT, GRID, 'words');
  assert.equal(told(summary(seen, 'M')), 'M gives positive 90 %; fun, (+0.40) and was. (+0.30) speak for it, was (−0.20) against it.');
  assert.equal(told(summary(seenOf(answer([0, 0, 0, 0, 0]), TEXT, GRID, 'words'), 'M')), 'M gives positive 90 %.');
  assert.equal(told(summary(seenOf(answer([-1, 0, 0, 0, 0]), TEXT, GRID, 'words'), 'M')), 'M gives positive 90 %; It (−1.00) speaks against it.');
  assert.equal(told(ofWord(2, [seen, seen])), 'fun,: SHAP +0.40, SHAP +0.40.');
});

test('places share the text, but for a sentence that nobody chose', () => {
  const [attention, explain] = [initial(), initial(undefined, 'explain')];
  /** @type {any} */
  const models = [
    { id: 'lm', task: 'fill-mask', default: true },
    { id: 'sent', task: 'classification', default: false },
  ];
  assert.deepEqual(inPlace(attention, 'explain', models), explain);
  assert.deepEqual(inPlace(explain, 'attention', models, attention), attention);
  const own = { ...attention, text: 'A text.', model: 'lm', mask: [2] };
  assert.deepEqual(inPlace(own, 'explain', models), { ...own, place: 'explain', model: null });
  const back = inPlace({ ...own, place: 'explain', model: 'sent' }, 'attention', models, own);
  assert.deepEqual(back, own);
  assert.equal(inPlace({ ...own, place: 'explain', model: 'sent' }, 'attention', models).model, 'sent');
});
