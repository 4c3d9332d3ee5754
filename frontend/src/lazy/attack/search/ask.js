/** @typedef {import('../../../state/state.js').State} State */
/** @typedef {import('../../../types.js').Goal} Goal */

/**
 * The body of a request.
 * @typedef {object} Ask
 * @property {string[]} models
 * @property {string} text
 * @property {import('../../../types.js').Recipe} recipe
 * @property {Goal} goal
 * @property {number[]} locked
 * @property {number} seed
 * @property {Record<string, unknown>} options
 */

/** Texts that the server asks about at most, where nothing else is said. */
export const BUDGET = 2000;

/** With one model there is one goal; a recipe that reduces the text has a goal of its own. @param {State} state @param {number} models  how many @returns {Goal} */
export const goalOf = ({ goal, recipe }, models) => (models < 2 || recipe === 'input_reduction' ? 'left' : goal);

/** What a state asks a search for. @param {State} state @param {string[]} models  one or two ids @returns {Ask} */
export function askOf(state, models) {
  const { text, recipe, locked, seed, search, beam, queries, guard } = state;
  const options = {
    ...(search ? { search } : {}),
    ...(search === 'beam' ? { beam } : {}),
    ...(queries === null ? {} : { budget: queries }),
    ...(guard === 'no' ? { guard: false } : {}),
  };
  return { models, text, recipe, goal: goalOf(state, models.length), locked, seed, options };
}
