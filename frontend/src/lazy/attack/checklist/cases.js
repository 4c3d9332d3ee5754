import { isExpect } from './expectations.js';

/** @typedef {import('./types.js').Case} Case */
/** @typedef {{ cases: Case[], problems: string[] }} Read */

/** The server runs no more at once; a set may hold as many. */
export const MOST_CASES = 1000;
/** A text has at most so many UTF-16 units. */
const LONGEST = 32_768;

const NOT_JSON = 'This is not JSON. A set is a file that Save (Set) or headlight checklist make has written.';
const NO_CASES = 'There is no list of cases in it.';

/** @param {string} text @returns {unknown} undefined: not JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why an entry is not a test; null: it is one. @param {Record<string, unknown>} entry @returns {string | null} */
function wrong({ name, sentence, text, expect }) {
  const texts = [name, sentence, text];
  if (!texts.every((one) => typeof one === 'string')) return 'name, sentence and text have to be texts.';
  if (texts.some((one) => /** @type {string} */ (one).length > LONGEST)) return `a text is longer than ${LONGEST.toLocaleString('en')} characters.`;
  if (!isExpect(expect)) return `“${String(expect).slice(0, 40)}” is nothing that can be expected.`;
  return null;
}

/** @param {unknown} value @returns {Record<string, any>} */
const objectOf = (value) => (value && typeof value === 'object' ? value : {});

/**
 * Reads a set: an object with a list of `cases`, or the list alone. Whole
 * answers, whose cases lie one deeper, are read as well.
 * @param {string} file @returns {Read}
 */
export function readCases(file) {
  const value = parsed(file.replace(/^\ufeff/, ''));
  if (value === undefined) return { cases: [], problems: [NOT_JSON] };
  const list = Array.isArray(value) ? value : objectOf(value).cases;
  if (!Array.isArray(list)) return { cases: [], problems: [NO_CASES] };
  /** @type {Read} */
  const read = { cases: [], problems: [] };
  for (const [i, entry] of list.entries()) {
    const own = objectOf(objectOf(entry).case ?? entry);
    const problem = wrong(own);
    const { name, sentence, text, expect } = own;
    if (problem) read.problems.push(`Case ${i + 1}: ${problem}`);
    else read.cases.push({ name: name.toWellFormed(), sentence: sentence.toWellFormed(), text: text.toWellFormed(), expect });
  }
  if (read.cases.length > MOST_CASES) read.problems.push(`At most ${MOST_CASES.toLocaleString('en')} tests are run; the first of ${read.cases.length.toLocaleString('en')} are kept.`);
  return { ...read, cases: read.cases.slice(0, MOST_CASES) };
}

/** A set as a file, the same that `headlight checklist make` prints. @param {Case[]} cases */
export const writeCases = (cases) => `${JSON.stringify({ cases }, null, 2)}\n`;

/** A set as the state keeps it. @param {Case[]} cases */
export const packed = (cases) => JSON.stringify(cases);
