import { percent } from '../../expects/words.js';
import { headsPhrase } from '../../attention/reading.js';
import { counted } from '../explain/numbers.js';
import { runsOf, takeover } from './layers.js';

/** @typedef {import('../../attention/reading.js').Part} Part */
/** @typedef {import('./types.js').ByLayer} ByLayer */
/** @typedef {import('./types.js').Count} Count */
/** @typedef {import('./types.js').Search} Search */
/** @typedef {import('./types.js').Topic} Topic */

/** @param {number} count @param {string} one @param {string} [many] */
export const amount = (count, one, many = `${one}s`) => `${counted(count)} ${count === 1 ? one : many}`;

/** What a lift says. @param {number | null} lift */
export const timesOf = (lift) => (lift === null ? '' : `${lift >= 9.95 ? counted(Math.round(lift)) : lift.toFixed(1)} ×`);

/** Whether a count says something. @param {Count} count */
function verdict({ significant, share, base_rate: base }) {
  if (!significant) return 'which chance alone can give';
  return share > base ? 'more than chance gives' : 'less than chance gives';
}

/** Features are counted among those that have any. @type {[string, string]} */
const FEATURED = ['neighbour with features', 'neighbours with features'];
/** @type {[string, string]} */
const NEIGHBOURS = ['neighbour', 'neighbours'];

/** How a label is read in a sentence. @param {Topic} topic @param {string} label @returns {Part[]} */
function saidOf(topic, label) {
  if (topic === 'offset') return offsetInWords(Number(label));
  if (topic === 'feats') return ['have ', { quote: label }];
  if (topic === 'attended_upos' || topic === 'attended_deprel') return ['attend most to ', { quote: label }];
  return ['are ', { quote: label }];
}

/** @param {number} offset @returns {Part[]} */
function offsetInWords(offset) {
  if (offset === 0) return ['attend most to themselves'];
  const far = Math.abs(offset);
  return [`attend most to the word ${far === 1 ? '' : `${far} `}${far === 1 ? '' : 'places '}${offset < 0 ? 'before' : 'after'} them`];
}

/** A bar in words: how many of those that have a label, how sure, how many in the corpus. @param {Topic} topic @param {Count} count @returns {Part[]} */
export const barInWords = (topic, count) => [
  `${counted(count.count)} of ${amount(Math.round(count.count / count.share), ...(topic === 'feats' ? FEATURED : NEIGHBOURS))} `,
  ...saidOf(topic, count.label),
  `: ${percent(count.share)} (95 %: ${percent(count.low)} to ${percent(count.high)}). In the corpus ${percent(count.base_rate)}`,
  count.lift === null ? '' : `, so ${timesOf(count.lift)}`,
  `, ${verdict(count)}.`,
];

/**
 * What the neighbours have in common.
 * @param {Search} search @param {'upos' | 'deprel'} label @param {{ word: string, masked: boolean, layer: number, by: 'embedding' | 'context', heads: number[], allHeads: number }} query
 * @returns {Part[]}
 */
export function headline({ hits, summary }, label, { word, masked, layer, by, heads, allHeads }) {
  const where = by === 'context' ? `by the context of ${headsPhrase(heads, allHeads).replace(/^, |,$/g, '') || 'all heads'}` : 'by embedding';
  const of = [{ quote: word }, masked ? ' behind the mask' : '', ` at layer ${layer}, ${where}`];
  if (!hits.length) return ['Nothing in this corpus fits the filter: there are no neighbours of ', ...of, '.'];
  const top = summary[label][0] ?? summary.upos[0];
  if (!top) return [`The ${amount(hits.length, 'nearest place', 'nearest places')} to `, ...of, '.'];
  return [`Of the ${amount(hits.length, 'neighbour')} of `, ...of, `, ${counted(top.count)} are `, { quote: top.label }, ` (${percent(top.share)}; ${percent(top.base_rate)} of the corpus), ${verdict(top)}.`];
}

/** How near the neighbours are, beside what any two tokens are. @param {Search} search */
export function nearness({ hits, random_pair_score: random, searched }) {
  if (!hits.length) return '';
  const [first, last] = [hits[0], hits[hits.length - 1]].map(({ score }) => score.toFixed(2));
  return `Cosine ${first === last ? first : `${first} to ${last}`}; two tokens drawn at random have ${random.toFixed(2)} (median). ${amount(searched, 'token')} searched.`;
}

/** @param {{ first: number, last: number }} run */
const spanOf = ({ first, last }) => (first === last ? `layer ${first}` : `layers ${first} to ${last}`);

/**
 * At which layer which label takes over.
 * @param {ByLayer} answer @returns {Part[]}
 */
export function takeoverInWords(answer) {
  return [...leadInWords(answer), ...probeInWords(answer)];
}

/** What the best probe says of the token, where there are probes. @param {ByLayer} answer @returns {Part[]} */
function probeInWords({ layers }) {
  const probed = layers.flatMap(({ layer, probe }) => (probe ? [{ layer, ...probe }] : []));
  if (!probed.length) return [];
  const best = probed.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
  return [` The probe of layer ${best.layer}, right for ${percent(best.accuracy)} of words, says `, { quote: best.label }, ` (${percent(best.probability)}).`];
}

/** @param {ByLayer} answer @returns {Part[]} */
function leadInWords({ layers }) {
  const runs = runsOf(layers);
  const end = takeover(layers);
  if (!end) return ['Nothing is known about the words of this corpus.'];
  const share = ` (${percent(end.share)} of ${amount(end.neighbours, 'neighbour')} there; ${percent(end.base)} of the corpus)`;
  if (runs.length === 1) return [{ quote: end.label }, ` leads at every layer, up to layer ${end.last}${share}.`];
  const before = runs.slice(0, -1);
  const said = before.length > 3 ? [`The lead changes ${runs.length - 1} times`] : before.flatMap((run, i) => [i ? ', then ' : '', { quote: run.label }, ` leads at ${spanOf(run)}`]);
  const since = end.first === end.last ? `only at layer ${end.first}, the last` : `at layer ${end.first} and leads to layer ${end.last}`;
  return [{ quote: end.label }, ` takes over ${since}${share}; before that, `, ...lowered(said), '.'];
}

/** @param {Part[]} parts  the first of them inside a sentence */
const lowered = (parts) => parts.map((part, i) => (i === 0 && typeof part === 'string' ? part.replace('The', 'the') : part));
