import test from 'node:test';
import assert from 'node:assert/strict';
import { carry, carryEdit } from '../src/state/carry.js';
import { initial } from '../src/state/state.js';

/**
 * Tokens from pieces; "<…>" is added by the tokenizer, "" is a piece without a character of its own.
 * @param {string} text @param {string[]} pieces
 */
function tokens(text, pieces) {
  let at = 0;
  return pieces.map((piece, index) => {
    const special = piece.startsWith('<');
    const start = special ? null : text.indexOf(piece, at);
    const end = start === null ? null : start + piece.length;
    at = end ?? at;
    return {
      index,
      id: index,
      piece,
      text: piece,
      word: null,
      side: special ? null : /** @type {const} */ ('a'),
      start,
      end,
      special,
      masked: false,
    };
  });
}

const TEXT = 'a road home';
const WORDS = tokens(TEXT, ['<CLS>', 'a', 'road', 'home', '<SEP>']);
const PIECES = tokens(TEXT, ['a', '', 'ro', 'ad', 'home']);

test('what is held moves to every piece of its word, and back to the word', () => {
  const state = { ...initial('x'), mask: [2], lock: [{ index: 2, side: /** @type {const} */ ('from') }] };
  const there = carry(state, WORDS, PIECES, 'Other');
  assert.deepEqual([there.state.mask, there.state.lock.map(({ index }) => index), there.notices], [[2, 3], [2, 3], []]);
  assert.deepEqual(carry(there.state, PIECES, WORDS, 'One').state, state);
});

test('what the other tokenizer does not add is dropped by name', () => {
  const state = { ...initial('x'), lock: [{ index: 4, side: /** @type {const} */ ('to') }] };
  const { state: moved, notices } = carry(state, WORDS, PIECES, 'Other');
  assert.deepEqual(moved.lock, []);
  assert.match(notices[0], /^Other has no token of its own for “<SEP>”/);
  assert.deepEqual(carry(state, WORDS, WORDS, 'Same'), { state, notices: [] });
});

test('a token that stands for another one needs one token to stand for', () => {
  const state = { ...initial('x'), replace: [{ index: 2, token: 'path' }, { index: 3, token: 'away' }] };
  const { state: moved, notices } = carry(state, WORDS, PIECES, 'Other');
  assert.deepEqual(moved.replace, [{ index: 4, token: 'away' }]);
  assert.match(notices[0], /“road”/);
});

test('tokens of the second text are never found in the first', () => {
  const second = PIECES.map((token) => ({ ...token, side: /** @type {const} */ ('b') }));
  assert.deepEqual(carry({ ...initial('x'), mask: [1] }, WORDS, second, 'Other').state.mask, []);
});

test('an edit leaves what is held on the tokens that it does not touch', () => {
  const before = {
    ...initial('a road home'),
    mask: [2],
    replace: [{ index: 1, token: 'the' }],
    lock: [{ index: 3, side: /** @type {const} */ ('to') }, { index: 4, side: /** @type {const} */ ('from') }],
  };
  const edited = (/** @type {string} */ text, /** @type {string[]} */ pieces) =>
    carryEdit(before, initial(text), WORDS, tokens(text, ['<CLS>', ...pieces, '<SEP>']));
  assert.deepEqual(edited('a long road home', ['a', 'long', 'road', 'home']), {
    mask: [3],
    replace: [{ index: 1, token: 'the' }],
    lock: [
      { index: 4, side: 'to' },
      { index: 5, side: 'from' },
    ],
  });
  const changed = edited('a load home', ['a', 'load', 'home']);
  assert.deepEqual([changed.mask, changed.lock.length], [[], 2], 'another word is not masked');
  const cut = edited('a roadhome', ['a', 'roadhome']);
  assert.deepEqual([cut.mask, cut.lock], [[], [{ index: 3, side: 'from' }]], 'another piece is another token');
  const empty = edited('', []);
  assert.deepEqual([empty.mask, empty.replace, empty.lock], [[], [], [{ index: 1, side: 'from' }]]);
});
