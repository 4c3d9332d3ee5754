/** @typedef {import('./sections.js').Shown} Shown */

/** Every row and what the models say of it. @param {Shown} shown @returns {Record<string, string | number>[]} */
export const tableOf = ({ lines, totals, target }) =>
  lines.map(({ index, text, label, sides, difference, apart }) => {
    const models = totals?.models?.map(({ model }) => model) ?? sides.map((_, i) => (i ? 'right' : 'left'));
    const said = sides.flatMap(({ says, right, probability }, i) => [
      [`${models[i]} says`, says],
      [`${models[i]} p(${target})`, probability ?? ''],
      [`${models[i]} is right`, right === null ? '' : String(right)],
    ]);
    const pair = sides.length > 1 ? { difference: difference ?? '', disagreement: apart } : {};
    return { row: index + 1, text, label: label ?? '', ...Object.fromEntries(said), ...pair };
  });

/** What a page that stands alone says of a set. @param {Shown} shown */
export function pageOf(shown) {
  const rows = tableOf(shown);
  const head = Object.keys(rows[0] ?? {});
  const table = { caption: 'Every row', head, rows: rows.map((row) => head.map((key) => row[key])) };
  return { title: `${shown.rows.length} sentences`, text: null, above: [], below: [], tables: [table], json: null };
}

/** Whole answers, as the server gave them, with the rows that were asked about. @param {Shown} shown @param {Record<string, unknown>} state @param {string} link */
export const jsonOf = ({ rows, totals, shap, lime }, state, link) => `${JSON.stringify({ rows, link, state, totals, shap, lime }, null, 2)}\n`;
