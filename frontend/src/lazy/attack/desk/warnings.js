/** @typedef {import('./judging.js').Judged} Judged */
/** @typedef {import('../types.js').Alarm} Alarm */
/** @typedef {import('../../../types.js').WordEdit} WordEdit */
/** @typedef {{ edit: WordEdit, old: string, judged: Judged | null }} Entry */

const NOTHING = 'The guard has nothing against these edits. Whether the text still means the same, only you can say.';

/** @param {Entry} entry @returns {Partial<Record<Alarm, string>>} */
const sentences = ({ edit: { replacement }, old, judged }) => ({
  opposite: `“${replacement}” is the opposite of “${old}”: if the text now says the contrary, another answer is right.`,
  negation: `At “${old}” a negation came in or went out: if the text now says the contrary, another answer is right.`,
  not_a_word: `“${replacement}” is in no dictionary: a reader would see that something is wrong.`,
  unlikely: `A language model hardly expects “${replacement}” where “${old}” stood${judged?.drop ? `, by ${judged.drop.toFixed(1)} nats a piece less` : ''}.`,
});

/**
 * What speaks against the edits, as sentences.
 * @param {Entry[]} entries @param {number | null} cosine  of the two texts' sentence vectors; null: not known
 * @returns {string[]}
 */
export function warningsOf(entries, cosine) {
  if (!entries.length) return [];
  const told = entries.flatMap((entry) => {
    const by = sentences(entry);
    return entry.judged?.alarms.flatMap((alarm) => by[alarm] ?? []) ?? [];
  });
  const drifted = entries.some(({ judged }) => judged?.alarms.includes('drifted'));
  const apart = cosine === null ? '' : ` (cosine ${cosine.toFixed(2)})`;
  if (drifted) told.push(`To a language model the text as a whole is another one${apart}.`);
  const unknown = entries.filter(({ judged }) => !judged).map(({ edit, old }) => `“${edit.replacement || old}”`);
  if (unknown.length) told.push(`What the guard would say of ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ' and others' : ''} is not known here.`);
  if (told.length) return told;
  return [cosine === null ? NOTHING : `${NOTHING} The two texts’ sentence vectors have a cosine of ${cosine.toFixed(2)}.`];
}
