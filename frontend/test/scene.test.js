import test from 'node:test';
import assert from 'node:assert/strict';
import { arcAt, opacityOf, strokes, widthOf } from '../src/attention/scene.js';
import { curve } from '../src/scene/items.js';
import { threshold } from '../src/attention/pipeline.js';

const frame = { row: 10, left: 100, right: 200 };
const all = { most: 1, top: 0, bottom: 1000, cap: 1000 };

test('exBERT pitfall (b): width and opacity rise with the weight and are never zero', () => {
  assert.equal(widthOf(1, 1), 4);
  assert.equal(opacityOf(1, 1), 0.9);
  let last = 0;
  for (let weight = 0.001; weight <= 1; weight += 0.001) {
    const width = widthOf(weight, 1);
    assert.ok(width > last && width > 0.75);
    assert.ok(opacityOf(weight, 1) > 0.15);
    last = width;
  }
});

test('strokes join the middles of rows, strongest on top', () => {
  const edges = threshold({ size: 2, values: Float32Array.from([0.75, 0.25, 0, 0]) }, 1);
  const { strokes: drawn } = strokes(edges, frame, { ...all, most: 0.75 });
  assert.deepEqual(
    drawn.map(({ to, y0, y1 }) => [to, y0, y1]),
    [
      [1, 5, 15],
      [0, 5, 5],
    ],
  );
  assert.equal(drawn[1].width, 4);
});

test('only what crosses the window is drawn, and no more than the cap', () => {
  const size = 50;
  const values = Float32Array.from({ length: size * size }, (_, i) => 1 / (1 + (i % 97)));
  const edges = threshold({ size, values }, 1);
  const { strokes: drawn, crossing } = strokes(edges, frame, { most: 1, top: 0, bottom: 20, cap: 30 });
  assert.equal(drawn.length, 30);
  assert.ok(crossing > 30 && crossing < edges.count);
  assert.ok(drawn.every(({ y0, y1 }) => Math.min(y0, y1) <= 20));
  const crossers = [...edges.weight.keys()].filter((e) => Math.min(edges.from[e], edges.to[e]) <= 1);
  const heaviest = crossers
    .map((e) => edges.weight[e])
    .sort((a, b) => b - a)
    .slice(0, 30);
  assert.deepEqual(drawn.map(({ weight }) => weight).reverse(), heaviest);
});

test('an arc leaves and arrives level', () => {
  const arc = /** @type {const} */ ({ kind: 'arc', x0: 100, y0: 5, x1: 200, y1: 15, width: 1, stroke: 'arc', opacity: 1 });
  assert.deepEqual(curve(arc), [100, 5, 150, 5, 150, 15, 200, 15]);
});

test('a pointer means the arc that is nearest to it', () => {
  const edges = threshold({ size: 2, values: Float32Array.from([0.75, 0.25, 0, 0]) }, 1);
  const { strokes: drawn } = strokes(edges, { row: 100, left: 0, right: 200 }, { ...all, most: 0.75 });
  assert.equal(arcAt(drawn, 100, 100, 6)?.to, 1, 'half way, between both rows');
  assert.equal(arcAt(drawn, 190, 52, 6)?.to, 0);
  assert.equal(arcAt(drawn, 100, 75, 6), null);
  assert.equal(arcAt(drawn, -5, 50, 6), null);
});
