import { h } from '../../../ui/dom.js';
import { shift, SIDES, outcome } from '../shift.js';
import { KINDS } from './expectations.js';
import { counted, countText } from './rows.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('./rows.js').Side} Side */
/** @typedef {import('./rows.js').Group} Group */
/** @typedef {{ open: (row: Row) => void, remove: (row: Row) => void }} Acts */

/** What a test came to: a mark and a word. @param {boolean | null} pass */
const cameTo = (pass) => (pass === null ? { mark: '–', word: 'No answer', name: 'none' } : pass ? { mark: '✓', word: 'Passes', name: 'passes' } : { mark: '✗', word: 'Fails', name: 'fails' });

/** @param {import('./diff.js').Part} part */
function drawnPart({ kind, text }) {
  if (kind === 'same') return text;
  if (kind === 'cut') return h('span', { className: 'cut-off' }, text);
  return h(kind === 'gone' ? 'del' : 'ins', {}, text);
}

/** @param {Side} side @param {string} which  model, where there are two */
function sideCell(side, which) {
  const { mark, word, name } = cameTo(side.pass);
  const got = side.was === null ? side.got : `${side.was} → ${side.got}`;
  const said = outcome(mark, h('span', { className: 'unseen' }, `${word}: `), h('bdi', {}, got));
  return h('td', { className: `judged ${name}`, 'data-which': which }, said, h('span', { className: 'moved' }, ...(side.after === null ? [] : shift(side.before, side.after))));
}

/** @param {Row} row @param {Acts} acts */
function rowOf(row, { open, remove }) {
  const { name, text } = row.checked.case;
  const variant = h('button', { type: 'button', className: 'open', dir: 'auto', onclick: () => open(row) }, ...(text.trim() ? row.parts.map(drawnPart) : [h('em', {}, 'an empty text')]));
  const out = h('button', { type: 'button', className: 'quiet out', 'data-out': row.index, 'aria-label': `Take out ${name}`, title: 'Take this test out of the set', onclick: () => remove(row) }, '×');
  return h(
    'tr',
    { className: row.fails ? 'failing' : '', 'data-case': row.index },
    h('th', { scope: 'row' }, h('bdi', {}, name)),
    h('td', { className: 'variant' }, variant),
    h('td', { className: 'expected' }, row.expected),
    ...row.sides.map((side, i) => sideCell(side, SIDES[i])),
    h('td', { className: 'acts' }, out),
  );
}

/** Every test of a capability as a small square, so that the whole set is seen at once. @param {(boolean | null)[]} marks */
const strip = (marks) => h('span', { className: 'marks', 'aria-hidden': 'true' }, ...marks.map((pass) => h('i', { className: cameTo(pass).name })));

/** @param {Group} group @param {Row[]} rows  that are shown @param {Acts} acts */
function body({ kind, counts, marks }, rows, acts) {
  const { name, hint } = KINDS[kind];
  const heading = h('th', { scope: 'rowgroup', colSpan: 3 }, name, ' ', h('span', { className: 'of' }, hint));
  const cells = counts.map((count, i) => h('td', { className: 'count', 'data-which': SIDES[i] }, h('span', {}, countText(count)), strip(marks[i])));
  return h('tbody', { 'data-kind': kind }, h('tr', { className: 'kind' }, heading, ...cells, h('td')), ...rows.map((row) => rowOf(row, acts)));
}

/** @param {Group[]} groups @param {string[]} names @param {string} target */
function head(groups, names, target) {
  const cells = names.map((name, i) => {
    const all = counted(groups.flatMap(({ marks }) => marks[i]));
    return h('th', { scope: 'col', className: 'model' }, h('strong', {}, name), ' ', h('span', {}, countText(all)), h('small', {}, `probability of ${target}, before → after`));
  });
  const [test, expected] = ['Test', 'Expected'].map((name) => h('th', { scope: 'col' }, name));
  const variant = h('th', { scope: 'col' }, 'Variant', h('small', {}, 'opens on the desk'));
  return h('thead', {}, h('tr', {}, test, variant, expected, ...cells, h('td', {}, h('span', { className: 'unseen' }, 'Take out'))));
}

/**
 * Every test with what was expected and what each model said.
 * @param {Group[]} groups @param {string[]} names  of the models @param {string} target @param {boolean} passed  whether what passes is shown
 * @param {Acts} acts
 */
export function grid(groups, names, target, passed, acts) {
  const shownOf = (/** @type {Group} */ { rows }) => rows.filter(({ fails }) => passed || fails);
  const caption = h('caption', { className: 'unseen' }, 'Tests, what is expected, and what each model says');
  const bodies = groups.map((group) => body(group, shownOf(group), acts));
  return h('table', { id: 'checks', className: names.length > 1 ? 'two' : '' }, caption, head(groups, names, target), ...bodies);
}
