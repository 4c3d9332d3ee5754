import test from 'node:test';
import assert from 'node:assert/strict';
import { headsPhrase, reading, specialShare } from '../src/attention/reading.js';

const unit = (/** @type {number} */ index, /** @type {string} */ label, masked = false) => ({
  index,
  first: index,
  last: index,
  label,
  special: label.startsWith('['),
  masked,
  joined: false,
  side: /** @type {const} */ ('a'),
  start: 0,
  end: 0,
  replaced: null,
});
const units = [unit(0, '[CLS]'), unit(1, 'a'), unit(2, 'b', true)];
const matrix = { size: 3, values: Float32Array.from([0, 0, 0, 0, 0.25, 0.5, 0, 0.125, 0.0625]) };
const picture = { matrix, units, layer: 3, heads: [1, 2], allHeads: 2 };

/** @param {import('../src/attention/reading.js').Part[]} parts */
const said = (parts) => parts.map((part) => (typeof part === 'string' ? part : `*${part.quote}*`)).join('');

test('a locked token: where it looks', () => {
  assert.equal(
    said(reading({ ...picture, held: [{ index: 2, side: 'from' }] })),
    '*[MASK]* at layer 3 looks most at *a* (0.13), *[MASK]* (0.06).',
  );
});

test('a locked target, several tokens, chosen heads', () => {
  assert.equal(
    said(reading({ ...picture, held: [{ index: 1, side: 'to' }], heads: [2] })),
    '*a* at layer 3, head 2, is looked at most by *a* (0.25), *[MASK]* (0.13).',
  );
  const both = reading({
    ...picture,
    held: [
      { index: 1, side: 'from' },
      { index: 2, side: 'from' },
    ],
  });
  assert.equal(said(both), '*a* and *[MASK]* at layer 3 look most at *[MASK]* (0.28), *a* (0.19).');
});

test('a locked special token that is hidden', () => {
  assert.match(
    said(reading({ ...picture, held: [{ index: 0, side: 'from' }] })),
    /^Special tokens are hidden, so nothing is drawn for \*\[CLS\]\*/,
  );
});

test('nothing locked, no head, nothing but special tokens', () => {
  assert.equal(
    said(reading({ ...picture, held: [] })),
    'At layer 3, tokens look most at *[MASK]* (0.28), *a* (0.19) on average.',
  );
  assert.match(said(reading({ ...picture, held: [], heads: [] })), /^No head is chosen/);
  const empty = { size: 3, values: new Float32Array(9) };
  assert.match(said(reading({ ...picture, matrix: empty, held: [] })), /^There is nothing/);
});

test('heads in words', () => {
  assert.equal(headsPhrase([1, 2, 3], 3), '');
  assert.equal(headsPhrase([2, 5], 12), ', heads 2 and 5,');
  assert.equal(headsPhrase([1, 2, 3, 4, 5], 12), ', 5 heads,');
});

test('the share that special tokens take', () => {
  const tokens = [{ special: true }, { special: false }].map((kind, index) => ({ index, id: 0, piece: '', text: '', word: null, side: null, start: null, end: null, masked: false, ...kind }));
  const weights = Uint16Array.from([0, 65535, 39321, 26214, 0, 65535, 65535, 0]);
  assert.equal(specialShare({ tokens, weights }, [1], [1]), 0.6);
  assert.equal(specialShare({ tokens, weights }, [1, 2], [1]), 0.8);
  assert.equal(specialShare({ tokens, weights }, [], [1]), 0);
});
