/** @typedef {import('./types.js').ExplainedUnit} ExplainedUnit */
/** @typedef {import('./types.js').UnitWeight} UnitWeight */
/** @typedef {import('./types.js').Explained} Explained */

/**
 * Units with their weights, as they are drawn. A word is known by its place in
 * the grid, so that pointing at it finds it in every picture.
 *
 * @typedef {object} Row
 * @property {string} text
 * @property {number | null} start  UTF-16; null: added by the tokenizer
 * @property {number | null} end
 * @property {number | null} word  index into the grid
 * @property {number} weight
 * @property {number} [low]
 * @property {number} [high]
 * @property {[number, number][]} [repeats]
 */

/** @param {{ start: number | null, end: number | null }} unit @returns {[number, number] | null} */
const spanOf = ({ start, end }) => (start === null || end === null ? null : [start, end]);

/** @param {ExplainedUnit} unit @returns {[number, number][]} */
const spansOf = (unit) => [spanOf(unit), ...(unit.repeats ?? [])].filter((span) => span !== null);

/** Characters that two spans share. @param {[number, number]} a @param {[number, number]} b */
const shared = (a, b) => Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));

/**
 * The word of the grid that holds most of a span, the first of those that hold as much.
 * @param {[number, number]} span @param {ExplainedUnit[]} grid @returns {number | null}
 */
export function wordAt(span, grid) {
  let [best, most] = [/** @type {number | null} */ (null), 0];
  for (const [i, word] of grid.entries()) {
    const at = spanOf(word);
    const size = at ? shared(span, at) : 0;
    if (size > most) [best, most] = [i, size];
  }
  return best;
}

/** Units as they came. @param {ExplainedUnit[]} units @param {UnitWeight[]} weights @param {ExplainedUnit[]} grid @returns {Row[]} */
export function ownRows(units, weights, grid) {
  return weights.map(({ unit, ...weight }) => {
    const { text, start, end, repeats } = units[unit];
    const span = spanOf(units[unit]);
    return { text, start, end, word: span && wordAt(span, grid), ...(repeats ? { repeats } : {}), ...weight };
  });
}

/**
 * Units folded onto the words of the grid by sum: a unit gives its weight to the
 * word that holds most of it, and one that stands in several places an equal
 * part to each. Weights of units outside the text are returned apart.
 * @param {ExplainedUnit[]} units @param {UnitWeight[]} weights @param {ExplainedUnit[]} grid
 * @returns {{ rows: Row[], outside: number }}
 */
export function foldedRows(units, weights, grid) {
  const sums = new Float64Array(grid.length);
  let outside = 0;
  for (const { unit, weight } of weights) {
    const places = spansOf(units[unit]).map((span) => wordAt(span, grid));
    const found = places.filter((place) => place !== null);
    if (!found.length) outside += weight;
    for (const place of found) sums[place] += weight / found.length;
  }
  const rows = grid.map(({ text, start, end }, word) => ({ text, start, end, word, weight: sums[word] }));
  return { rows, outside };
}

/** Whether units are the grid itself. @param {ExplainedUnit[]} units @param {ExplainedUnit[]} grid */
export const isGrid = (units, grid) =>
  units.length === grid.length && units.every(({ start, end }, i) => start === grid[i].start && end === grid[i].end);

/**
 * The rows of one model's explanation: its own units, or its weights by word.
 * @param {ExplainedUnit[]} units @param {UnitWeight[]} weights @param {ExplainedUnit[]} grid @param {'words' | 'own'} by
 * @returns {{ rows: Row[], outside: number, folded: boolean }}
 */
export function rowsOf(units, weights, grid, by) {
  const own = by === 'own' || isGrid(units, grid) || !grid.length;
  return own ? { rows: ownRows(units, weights, grid), outside: 0, folded: false } : { ...foldedRows(units, weights, grid), folded: true };
}

/** Rows by falling weight, whatever its sign; ties as they came. @param {Row[]} rows */
export const byWeight = (rows) => [...rows].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));

/** @param {Row[]} rows */
export const largest = (rows) => Math.max(0, ...rows.map(({ weight, low = weight, high = weight }) => Math.max(...[weight, low, high].map(Math.abs))));
