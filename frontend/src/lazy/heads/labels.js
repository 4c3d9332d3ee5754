import { listed } from '../../attention/reading.js';

/** @typedef {import('./types.js').HeadTable} HeadTable */
/** @typedef {import('./types.js').Habits} Habits */
/** @typedef {import('./types.js').Habit} Habit */
/** @typedef {import('./types.js').Finding} Finding */
/** @typedef {import('./types.js').Relation} Relation */
/** @typedef {{ name: string, short: string, share: number, evidence: string, relation: string | null, habit: Habit | null }} Label  `short`: for a small place */

/** Relations of fewer words prove little, as in docs/HEADS.md. */
export const ENOUGH = 50;

/** A small place holds so many letters. */
const SHORT = 5;

/** What a head mostly looks at: its name, a short one, and the same in a sentence. @type {Record<Habit, [string, string, string]>} */
export const HABITS = {
  previous: ['previous token', 'prev', 'the token before'],
  next: ['next token', 'next', 'the token after'],
  self: ['itself', 'self', 'the token itself'],
  special: ['special tokens', 'spec', 'special tokens'],
  punctuation: ['punctuation', 'punct', 'punctuation'],
  same_word: ['same word', 'same', 'the same word elsewhere'],
  broad: ['broad', 'broad', 'everything alike'],
};

/** From where on a head is named by a habit (Clark et al. 2019, section 3; server/corpus/src/heads/habits.rs). @type {Record<Habit, number>} */
export const CUTS = { previous: 0.5, next: 0.5, self: 0.5, special: 0.6, punctuation: 0.6, same_word: 0.5, broad: 0.78 };

/** @param {number} share one decimal, for what is counted over hundreds of words */
export const counted = (share) => `${(100 * share).toFixed(1)} %`;

/** @param {number} offset "−2" */
export const signed = (offset) => (offset < 0 ? `−${-offset}` : `+${offset}`);

/** @param {{ layer: number, head: number }} place */
export const keyOf = ({ layer, head }) => `${layer}.${head}`;

/** How much of a habit a head has. @param {Habits} head @param {Habit} habit */
export const habitOf = (head, habit) => (habit === 'broad' ? head.entropy : head[habit]);

/** Where a finding leads. @param {string} relation @param {import('./types.js').Seen} seen */
export const wayOf = (relation, seen) => (seen === 'from_dependent' ? `${relation} → the word it depends on` : `word → its ${relation}`);

/** @param {string} relation @param {Finding} finding @param {number} words */
export const findingInWords = (relation, { seen, share, low, high, offset, baseline }, words) =>
  `${wayOf(relation, seen)}: ${counted(share)} of ${words.toLocaleString('en')} (95 %: ${(100 * low).toFixed(1)} to ${counted(high)}); best fixed offset ${signed(offset)}: ${counted(baseline)}`;

/** @param {Habits} head @param {Habit} habit */
export const habitInWords = (head, habit) =>
  habit === 'broad' ? `looks at everything alike: entropy ${head.entropy.toFixed(2)} of what is possible` : `${counted(habitOf(head, habit))} of its attention goes to ${HABITS[habit][2]}`;

/** A relation without its subtype, cut where that is still too long. @param {string} name */
function shortened(name) {
  const [plain] = name.split(':');
  return plain.length <= SHORT ? plain : `${plain.slice(0, SHORT - 1)}.`;
}

/** What a head finds best of all, where it beats the baseline. @param {Relation} row @returns {Label | null} */
function relationLabel({ relation, words, best }) {
  if (!best?.beats_baseline || words < ENOUGH) return null;
  const evidence = findingInWords(relation, best, words);
  return { name: relation, short: shortened(relation), share: best.share, evidence, relation, habit: null };
}

/** @param {Habits} head @param {Habit} habit @returns {Label} */
const habitLabel = (head, habit) => ({
  name: HABITS[habit][0],
  short: HABITS[habit][1],
  share: habitOf(head, habit),
  evidence: habitInWords(head, habit),
  relation: null,
  habit,
});

/**
 * What can be said of each head: relations first, those furthest above their baseline before others, then habits.
 * @param {HeadTable} table @returns {Map<string, Label[]>} by "layer.head"; heads without a label are not in it
 */
export function labelsOf({ heads, relations }) {
  const margin = (/** @type {Relation} */ { best }) => (best ? best.share - best.baseline : 0);
  const found = [...relations].sort((a, b) => margin(b) - margin(a));
  const ofHead = (/** @type {Habits} */ head) => [
    ...found.filter(({ best }) => best && keyOf(best) === keyOf(head)).flatMap((row) => relationLabel(row) ?? []),
    ...head.labels.map((habit) => habitLabel(head, habit)),
  ];
  const all = heads.map((head) => /** @type {[string, Label[]]} */ ([keyOf(head), ofHead(head)]));
  return new Map(all.filter(([, labels]) => labels.length));
}

/** "obj 79.9 %, amod 82.9 % and punctuation" @param {Label[]} labels */
export const namesOf = (labels) => listed(labels.map(({ name, share, relation }) => (relation ? `${name} ${counted(share)}` : name)));

/** The evidence of as many labels as one line holds. @param {Label[]} labels @param {number} [most] */
export function evidenceOf(labels, most = 1) {
  const rest = labels.slice(most).map(({ name }) => name);
  return `${labels.slice(0, most).map(({ evidence }) => evidence).join('; ')}${rest.length ? `; also ${listed(rest)}` : ''}`;
}
