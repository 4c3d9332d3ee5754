import { h } from '../../ui/dom.js';
import { percent } from '../../expects/words.js';
import { sorted } from './lines.js';

/** @typedef {import('./sections.js').Shown} Shown */

/** Longer sentences are cut where they are quoted. */
const QUOTED = 80;

/** @param {string} text */
const quoted = (text) => h('em', { dir: 'auto' }, text.length > QUOTED ? `${text.slice(0, QUOTED)} …` : text);

/** How many rows the model finds likelier of the target than not. @param {Shown} shown @param {number} side */
const saidOf = ({ lines, target }, side) => lines.filter(({ sides }) => sides[side].says.toLowerCase() === target.toLowerCase() || (sides[side].probability ?? 0) > 0.5).length;

/** What a set shows, in a sentence. @param {Shown} shown @returns {(Node | string)[]} */
export function summary(shown) {
  const { rows, lines, names, target } = shown;
  if (!lines.length) return [`${rows.length} ${rows.length === 1 ? 'sentence' : 'sentences'} …`];
  const says = `${names[0]} finds ${saidOf(shown, 0)} of ${lines.length} ${target}`;
  if (names.length < 2) {
    const [unsure] = sorted(lines, 'apart', true);
    return [`${says}; it is least sure of `, quoted(unsure.text), ` (${percent(unsure.sides[0].probability ?? 0)}).`];
  }
  const [most] = sorted(lines, 'apart', true);
  const [left, right] = most.sides.map(({ probability }) => (probability === null ? '–' : percent(probability)));
  return [`${says}, ${names[1]} ${saidOf(shown, 1)}; they part most on `, quoted(most.text), ` (${left} and ${right}).`];
}
