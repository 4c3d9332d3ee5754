import { percent } from '../../../expects/words.js';
import { several } from '../names.js';
import { turnOf } from './verdict.js';

/** @typedef {import('../../../attention/reading.js').Part} Part */
/** @typedef {import('../types.js').Said} Said */

/** @param {ReturnType<typeof turnOf>} turn @param {string} name @returns {Part[]} */
const says = ({ label, before }, name) => [`${name} says `, { quote: label }, ` (${percent(before)})`];

/** @param {ReturnType<typeof turnOf>[]} turns @param {string[]} names @returns {Part[]} */
function unedited([first, second], [name, other]) {
  if (!second) return [...says(first, name), '. Which word would turn it?'];
  if (first.label === second.label) return [...says(first, name), `, and so does ${other} (${percent(second.before)}). Which word would turn them?`];
  return [...says(first, name), ', ', ...says(second, other), '.'];
}

/** @param {ReturnType<typeof turnOf>} turn @param {string} name @returns {Part[]} */
function outcome({ label, before, after, turned, now, by }, name) {
  if (turned) return [`${name} turns from `, { quote: label }, ` (${percent(before)}) to `, { quote: now }, ` (${percent(by)})`];
  return [`${name} still says `, { quote: label }, ` (${percent(before)} → ${percent(after)})`];
}

/** What the models say, in a sentence. @param {Said[]} all @param {string[]} names @param {number} edits  how many @returns {Part[]} */
export function readingOf(all, names, edits) {
  const turns = all.map(turnOf);
  if (!turns.length) return [];
  if (!edits) return unedited(turns, names);
  const parts = turns.flatMap((turn, i) => [i ? '; ' : '', ...outcome(turn, names[i])]);
  return [`With ${several(edits, 'edit')} `, ...parts, '.'];
}
