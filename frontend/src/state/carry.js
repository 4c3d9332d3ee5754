/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Token} Token */

/**
 * Where a token of one tokenisation stands in another one of the same texts:
 * the pieces that share a character with it. What a tokenizer added is found
 * by its rank among what the other one added.
 * @param {Token | undefined} token @param {Token[]} from @param {Token[]} to
 * @returns {Token[]}
 */
function placesOf(token, from, to) {
  if (!token) return [];
  if (token.side === null) return addedBy(to).slice(addedBy(from).indexOf(token)).slice(0, 1);
  const [start, end] = [token.start ?? 0, token.end ?? 0];
  return to.filter((other) => other.side === token.side && (other.start ?? 0) < end && (other.end ?? 0) > start);
}

/** @param {Token[]} tokens */
const addedBy = (tokens) => tokens.filter(({ side }) => side === null);

/** @param {string[]} words */
const quoted = (words) => [...new Set(words)].map((word) => `“${word}”`).join(', ');

/**
 * Moves what is locked, masked or replaced onto the tokens that another model
 * makes of the same text, and says what has no place there.
 * @param {State} state @param {Token[]} from @param {Token[]} to @param {string} model  the other model's name
 * @returns {import('./repair.js').Repaired}
 */
export function carry(state, from, to, model) {
  /** @type {string[]} */
  const lost = [];
  /** @param {number} index @param {number} [most] */
  const find = (index, most = Infinity) => {
    const places = placesOf(from[index], from, to);
    const fits = places.length > 0 && places.length <= most;
    if (!fits) lost.push(from[index]?.text ?? `token ${index}`);
    return fits ? places.map((place) => place.index) : [];
  };
  const mask = [...new Set(state.mask.flatMap((index) => find(index)))];
  const replace = state.replace.flatMap(({ index, token }) => find(index, 1).map((at) => ({ index: at, token })));
  const locks = state.lock.flatMap(({ index, side }) => find(index).map((at) => ({ index: at, side })));
  const lock = locks.filter((a, i) => locks.findIndex((b) => a.index === b.index && a.side === b.side) === i);
  const notices = lost.length
    ? [`${model} has no token of its own for ${quoted(lost)}; what was locked, masked or replaced there was dropped.`]
    : [];
  return { state: { ...state, mask, replace, lock }, notices };
}

/**
 * How far what stands at a place of a text has moved in another one that begins
 * and ends like it; null: it stands, be it in part, in what is not the same.
 * @param {string} before @param {string} after @returns {(start: number, end: number) => number | null}
 */
function movesBetween(before, after) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return (start, end) => (end <= head ? 0 : start >= before.length - tail ? after.length - before.length : null);
}

/**
 * What is locked, masked or replaced on the tokens that an edit of the texts
 * left as they were; the rest of it goes.
 * @param {State} before @param {State} after @param {Token[]} from @param {Token[]} to
 * @returns {Pick<State, 'lock' | 'mask' | 'replace'>}
 */
export function carryEdit(before, after, from, to) {
  const moves = { a: movesBetween(before.text, after.text), b: movesBetween(before.pair ?? '', after.pair ?? '') };
  /** @param {number} index @returns {number[]} none or one */
  const find = (index) => {
    const token = from[index];
    if (!token) return [];
    const { side, start, end, piece } = token;
    if (side === null) return placesOf(token, from, to).map((place) => place.index);
    const by = moves[side](start ?? 0, end ?? 0);
    const same = (/** @type {Token} */ other) =>
      other.side === side && other.piece === piece && other.start === (start ?? 0) + (by ?? 0) && other.end === (end ?? 0) + (by ?? 0);
    return by === null ? [] : to.filter(same).map((place) => place.index).slice(0, 1);
  };
  return {
    mask: before.mask.flatMap(find),
    lock: before.lock.flatMap(({ index, side }) => find(index).map((at) => ({ index: at, side }))),
    replace: before.replace.flatMap(({ index, token }) => find(index).map((at) => ({ index: at, token }))),
  };
}
