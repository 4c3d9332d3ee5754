import { decimal, heaviest } from '../../attention/reading.js';
import { shortName, tokensOf } from '../../attention/units.js';
import { percent } from '../../expects/words.js';
import { CUTS, counted, findingInWords, habitOf, keyOf, namesOf, wayOf } from './labels.js';

/** @typedef {import('./types.js').HeadTable} HeadTable */
/** @typedef {import('./types.js').Habit} Habit */
/** @typedef {import('./labels.js').Label} Label */
/** @typedef {import('./ranked.js').Row} Row */
/** @typedef {import('../../types.js').Unit} Unit */

/** @param {Map<string, Label[]> | null} labels @param {{ layer: number, head: number }} place */
const known = (labels, place) => {
  const own = labels?.get(keyOf(place));
  return own ? namesOf(own) : '';
};

/** @param {number} n */
const nth = (n) => `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

/**
 * What every head gives from some tokens to each unit: the mean over the tokens, the sum over the unit's pieces.
 * @param {number[][]} rows  [row][token] of one head @param {Unit[]} units @returns {Float64Array} by unit
 */
export function ontoUnits(rows, units) {
  return Float64Array.from(units, (unit) => rows.reduce((sum, row) => sum + tokensOf(unit).reduce((part, token) => part + row[token], 0), 0) / rows.length);
}

/**
 * Heads by how much they look from some tokens to a unit.
 * @param {number[][][][]} attention  [layer][head][row][token] @param {Unit[]} units @param {Unit} to @param {Map<string, Label[]> | null} labels
 * @returns {Row[]} by falling weight
 */
export function byPair(attention, units, to, labels) {
  const rows = attention.flatMap((layer, l) =>
    layer.map((given, head) => {
      const weights = ontoUnits(given, units);
      const weight = weights[to.index];
      const place = { layer: l + 1, head: head + 1 };
      const rank = 1 + weights.filter((other) => other > weight).length;
      const own = known(labels, place);
      return { ...place, share: weight, number: percent(weight), note: `${nth(rank)} of ${units.length}${own && ` · ${own}`}` };
    }),
  );
  return rows.sort((a, b) => b.share - a.share);
}

/**
 * Heads by the largest weight that they give from some tokens to one word.
 * @param {number[][][][]} attention  [layer][head][row][token] @param {Unit[]} units @param {Map<string, Label[]> | null} labels
 * @returns {Row[]} by falling weight
 */
export function byTarget(attention, units, labels) {
  const words = units.filter(({ special }) => !special);
  const rows = attention.flatMap((layer, l) =>
    layer.flatMap((given, head) => {
      const weights = ontoUnits(given, words);
      const [best] = heaviest(weights, 1);
      if (best === undefined) return [];
      const place = { layer: l + 1, head: head + 1 };
      const own = known(labels, place);
      return { ...place, share: weights[best], number: percent(weights[best]), note: `“${shortName(words[best])}”${own && ` · ${own}`}` };
    }),
  );
  return rows.sort((a, b) => b.share - a.share);
}

/** Every head for a relation, the better way of each. @param {HeadTable} table  with findings @param {string} relation @returns {Row[]} */
export function byRelation({ findings = [], relations }, relation) {
  const row = relations.find((one) => one.relation === relation);
  const seen = new Set();
  const best = findings.filter((finding) => !seen.has(keyOf(finding)) && seen.add(keyOf(finding)));
  return best.map((finding) => ({
    layer: finding.layer,
    head: finding.head,
    share: finding.share,
    baseline: finding.baseline,
    marked: finding.beats_baseline,
    number: counted(finding.share),
    note: `95 %: ${(100 * finding.low).toFixed(1)} to ${counted(finding.high)} · ${wayOf(relation, finding.seen)}${row?.best && keyOf(row.best) === keyOf(finding) && row.best.seen === finding.seen ? ' · chosen' : ''}`,
    example: { relation, seen: finding.seen },
  }));
}

/** What else is known of a head. @param {Map<string, Label[]> | null} labels @param {{ layer: number, head: number }} place @param {Habit} habit */
function besides(labels, place, habit) {
  const others = (labels?.get(keyOf(place)) ?? []).filter((label) => label.habit !== habit);
  return others.length ? `also ${namesOf(others)}` : 'nothing else';
}

/** Heads by how much of a habit they have. @param {HeadTable} table @param {Habit} habit @param {Map<string, Label[]> | null} labels @returns {Row[]} */
export const byHabit = ({ heads }, habit, labels) =>
  heads
    .map((head) => ({
      layer: head.layer,
      head: head.head,
      share: habitOf(head, habit),
      baseline: CUTS[habit],
      marked: head.labels.includes(habit),
      number: habit === 'broad' ? decimal(head.entropy) : counted(habitOf(head, habit)),
      note: head.labels.includes(habit) ? besides(labels, head, habit) : 'below the cut',
      example: { habit },
    }))
    .sort((a, b) => b.share - a.share);

/** The mean of a habit over all heads. @param {HeadTable} table @param {Habit} habit */
export const meanHabit = ({ heads }, habit) => heads.reduce((sum, head) => sum + habitOf(head, habit), 0) / heads.length;

/** Two rows that share nothing are so far apart: ln 2 nats. */
export const FARTHEST = Math.LN2;

/** Heads by how alike they are to one of them. @param {HeadTable} table @param {{ layer: number, head: number }} of @param {Map<string, Label[]> | null} labels @returns {Row[]} */
export function byLikeness({ heads, divergence }, of, labels) {
  const at = heads.findIndex((head) => keyOf(head) === keyOf(of));
  if (at < 0) return [];
  return heads
    .map((head, i) => ({ head, far: divergence[at][i] }))
    .filter((_, i) => i !== at)
    .sort((a, b) => a.far - b.far)
    .map(({ head, far }) => ({ layer: head.layer, head: head.head, share: 1 - far / FARTHEST, number: far.toFixed(3), note: known(labels, head) || 'no label' }));
}

/** The divergence of an ordinary pair of heads: the median. @param {HeadTable} table */
export function ordinary({ divergence }) {
  const all = divergence.flatMap((row, i) => row.slice(i + 1)).sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? 0;
}

/** The chosen head of a relation, in one sentence. @param {import('./types.js').Relation} row */
export const bestInWords = ({ relation, words, best }) =>
  best ? `Layer ${best.layer}, head ${best.head}: ${findingInWords(relation, best, words)}${best.beats_baseline ? '.' : ', which it does not beat.'}` : `No head ever finds ${relation}.`;
