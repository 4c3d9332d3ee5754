import { percent } from '../../expects/words.js';
import { rowsOf } from './data.js';
import { NAMES } from './names.js';

/** @typedef {import('./figure.js').Shown} Shown */

/** What the table tells of a weight. */
const COLUMNS = { model_name: 'Model', method: 'Method', text: 'Word', weight: 'Weight', low: 'From', high: 'To', unit: 'Counted in' };

/** What a page that stands alone says of the explanations in view. @param {Shown} shown */
export function pageOf(shown) {
  const { text, names, seen } = shown;
  const says = (seen[0]?.sheets ?? []).map(({ result }, i) => `${names[i]} gives ${seen[0].answer.target} ${percent(result.prediction)}.`);
  const verdicts = seen.flatMap(({ answer, sheets }) => sheets.map(({ verdict }) => `${NAMES[answer.method]}: ${verdict.text}`));
  const columns = Object.entries(COLUMNS).filter(([key]) => key !== 'model_name' || names.length > 1);
  const rows = rowsOf(shown).map((row) => columns.map(([key]) => row[key]));
  const caption = 'Every weight, with its 95 % interval where one is known';
  return { title: text.slice(0, 60), text, above: [says.join(' ')], below: verdicts, tables: [{ caption, head: columns.map(([, name]) => name), rows }] };
}
