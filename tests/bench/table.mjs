// Figures as a table in Markdown, which people can read on a terminal too.

/**
 * @typedef {object} Figure
 * @property {string} what what was measured
 * @property {string} ours
 * @property {string} [peer]
 * @property {string} [ratio]
 * @property {string} [bar] what it should be
 * @property {boolean} [met] left out where there is no bar
 * @property {string} [note] a sentence below the table
 */

const HEAD = ['row', 'what', 'ours', 'peer', 'ratio', 'bar', 'met'];

/** @param {{ row: string, figures: Figure[] }[]} results */
export function table(results) {
  const lines = results.flatMap(({ row, figures }) => figures.map((figure) => cells(row, figure)));
  const widths = HEAD.map((_, i) => Math.max(...[HEAD, ...lines].map((line) => line[i].length)));
  const line = (parts) => `| ${parts.map((part, i) => part.padEnd(widths[i])).join(' | ')} |`;
  return [line(HEAD), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.map(line)].join('\n');
}

function cells(row, { what, ours, peer = '', ratio = '', bar = '', met }) {
  const verdict = met === undefined ? '' : met ? 'yes' : '**no**';
  return [row, what, ours, peer, ratio, bar, verdict].map((text) => text.replaceAll('|', '\\|'));
}

/** What belongs to the figures but into no cell. */
export const notes = (results) =>
  results.flatMap(({ row, figures }) => figures.filter(({ note }) => note).map(({ note }) => `- \`${row}\`: ${note}`)).join('\n');
