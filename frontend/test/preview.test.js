import test from 'node:test';
import assert from 'node:assert/strict';
import { createPainter } from '../src/attention/picture.js';
import { createPreviewer } from '../src/attention/preview.js';
import { CAP, frameOf, strokes } from '../src/attention/scene.js';
import { initial } from '../src/state/state.js';
import { generator } from './generator.js';

const HEADS = 3;
const TOKENS = 9;
const { integer } = generator(5);
const attention = {
  layer: 1,
  heads: HEADS,
  words: [],
  truncated: null,
  tokens: Array.from({ length: TOKENS }, (_, index) => ({
    index,
    id: index,
    piece: `t${index}`,
    text: `t${index}`,
    word: null,
    side: /** @type {const} */ ('a'),
    start: index,
    end: index + 1,
    special: index === 0,
    masked: false,
  })),
  weights: Uint16Array.from({ length: HEADS * TOKENS * TOKENS }, () => integer(0, 9000)),
};
const model = { id: 'm', name: 'm', architecture: 'bert', task: /** @type {const} */ ('fill-mask'), layers: 1, heads: HEADS, max_tokens: 99, parameters: 1, default: true };
const frame = frameOf(800, HEADS, TOKENS);
const tile = { top: 0, bottom: frame.height };

test('a preview is what locking the token, or choosing the head alone, would draw', () => {
  const previewOf = createPreviewer();
  const paint = createPainter();
  const nothing = { token: null, head: null };
  for (const [hover, settled] of /** @type {const} */ ([
    [{ token: { index: 4, side: 'from' }, head: null }, { lock: [{ index: 4, side: 'from' }] }],
    [{ token: { index: 2, side: 'to' }, head: null }, { lock: [{ index: 2, side: 'to' }] }],
    [{ token: null, head: 2 }, { heads: [2] }],
  ])) {
    const { items, preview } = previewOf({ attention, state: initial('x'), model }, { hover, frame, tile });
    const state = /** @type {import('../src/state/state.js').State} */ ({ ...initial('x'), ...settled });
    const picture = paint(attention, { state, hover: nothing }, model);
    const { strokes: list } = strokes(picture.settledEdges, frame, { most: picture.settledMost, ...tile, cap: CAP });
    assert.deepEqual(items.filter(({ kind }) => kind === 'arc'), list);
    assert.deepEqual(preview.sentence, picture.settledSentence);
    assert.deepEqual([preview.near, preview.most, preview.shownHeads, preview.hidden], [picture.near, picture.settledMost, picture.heads, 0]);
    assert.ok(list.length > 0);
  }
});
