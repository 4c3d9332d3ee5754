import test from 'node:test';
import assert from 'node:assert/strict';
import { opacityOf, strokes, trace, widthOf } from '../src/attention/scene.js';
import { threshold } from '../src/attention/pipeline.js';

const frame = { row: 10, left: 100, right: 200 };
const all = { most: 1, top: 0, bottom: 1000, cap: 1000 };

test('width and opacity rise with the weight and are never zero', () => {
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
  /** @type {number[][]} */
  const calls = [];
  const path = {
    moveTo: (/** @type {number[]} */ ...at) => calls.push(at),
    bezierCurveTo: (/** @type {number[]} */ ...at) => calls.push(at),
  };
  trace(path, { from: 0, to: 1, weight: 1, width: 1, opacity: 1, y0: 5, y1: 15 }, frame);
  assert.deepEqual(calls, [
    [100, 5],
    [150, 5, 150, 15, 200, 15],
  ]);
});
