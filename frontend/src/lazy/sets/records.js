/**
 * A record of a table.
 * @typedef {object} Record_
 * @property {number} line  in which it begins, from 1
 * @property {string[]} fields
 * @property {boolean} closed  whether every quotation mark is
 */

/**
 * One record from a place in a text on, and where the next one begins.
 * @param {string} text @param {number} from @param {string} delimiter @param {number} line @returns {{ record: Record_, end: number }}
 */
function recordAt(text, from, delimiter, line) {
  const fields = [];
  let field = '';
  let quoted = false;
  let at = from;
  for (; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') field += text[at++];
      else quoted = false;
    } else if (letter === '"' && delimiter !== '\t' && !field.trim()) {
      field = '';
      quoted = true;
    } else if (letter === '\n') break;
    else if (letter === delimiter) {
      fields.push(field);
      field = '';
    } else field += letter;
  }
  fields.push(field.endsWith('\r') ? field.slice(0, -1) : field);
  return { record: { line, fields, closed: !quoted }, end: at + 1 };
}

/**
 * The records of a table, blank lines left out. With commas and semicolons a
 * field in quotation marks may hold them and line ends, and `""` is a mark
 * (RFC 4180); with tabs a mark is a letter like any other.
 * @param {string} text @param {string} delimiter @returns {Record_[]}
 */
export function records(text, delimiter) {
  const found = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const { record, end } = recordAt(text, at, delimiter, line);
    const taken = text.slice(at, end);
    line += taken.split('\n').length - 1;
    at = end;
    if (taken.trim()) found.push(record);
  }
  return found;
}
