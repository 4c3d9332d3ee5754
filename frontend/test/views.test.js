import test from 'node:test';
import assert from 'node:assert/strict';
import { betweenTexts } from '../src/attention/pipeline.js';
import { cellSize, heatmapItems } from '../src/lazy/heatmap-scene.js';
import { headInWords, layoutOf, overviewItems, overviewSentence } from '../src/lazy/overview-scene.js';
import { edited } from '../src/lazy/token-menu.js';
import { LEVELS } from '../src/scene/items.js';
import { initial } from '../src/state/state.js';

const matrix = { size: 2, values: Float32Array.from([0.5, 0.25, 0, 1]) };

test('a heat map is as dark as its weights; what touches nothing held is faint', () => {
  const [grid] = heatmapItems(matrix, [], 10, 1, true);
  assert.ok(grid.kind === 'grid');
  assert.deepEqual([...grid.levels], [32, 16, 0, LEVELS]);
  const [held] = heatmapItems(matrix, [{ index: 0, side: 'from' }], 10, 1, false);
  assert.ok(held.kind === 'grid' && held.levels[0] === 32 && held.levels[3] < 16);
  assert.deepEqual([cellSize(700, 10), cellSize(700, 100), cellSize(700, 512)], [28, 7, 3]);
});

test('numbers stand in cells that have room for them', () => {
  const texts = heatmapItems(matrix, [], 26, 1, true).flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  assert.deepEqual(texts, ['.50', '.25', '1.00']);
});

test('only what goes from one text to the other; added tokens stay', () => {
  const kept = betweenTexts({ size: 3, values: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]) }, [null, 'a', 'b'], ['ab']);
  assert.deepEqual([...kept.values], [1, 2, 3, 4, 0, 6, 7, 0, 0]);
});

const summary = (/** @type {number} */ previous) => ({ entropy: 0.5, distance: 2, previous, next: 0.1, self: 0, special: 0 });
const overview = {
  layers: 2,
  heads: 2,
  size: 2,
  weights: Uint8Array.from({ length: 16 }, (_, i) => i * 10),
  summary: [
    [summary(0.2), summary(0.9)],
    [summary(0.4), summary(0.3)],
  ],
};

test('heads lie by layer, or by falling value', () => {
  const names = (/** @type {boolean} */ sorted) =>
    layoutOf(overview, 400, 'previous', sorted).places.map(({ layer, head }) => `${layer}.${head}`);
  assert.deepEqual(names(false), ['1.1', '1.2', '2.1', '2.2']);
  assert.deepEqual(names(true), ['1.2', '2.1', '2.2', '1.1']);
  assert.equal(overviewSentence(overview, 'previous'), 'Share on the token before is largest at layer 1, head 2 (0.90).');
  assert.match(headInWords(overview, { layer: 1, head: 2 }), /^Layer 1, head 2: 90 % on the token before/);
  const grids = overviewItems(overview, layoutOf(overview, 400, 'none', false)).filter(({ kind }) => kind === 'grid');
  assert.equal(grids.length, 4);
});

test('a word is edited where it stands, and masks do not outlive the text', () => {
  const unit = { index: 2, first: 2, last: 2, label: 'cat', special: false, masked: false, joined: false, replaced: null };
  const state = { ...initial('The cat & I'), mask: [2] };
  const patch = edited(state, { ...unit, side: 'a', start: 4, end: 7 }, 'dog');
  assert.deepEqual(patch, { text: 'The dog & I', mask: [], lock: [], replace: [], edits: [], locked: [] });
  assert.equal(edited({ ...state, pair: 'a cat' }, { ...unit, side: 'b', start: 2, end: 5 }, 'dog').pair, 'a dog');
});
