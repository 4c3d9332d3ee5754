import { ONE, placesOf } from './pipeline.js';
import { shortName } from './units.js';

/**
 * The sentence above the arcs: what the picture says, in words and numbers. It
 * is a list of parts so that words of the text can be set apart from ours.
 *
 * @typedef {string | { quote: string }} Part
 * @typedef {import('./pipeline.js').Matrix} Matrix
 * @typedef {import('../types.js').Unit} Unit
 * @typedef {import('../types.js').Lock} Lock
 */

/** @param {number[]} heads  ascending @param {number} all  how many the model has @returns {string} */
export function headsPhrase(heads, all) {
  if (heads.length === all) return '';
  if (heads.length === 1) return `, head ${heads[0]},`;
  return heads.length > 4 ? `, ${heads.length} heads,` : `, heads ${listed(heads.map(String))},`;
}

/** @param {string[]} names "a, b and c" */
export const listed = (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);

/** @param {Unit} unit @returns {Part} */
const quote = (unit) => ({ quote: shortName(unit) });

/** @param {Part[]} parts @returns {Part[]} "a and b" */
const joined = (parts) => parts.flatMap((part, i) => (i ? [' and ', part] : [part]));

/** Two decimals, and for small weights the first digit that says something. @param {number} weight */
export const decimal = (weight) =>
  weight >= 0.01 || weight === 0 ? weight.toFixed(2) : weight.toFixed(Math.min(6, Math.ceil(-Math.log10(weight))));

/** @param {Float64Array} weights @param {number} count @returns {number[]} the heaviest above zero, ties to the lower index */
export function heaviest(weights, count) {
  /** @type {number[]} */
  const best = [];
  for (let i = 0; i < weights.length; i++) {
    let at = best.length;
    while (at > 0 && weights[best[at - 1]] < weights[i]) at--;
    if (weights[i] > 0 && at < count) best.splice(at, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
}

/** @param {Matrix} matrix @param {number[]} rows @returns {Float64Array} the mean of the rows */
export function meanRow({ size, values }, rows) {
  const mean = new Float64Array(size);
  for (const row of rows) {
    const start = row * size;
    for (let j = 0; j < size; j++) mean[j] += values[start + j];
  }
  return mean.map((sum) => sum / rows.length);
}

/** @param {Matrix} matrix @param {number} row */
function looksSomewhere({ size, values }, row) {
  for (let i = row * size; i < (row + 1) * size; i++) if (values[i] > 0) return true;
  return false;
}

/** @param {Matrix} matrix @param {number[]} columns @returns {Float64Array} */
export function meanColumn({ size, values }, columns) {
  const mean = new Float64Array(size);
  for (const column of columns) for (let i = 0; i < size; i++) mean[i] += values[i * size + column] / columns.length;
  return mean;
}

/** @param {Float64Array} weights @param {Unit[]} units @returns {Part[]} "*to* (0.21), *the* (0.14)" */
const strongest = (weights, units) =>
  heaviest(weights, 2).flatMap((i, nth) => [nth ? ', ' : '', quote(units[i]), ` (${decimal(weights[i])})`]);

/** @param {Part[]} names @param {Unit[]} units @returns {Part[]} */
function lookingNowhere(names, units) {
  if (units.every((unit) => unit.special))
    return ['Special tokens are hidden, so nothing is drawn for ', ...names, '. View shows them.'];
  return [...names, ' has no weight left: all of it goes to special tokens, which are hidden.'];
}

/**
 * @param {object} picture
 * @param {Matrix} picture.matrix  before the threshold
 * @param {Unit[]} picture.units
 * @param {Lock[]} picture.held  unit indices
 * @param {number} picture.layer
 * @param {number[]} picture.heads
 * @param {number} picture.allHeads
 * @returns {Part[]}
 */
export function reading({ matrix, units, held, layer, heads, allHeads }) {
  if (!heads.length) return ['No head is chosen. Choose one to see where it looks.'];
  const where = ` at layer ${layer}${headsPhrase(heads, allHeads)} `;
  const side = held.at(-1)?.side;
  const chosen = held.filter((lock) => lock.side === side).map(({ index }) => index);
  const names = joined(chosen.map((index) => quote(units[index])));
  if (side === 'from') {
    const said = strongest(meanRow(matrix, chosen), units);
    if (!said.length)
      return lookingNowhere(
        names,
        chosen.map((index) => units[index]),
      );
    return [...names, where, chosen.length > 1 ? 'look most at ' : 'looks most at ', ...said, '.'];
  }
  if (side === 'to') {
    const said = strongest(meanColumn(matrix, chosen), units);
    if (!said.length) return [...names, where, 'is looked at by no token in view.'];
    return [...names, where, chosen.length > 1 ? 'are looked at most by ' : 'is looked at most by ', ...said, '.'];
  }
  const rows = units.filter((unit) => looksSomewhere(matrix, unit.index)).map(({ index }) => index);
  const said = strongest(meanRow(matrix, rows), units);
  if (!said.length) return ['There is nothing to look at but special tokens, which are hidden.'];
  return [`At layer ${layer}${headsPhrase(heads, allHeads) || ','} tokens look most at `, ...said, ' on average.'];
}

/**
 * The share of attention that special tokens take from the held rows (or from
 * all rows that are not special), which a picture without them does not show:
 * the mean over the chosen heads.
 * @param {Pick<import('../types.js').Attention, 'weights' | 'tokens'>} attention @param {number[]} heads @param {number[]} rows  tokens
 * @returns {number} 0..1
 */
export function specialShare({ weights, tokens }, heads, rows) {
  const columns = placesOf(tokens.map(({ special }) => special));
  let taken = 0;
  for (const head of heads)
    for (const row of rows) for (const column of columns) taken += weights[((head - 1) * tokens.length + row) * tokens.length + column];
  return taken / ONE / Math.max(1, heads.length * rows.length);
}
