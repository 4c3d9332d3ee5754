import { percent } from '../../../expects/words.js';
import { readingOf } from '../desk/reading.js';
import { warningsOf } from '../desk/warnings.js';
import { KINDS } from '../names.js';
import { courseOf, linesOf } from '../search/course.js';
import { counted } from '../search/runs.js';
import { countText, editText, ending } from '../search/words.js';

/** @typedef {import('./saving.js').Shown} Shown */

/**
 * What is in view in words: sentences and tables, for every kind of file that is read.
 * @param {Shown} shown
 * @returns {{ title: string, edited: string | null, says: string, warnings: string[], ending: string, count: string, tables: { caption: string, head: string[], rows: string[][] }[] }}
 */
export function reportOf({ room, names, judged, cosine, run, runs }) {
  const { state, words, said, draft } = room;
  const says = readingOf(said, names, state.edits.length).map((part) => (typeof part === 'string' ? part : part.quote)).join('');
  const entries = state.edits.map((edit, i) => ({ edit, old: words[edit.word].text, judged: judged[i] }));
  const edits = state.edits.map((edit, i) => [editText(edit, words[edit.word].text), KINDS[edit.kind], judged[i]?.alarms.join(', ') ?? '']);
  const tables = edits.length ? [{ caption: 'Edits', head: ['Edit', 'From', 'Guard'], rows: edits }] : [];
  if (run?.steps.length) {
    const { series, steps } = courseOf(run, said, words);
    const rows = ['as it was', ...steps].map((step, i) => [step, ...series.map((values) => percent(values[i]))]);
    tables.push({ caption: 'Step by step', head: ['Step', ...linesOf(names, said)], rows });
  }
  return {
    title: state.text,
    edited: draft === state.text ? null : draft,
    says: says.replace(/ Which word would turn (it|them)\?$/, ''),
    warnings: warningsOf(entries, cosine),
    ending: run?.found ? ending(run.found, run.seconds) : '',
    count: countText(counted(runs)),
    tables,
  };
}

/** What a page that stands alone says of it. @param {Shown} shown */
export function pageOf(shown) {
  const { title, says, warnings, ending: end, count, tables } = reportOf(shown);
  return { title: title.slice(0, 60), text: title, above: [], below: [says, ...warnings, end, count], tables };
}

/** Text as Markdown means it. @param {string} text */
const plain = (text) => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/\s*\n\s*/g, ' ');

/** @param {Shown} shown @param {string} link @returns {string} */
export function markdownOf(shown, link) {
  const { title, edited, says, warnings, ending: end, count, tables } = reportOf(shown);
  const row = (/** @type {string[]} */ cells) => `| ${cells.map(plain).join(' | ')} |`;
  const parts = [
    `## ${plain(title)}`,
    edited === null ? '' : `> ${plain(edited)}`,
    plain(says),
    ...tables.map(({ caption, head, rows }) => `**${caption}**\n\n${[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')}`),
    plain(warnings.join(' ')),
    plain([end, count].filter(Boolean).join(' ')),
    `Made with Headlight: <${link}>`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
