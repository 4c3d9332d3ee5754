import test from 'node:test';
import assert from 'node:assert/strict';
import { digitsOf, ticks } from '../src/lazy/explain/axis.js';
import { barsScene } from '../src/lazy/explain/bars-scene.js';
import { areaBetween, curveScene } from '../src/lazy/explain/curve-scene.js';
import { forceScene, segments } from '../src/lazy/explain/force-scene.js';
import { markedScene, runsLeft } from '../src/lazy/explain/marked-scene.js';
import { generator } from './generator.js';

/** Every character is 8 px wide. @param {string} text */
const measure = (text) => 8 * text.length;
const row = (/** @type {string} */ text, /** @type {number} */ start, /** @type {number} */ weight, more = {}) => ({ text, start, end: start + text.length, word: 0, weight, ...more });
const near = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test('ticks are round, inside the axis, and told apart by their digits', () => {
  assert.deepEqual(ticks(0.72, 1.003, 6), [0.75, 0.8, 0.85, 0.9, 0.95, 1]);
  assert.deepEqual(ticks(0, 0, 5), [0]);
  assert.equal(digitsOf([0.75, 0.8]), 2);
  assert.equal(digitsOf([0, 0.5]), 1);
  assert.equal(digitsOf([1, 2]), 0);
  for (let seed = 1; seed <= 300; seed++) {
    const { next, integer } = generator(seed);
    const low = next() * 10 ** integer(-4, 2) * (integer(0, 1) ? 1 : -1);
    const high = low + next() * 10 ** integer(-3, 3) + 1e-3;
    const marks = ticks(low, high, integer(2, 8));
    assert.ok(marks.length <= 21, `seed ${seed}`);
    assert.ok(marks.every((mark) => mark >= low - 1e-6 && mark <= high + 1e-6), `seed ${seed}`);
    const texts = marks.map((mark) => mark.toFixed(digitsOf(marks)));
    assert.equal(new Set(texts).size, texts.length, `seed ${seed}`);
  }
});

test('blocks lie end to end on both sides of f(x), and lead back to the base value', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { next, integer } = generator(seed);
    const rows = Array.from({ length: integer(0, 12) }, (_, i) => row(`w${i}`, i, integer(0, 4) ? next() - 0.5 : 0));
    const value = next();
    const parts = segments(rows, value);
    const pushed = parts.reduce((sum, { row: { weight } }) => sum + weight, 0);
    const [plus, minus] = [parts.filter(({ row: { weight } }) => weight > 0), parts.filter(({ row: { weight } }) => weight < 0)];
    near(plus.at(-1)?.from ?? value, value - plus.reduce((sum, { row: { weight } }) => sum + weight, 0));
    near(minus.at(-1)?.to ?? value, value - minus.reduce((sum, { row: { weight } }) => sum + weight, 0));
    near((plus.at(-1)?.from ?? value) + (minus.at(-1)?.to ?? value) - value, value - pushed);
    for (const list of [plus, minus]) list.slice(1).forEach((part, i) => near(part.row.weight > 0 ? part.to : part.from, list[i].row.weight > 0 ? list[i].from : list[i].to));
  }
});

test('the force plot of three words', () => {
  const { items, height } = forceScene([row('fun', 0, 0.3), row('a', 4, 0.02), row('not', 6, -0.1)], 0.5, 0.72, 300, measure);
  const shapes = items.filter((item) => item.kind === 'path' && item.fill);
  assert.deepEqual(shapes.map((item) => item.kind === 'path' && item.fill), ['plus', 'minus', 'plus']);
  const words = items.filter((item) => item.kind === 'text' && item.fill === 'paper').map((item) => item.kind === 'text' && item.text);
  assert.deepEqual(words, ['fun', 'not'], 'a word that does not fit is left to the list');
  const labels = items.flatMap((item) => (item.kind === 'text' && item.y === 9 ? [[item.text, item.anchor, Math.round(item.x)]] : []));
  assert.deepEqual(labels, [['base value 0.50', 'end', 145], ['f(x) 0.72', 'start', 155]], 'labels that would overlap stand side by side');
  assert.equal(height, 84);
  const far = forceScene([row('fun', 0, 0.9)], 0.05, 0.95, 600, measure).items;
  assert.deepEqual(far.flatMap((item) => (item.kind === 'text' && item.y === 9 ? [item.anchor] : [])), ['start', 'end']);
});

test('a force plot without a word, or without any push, is still a picture', () => {
  for (const rows of [[], [row('a', 0, 0)]]) {
    const { items } = forceScene(rows, 0.5, 0.5, 200, measure);
    assert.ok(items.every((item) => item.kind !== 'path' || item.points.every(Number.isFinite)));
  }
});

test('every shape stays inside its picture', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { next, integer } = generator(seed);
    const rows = Array.from({ length: integer(1, 30) }, (_, i) => row(`word${i}`, 7 * i, next() - 0.5, { low: next() - 1, high: next() }));
    const width = integer(220, 760);
    const value = 0.5 + rows.reduce((sum, { weight }) => sum + weight, 0);
    for (const { items } of [forceScene(rows, 0.5, value, width, measure), barsScene(rows, 1, width)])
      for (const item of items)
        if (item.kind === 'path') for (let i = 0; i < item.points.length; i += 2) assert.ok(item.points[i] >= -1 && item.points[i] <= width + 1, `seed ${seed}`);
  }
});

test('bars: the strongest first, their intervals across', () => {
  const { items, height } = barsScene([row('a', 0, -0.1), row('b', 2, 0.3, { low: 0.2, high: 0.4 })], 0.3, 414);
  const boxes = items.filter((item) => item.kind === 'box').map((item) => item.kind === 'box' && [Math.round(item.x), Math.round(item.width), item.fill]);
  assert.deepEqual(boxes, [[190, 120, 'plus'], [150, 40, 'minus']]);
  assert.deepEqual(items.filter((item) => item.kind === 'path' && item.stroke === 'ink').map((item) => item.kind === 'path' && item.points.map(Math.round)), [[270, 13, 350, 13]]);
  assert.equal(height, 52);
});

test('words break into lines, and run from the right where their script does', () => {
  const rows = [row('aaaa', 0, 1), row('bbbb', 5, -1), row('cccc', 10, 0.5)];
  const { items, height } = markedScene('aaaa bbbb cccc', rows, 1, 110, measure);
  assert.deepEqual(items.flatMap((item) => (item.kind === 'box' ? [[item.x, item.y, item.opacity]] : [])), [[0, 0, 0.5], [51, 0, 0.5], [0, 46, 0.25]]);
  assert.equal(height, 92);
  assert.deepEqual([runsLeft('שלום'), runsLeft('1. مرحبا'), runsLeft('a שלום'), runsLeft('123')], [true, true, false, false]);
  const [first] = markedScene('שלום', [row('שלום', 0, 1)], 1, 90, measure).items;
  assert.equal(first.kind === 'box' && first.x, 90 - 46);
});

test('curves: the area between them, a band only where there is one', () => {
  const points = [
    { share: 0, most_first: 0.9, least_first: 0.9 },
    { share: 0.5, most_first: 0.3, least_first: 0.8 },
    { share: 1, most_first: 0.4, least_first: 0.4 },
  ];
  near(areaBetween(points), 0.25);
  assert.equal(areaBetween([]), 0);
  const size = { width: 142, height: 130 };
  const lines = curveScene(points, size).items.filter((item) => item.kind === 'path' && item.stroke !== 'line');
  assert.deepEqual(lines.map((item) => item.kind === 'path' && item.points.map(Math.round)), [[34, 18, 84, 28, 134, 68], [34, 18, 84, 78, 134, 68]]);
  const banded = curveScene(points.map((point) => ({ ...point, random_low: 0.4, random_high: 0.6 })), size).items;
  assert.equal(banded.filter((item) => item.kind === 'path' && item.fill === 'cell-off').length, 1);
});
