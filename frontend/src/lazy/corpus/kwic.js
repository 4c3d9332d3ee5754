/** @typedef {import('./types.js').Hit} Hit */

/** @typedef {{ gap: string, text: string, index: number }} Piece  a word as the sentence writes it, and what stands before it */
/** @typedef {{ before: Piece[], match: Piece, after: Piece[], cut: { before: boolean, after: boolean } }} Concordance */

/** Words of a sentence, each with what stands between it and the one before. @param {Pick<Hit, 'sentence' | 'tokens'>} hit @returns {Piece[]} */
export function piecesOf({ sentence: { text }, tokens }) {
  let at = 0;
  return tokens.map(({ start, end }, index) => {
    const piece = { gap: text.slice(at, start), text: text.slice(Math.max(start, at), Math.max(end, at)), index };
    at = Math.max(at, end);
    return piece;
  });
}

/** @type {Piece} */
const NO_WORD = { gap: '', text: '·', index: -1 };

/** As many pieces from the front as there is room for. @param {Piece[]} pieces @param {number} room  letters */
function fitting(pieces, room) {
  let length = 0;
  const end = pieces.findIndex(({ gap, text }) => (length += gap.length + text.length) > room);
  return end < 0 ? pieces : pieces.slice(0, end);
}

/**
 * A hit as a line of a concordance: the word that matches, and what stands beside it as far as there is room. What
 * stands between words is no word: the sentence stands after a mark then.
 * @param {Hit} hit @param {number} room  letters on each side @returns {Concordance}
 */
export function concordance(hit, room) {
  const pieces = piecesOf(hit);
  const word = hit.word ?? -1;
  const [left, right] = [pieces.slice(0, Math.max(0, word)), pieces.slice(word + 1)];
  const before = fitting(left.toReversed(), room).toReversed();
  const after = fitting(right, room);
  const match = hit.word === null ? NO_WORD : { ...pieces[word], text: pieces[word].text || hit.tokens[word].form };
  return { before, match, after, cut: { before: before.length < left.length, after: after.length < right.length } };
}

/** How dark each word is: its attention against the largest of the sentence. @param {Hit} hit @returns {number[]} 0..1, by word */
export function darkness({ attention_to: shares }) {
  const most = Math.max(...shares, 1e-9);
  return shares.map((share) => share / most);
}
