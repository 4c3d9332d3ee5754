/** @typedef {'positive' | 'neutral' | 'negative'} Sense */

/** What labels mean, by their names, as the server has it (docs/API.md). @type {[Sense, string[]][]} */
const NAMES = [
  ['positive', ['positive', 'pos']],
  ['neutral', ['neutral', 'neu']],
  ['negative', ['negative', 'neg']],
];

const folded = (/** @type {string} */ label) => label.trim().toLowerCase();

/** Two labels that nobody named are taken for negative and positive. @param {string[]} labels */
const nameless = (labels) => labels.length === 2 && labels.every((label, i) => [`label_${i}`, `${i}`].includes(folded(label)));

/** @param {string[]} labels @returns {(Sense | null)[]} */
function sensesOf(labels) {
  if (nameless(labels)) return ['negative', 'positive'];
  return labels.map((label) => NAMES.find(([, names]) => names.includes(folded(label)))?.[0] ?? null);
}

/** The label that a set is about: the positive one, or else the last. @param {string[]} labels */
export const targetOf = (labels) => labels[sensesOf(labels).indexOf('positive')] ?? labels.at(-1) ?? '';

/**
 * Where a label is among those of another model: by name, or by what it means; −1: nowhere.
 * @param {string[]} labels @param {string} target @param {string[]} of  the labels that `target` is one of
 */
export function placeOf(labels, target, of) {
  const place = labels.findIndex((label) => folded(label) === folded(target));
  if (labels.includes(target)) return labels.indexOf(target);
  const sense = sensesOf(of)[of.indexOf(target)];
  return place >= 0 || !sense ? place : sensesOf(labels).indexOf(sense);
}
