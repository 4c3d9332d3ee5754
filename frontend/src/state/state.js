/**
 * The state is everything a link can say about the picture. What is not here
 * (hover, open menus, what is loading) is forgotten on reload.
 *
 * @typedef {object} State
 * @property {string | null} model  null: the server's default model
 * @property {string} text
 * @property {number[]} mask  token indices, in the order they were masked
 * @property {number | null} layer  null: the middle layer
 * @property {number[] | null} heads  null: all of them; []: none
 * @property {number} threshold  whole percent of each row that is drawn
 * @property {import('../types.js').Lock[]} lock
 * @property {'hide' | 'show' | 'renorm'} specials
 * @property {'mean' | 'sum' | 'max'} combine
 * @property {'pieces' | 'words'} units
 * @property {'view' | 'fixed'} scale  arcs against the largest in view, or against 1
 * @property {Record<string, unknown>} rest  keys this page does not know, kept as they came
 */

export const DEFAULT_TEXT = 'The girl ran to a local pub to escape the din of her city.';

/** Where *escape* stands in the default sentence. */
const ESCAPE = 9;

/**
 * The state of an address that says nothing but perhaps a text: only the
 * default sentence comes with a mask and a lock.
 * @param {string} [text]
 * @returns {State}
 */
export function initial(text) {
  const own = text !== undefined;
  return {
    model: null,
    text: own ? text : DEFAULT_TEXT,
    mask: own ? [] : [ESCAPE],
    layer: null,
    heads: null,
    threshold: 70,
    lock: own ? [] : [{ index: ESCAPE, side: 'from' }],
    specials: 'hide',
    combine: 'mean',
    units: 'pieces',
    scale: 'view',
    rest: {},
  };
}

/** A new text starts without masks and locks. @param {string} text well-formed @returns {Partial<State>} */
export const newText = (text) => ({ text, mask: [], lock: [] });

/** @param {import('../types.js').Model} model */
export const middleLayer = (model) => Math.ceil(model.layers / 2);

/** @param {State} state @param {import('../types.js').Model} model */
export const layerOf = (state, model) => state.layer ?? middleLayer(model);

/**
 * @param {State} state @param {import('../types.js').Model} model
 * @returns {number[]} head numbers, ascending
 */
export const headsOf = (state, model) => state.heads ?? range(1, model.heads);

/** @param {number} first @param {number} last @returns {number[]} both ends included */
export const range = (first, last) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/**
 * @param {State} state @param {import('../types.js').Model} model @param {number} head
 * @returns {Partial<State>}
 */
export function toggleHead(state, model, head) {
  const chosen = new Set(headsOf(state, model));
  if (!chosen.delete(head)) chosen.add(head);
  const heads = [...chosen].sort((a, b) => a - b);
  return { heads: heads.length === model.heads ? null : heads };
}

/** @param {State} state @param {number[]} tokens a token, or the pieces of a word @returns {Partial<State>} */
export function toggleMask(state, tokens) {
  const all = tokens.every((token) => state.mask.includes(token));
  const others = state.mask.filter((token) => !tokens.includes(token));
  return { mask: all ? others : [...others, ...tokens] };
}

/** @param {State} state @param {import('../types.js').Lock} lock @returns {Partial<State>} */
export function toggleLock(state, lock) {
  const others = state.lock.filter((held) => held.index !== lock.index || held.side !== lock.side);
  return { lock: others.length < state.lock.length ? others : [...others, lock] };
}
