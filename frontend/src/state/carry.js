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
