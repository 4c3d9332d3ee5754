import { h } from '../../ui/dom.js';
import { areaBetween, curveScene } from './curve-scene.js';
import { picture } from './draw.js';
import { fold } from './fold.js';
import { NAMES } from './names.js';
import { plain, signed } from './numbers.js';
import { beatsChance } from './trust.js';

/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./seen.js').Sheet} Sheet */
/** @typedef {import('./types.js').Faithfulness} Faithfulness */

const OPERATORS = { delete: 'left out', mask: 'masked' };
const SIZE = { width: 360, height: 150 };
const HOW =
  'Words are taken away, those that the explanation calls strongest first, and the model is read again. Comprehensiveness: by how much the probability falls without the strongest 10 to 50 % (high is good). ' +
  'Sufficiency: by how much it falls with nothing but those (low is good). τ: whether the order is that of taking each word away alone.';

/** @param {Faithfulness} report @param {string} target */
function curves({ operator, curves: points }, target) {
  if (!points?.length) return null;
  const banded = points.some(({ random_low }) => random_low !== undefined);
  const area = signed(areaBetween(points));
  const title = `Probability of ${target} as words are ${OPERATORS[operator]}, the strongest first and the weakest first; area between ${area}`;
  return h(
    'figure',
    {},
    picture(curveScene(points, SIZE), title),
    h('figcaption', {}, `Words ${OPERATORS[operator]}: `, h('span', { className: 'key most' }, 'strongest first'), ', ', h('span', { className: 'key least' }, 'weakest first'), banded ? ', grey: random orders' : '', `; area between ${area}`),
  );
}

/** @param {Faithfulness[]} reports */
function numbers(reports) {
  /** @type {[string, (report: Faithfulness) => string][]} */
  const rows = [
    ['Comprehensiveness', (report) => signed(report.comprehensiveness)],
    ['by chance', (report) => `${signed(report.random_low)} to ${signed(report.random_high)}`],
    ['better than chance', (report) => (beatsChance(report) ? 'yes' : 'no')],
    ['Sufficiency', (report) => signed(report.sufficiency)],
    ['τ', (report) => plain(report.tau_loo)],
  ];
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, h('td'), ...reports.map(({ operator }) => h('th', { scope: 'col' }, OPERATORS[operator])))),
    h('tbody', {}, ...rows.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), ...reports.map((report) => h('td', {}, value(report)))))),
  );
}

/** @param {Seen} seen @param {Sheet} sheet @param {string} model */
function column({ answer, sheets }, { result }, model) {
  const reports = result.quality.faithfulness ?? [];
  const name = sheets.length > 1 ? `${NAMES[answer.method]}, ${model}` : NAMES[answer.method];
  const contents = reports.length ? [...reports.map((report) => curves(report, answer.target)), numbers(reports)] : [h('p', { className: 'note' }, 'Not measured yet.')];
  return h('section', {}, h('h3', {}, name), ...contents.filter((part) => part !== null));
}

/** Whether the words that explanations name are those that the answer hangs on. @param {() => void} changed */
export function faithfulPanel(changed) {
  const panel = fold('faithful', 'Do the words matter?', 'What happens when the strongest words are taken away', changed);
  /** @param {Seen[]} all  what is in view @param {string[]} names  of the models */
  const render = (all, names) =>
    panel.draw([...all], () => [
      h('p', { className: 'note' }, HOW),
      h('div', { className: 'columns' }, ...all.flatMap((seen) => seen.sheets.map((sheet, i) => column(seen, sheet, names[i])))),
    ]);
  return { element: panel.element, open: () => panel.open, render };
}
