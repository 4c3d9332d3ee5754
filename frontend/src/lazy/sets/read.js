import { records } from './records.js';

/**
 * Reading a set of sentences: JSON lines, a table with commas, semicolons or
 * tabs, or one text a line. The command line reads them by the same rules
 * (server/app/src/ask/evaluate/rows.rs); tests/fixtures/sets.json holds both.
 *
 * @typedef {{ text: string, label?: string }} Row
 * @typedef {{ line: number, detail: string }} Trouble  a line that could not be read, from 1
 * @typedef {{ rows: Row[], problems: Trouble[] }} Read
 * @typedef {{ text: number, label: number, fields: number }} Columns  which are read, −1 for none, and how many there are
 */

/** Names of the column that is read, and of the one that says what a text is. */
const TEXTS = ['text', 'sentence', 'review', 'content'];
const LABELS = ['label', 'sentiment', 'class', 'gold'];
/** What a label looks like where no first line names the columns; a number does as well. */
const KNOWN = ['positive', 'negative', 'neutral', 'pos', 'neg', 'neu'];

/** Rows and problems in the making. */
function collector() {
  /** @type {Read} */
  const found = { rows: [], problems: [] };
  const trouble = (/** @type {number} */ line, /** @type {string} */ detail) => void found.problems.push({ line, detail });
  /** @param {number} line @param {string} text @param {string} [label] */
  function row(line, text, label) {
    if (!text.trim()) return trouble(line, 'No text.');
    const what = label?.trim();
    found.rows.push({ text: text.trim(), ...(what ? { label: what } : {}) });
  }
  return { found, row, trouble };
}

const linesOf = (/** @type {string} */ text) => text.split('\n').map((line) => line.replace(/\r$/, ''));

/** @param {string} text @param {number} skip  lines that are not blank */
function plain(text, skip) {
  const { found, row } = collector();
  const lines = linesOf(text).map((content, i) => ({ content, line: i + 1 }));
  for (const { content, line } of lines.filter(({ content }) => content.trim()).slice(skip)) row(line, content);
  return found;
}

/** @param {import('./records.js').Record_[]} all @param {Columns} columns */
function table(all, columns) {
  const { found, row, trouble } = collector();
  for (const { line, fields, closed } of all) {
    if (!closed) trouble(line, 'A quotation mark that opens here is never closed.');
    else if (fields.length !== columns.fields) trouble(line, `${fields.length} fields instead of ${columns.fields}.`);
    else row(line, fields[columns.text], columns.label < 0 ? undefined : fields[columns.label]);
  }
  return found;
}

/** @param {string} json @returns {Record<string, unknown> | null} */
function objectOf(json) {
  try {
    const value = JSON.parse(json);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {string} text */
function jsonLines(text) {
  const { found, row, trouble } = collector();
  for (const [i, json] of linesOf(text).entries()) {
    if (!json.trim()) continue;
    const fields = Object.entries(objectOf(json) ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const field = (/** @type {string[]} */ names) => fields.find(([name]) => names.includes(name.toLowerCase()))?.[1];
    const [said, label] = [field(TEXTS), field(LABELS)];
    const known = typeof label === 'string' || typeof label === 'number' ? String(label) : undefined;
    if (typeof said === 'string') row(i + 1, said, known);
    else trouble(i + 1, 'No JSON object with a “text”.');
  }
  return found;
}

/** The columns that a first record names. @param {string[]} fields @returns {Columns | null} */
function named(fields) {
  const place = (/** @type {string[]} */ names) => fields.findIndex((field) => names.includes(field.trim().toLowerCase()));
  return place(TEXTS) < 0 ? null : { text: place(TEXTS), label: place(LABELS), fields: fields.length };
}

const isLabel = (/** @type {string} */ value) => /^\d+$/.test(value.trim()) || KNOWN.includes(value.trim().toLowerCase());

/** The one of two columns whose longest value is the shorter. @param {import('./records.js').Record_[]} all */
function shorter(all) {
  const longest = (/** @type {number} */ column) => Math.max(0, ...all.map(({ fields }) => [...(fields[column] ?? '')].length));
  return longest(1) < longest(0) ? 1 : 0;
}

/**
 * A file without names of columns: two columns with tabs, or two of which one
 * holds nothing but labels, or else plain lines.
 * @param {string} text @param {string} first
 */
function nameless(text, first) {
  for (const delimiter of ['\t', ',', ';']) {
    if (!first.includes(delimiter)) continue;
    const all = records(text, delimiter);
    const pairs = all.every(({ fields }) => fields.length === 2);
    const label = pairs ? [0, 1].findIndex((column) => all.every(({ fields }) => isLabel(fields[column]))) : -1;
    if (delimiter !== '\t' && label < 0) continue;
    const column = label < 0 ? shorter(all) : label;
    return table(all, { text: 1 - column, label: column, fields: 2 });
  }
  return plain(text, 0);
}

/** @param {string} file @returns {Read} */
export function readSet(file) {
  const text = file.replace(/^\ufeff/, '');
  const first = linesOf(text).map((line) => line.trim()).find(Boolean);
  if (!first) return { rows: [], problems: [] };
  if (first.startsWith('{')) return jsonLines(text);
  for (const delimiter of ['\t', ',', ';']) {
    const columns = named(records(first, delimiter)[0].fields);
    // Of one column alone it is not known what could divide it from others.
    if (columns) return columns.fields === 1 ? plain(text, 1) : table(records(text, delimiter).slice(1), columns);
  }
  return nameless(text, first);
}

/** A set as a text that is read the same way: with tabs, or as JSON lines where a text holds a tab or a line's end. @param {Row[]} rows */
export function writeSet(rows) {
  const flat = rows.every(({ text, label = '' }) => !/[\t\n\r]/.test(text + label));
  if (!flat) return rows.map((row) => JSON.stringify(row)).join('\n');
  const labelled = rows.some(({ label }) => label);
  if (!labelled) return ['text', ...rows.map(({ text }) => text)].join('\n');
  return ['text\tlabel', ...rows.map(({ text, label = '' }) => `${text}\t${label}`)].join('\n');
}
