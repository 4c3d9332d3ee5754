import test from 'node:test';
import assert from 'node:assert/strict';
import { COLOURS } from '../src/scene/items.js';
import { pack, unpack } from '../src/scene/pack.js';
import { generator } from './generator.js';

test('a packed scene is the same scene, in the same order', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { integer, next, pick } = generator(seed);
    const number = () => next() * 2000 - 500;
    /** @type {(() => import('../src/scene/items.js').Item)[]} */
    const kinds = [
      () => ({ kind: 'arc', x0: number(), y0: number(), x1: number(), y1: number(), width: next(), stroke: pick([...COLOURS]), opacity: next() }),
      () => ({ kind: 'box', x: number(), y: number(), width: number(), height: number(), fill: pick([...COLOURS]), opacity: next() }),
      () => ({ kind: 'text', x: number(), y: number(), text: '<😀>', face: 'sans', size: 11, anchor: 'middle', fill: 'ink' }),
      () => ({ kind: 'grid', x: 0, y: 0, cell: 3, columns: 1, levels: Uint8Array.of(7), fill: 'arc' }),
    ];
    const scene = Array.from({ length: integer(0, 30) }, () => pick(kinds)());
    assert.deepEqual(unpack(pack(scene)), scene, `seed ${seed}`);
  }
});

test('what an arc means beyond its look stays behind', () => {
  const arc = /** @type {const} */ ({ kind: 'arc', x0: 0, y0: 1, x1: 2, y1: 3, width: 1, stroke: 'arc', opacity: 1 });
  const [back] = unpack(pack([/** @type {typeof arc} */ ({ ...arc, from: 4, to: 5, weight: 0.5 })]));
  assert.deepEqual(back, arc);
});
