import { percent } from '../../expects/words.js';
import { byWeight } from './grid.js';
import { NAMES } from './names.js';
import { digitsFor, signed } from './numbers.js';

/** @typedef {import('../../attention/reading.js').Part} Part */
/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./grid.js').Row} Row */

/** @param {Row} row @param {number} digits @returns {Part[]} */
const named = (row, digits) => [{ quote: row.text }, ` (${signed(row.weight, digits)})`];

/** @param {Row[]} rows @param {number} digits @returns {Part[]} "a (+0.2) and b (+0.1)" */
const listed = (rows, digits) => rows.flatMap((row, i) => [i ? ' and ' : '', ...named(row, digits)]);

/** What an explanation says in a sentence. @param {Seen} seen @param {string} model  its name @returns {Part[]} */
export function summary({ answer, sheets: [sheet], most }, model) {
  if (!sheet) return [];
  const says = `${model} gives ${answer.target} ${percent(sheet.result.prediction)}`;
  const digits = digitsFor(most);
  const strong = byWeight(sheet.rows).filter(({ weight }) => Math.abs(weight) >= most / 5 && Math.abs(weight) >= 0.5 / 10 ** digits);
  const [plus, minus] = [strong.filter(({ weight }) => weight > 0).slice(0, 2), strong.filter(({ weight }) => weight < 0).slice(0, 2)];
  if (!plus.length && !minus.length) return [`${says}.`];
  const verb = (/** @type {Row[]} */ rows) => (rows.length > 1 ? ' speak' : ' speaks');
  if (!plus.length) return [`${says}; `, ...listed(minus, digits), `${verb(minus)} against it.`];
  const against = minus.length ? [', ', ...listed(minus, digits), ' against it'] : [];
  return [`${says}; `, ...listed(plus, digits), `${verb(plus)} for it`, ...against, '.'];
}

/** What the explanations say of one word. @param {number} word @param {Seen[]} all @returns {Part[]} */
export function ofWord(word, all) {
  const rows = all.flatMap(({ answer, sheets, most }) => {
    const row = sheets[0]?.rows.find((one) => one.word === word);
    return row ? [{ row, said: `${NAMES[answer.method]} ${signed(row.weight, digitsFor(most))}` }] : [];
  });
  return rows.length ? [{ quote: rows[0].row.text }, ': ', rows.map(({ said }) => said).join(', '), '.'] : [];
}
