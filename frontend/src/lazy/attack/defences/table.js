import { percent } from '../../../expects/words.js';
import { h } from '../../../ui/dom.js';
import { points, several } from '../names.js';
import { shift, SIDES, outcome } from '../shift.js';
import { DEFENCES, nameOf } from './names.js';

/** @typedef {import('./types.js').Defence} Defence */
/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('./rows.js').Share} Share */
/** @typedef {{ state: 'off' | 'new' | 'next' | 'now' | 'missing', detail?: string }} Standing  of a defence of which nothing is known yet */

const EXAMPLE = /** @type {const} */ ({ works: ['✗', 'still works'], stopped: ['✓', 'stopped'], never: ['–', 'does not work anyway'] });
const STANDING = { off: 'Switched off.', new: 'Not tried yet.', next: 'Comes next …', now: 'At work …', missing: '' };

/** @param {Share} share */
const range = ({ low, high, of }) => (of > 1 ? `95 %: ${percent(low)} to ${percent(high)}` : 'one text proves nothing');

/** Which of two models a line is about. @param {number} count @param {number} i */
const which = (count, i) => (count > 1 ? [h('span', { className: 'which' }, SIDES[i])] : []);

/** @param {Row} row @param {boolean} edited */
function exampleCell({ example, found }, edited) {
  if (!edited) return h('td', { className: 'none', 'data-head': 'The example' }, outcome('–', 'none on the desk'));
  const [mark, words] = EXAMPLE[example];
  const lines = found.map(({ before, after }, i) => h('span', { className: 'moved' }, ...which(found.length, i), ...shift(before, after)));
  return h('td', { className: { works: 'fails', stopped: 'holds', never: 'none' }[example], 'data-head': 'The example' }, outcome(mark, words), ...lines);
}

/** A share with its interval, as a bar. @param {Share} share */
function bar({ share, low, high, of }) {
  const [fill, interval] = [h('span', { className: 'fill' }), h('span', { className: 'interval' })];
  fill.style.width = `${share * 100}%`;
  interval.style.left = `${low * 100}%`;
  interval.style.width = `${(high - low) * 100}%`;
  return h('span', { className: 'portion', 'aria-hidden': 'true' }, fill, ...(of > 1 ? [interval] : []));
}

/** @param {Row} row */
function recipeCell({ success, here, queries, less }) {
  const fewer = less === null || Math.abs(less) < 1e-9 ? '' : ` (${points(-less)} points)`;
  return h(
    'td',
    { className: 'recipe', 'data-head': 'The recipe' },
    h('span', { className: 'figure-line' }, bar(success), h('strong', {}, `${success.hits} of ${success.of}`), fewer),
    h('small', {}, range(success)),
    h('small', {}, `${here ? 'reached' : 'not reached'} on this text; ${several(Math.round(queries), 'text', 'texts')} asked for each`),
  );
}

/** @param {Row} row @param {number} models */
function cleanCell({ clean }, models) {
  const lines = (clean ?? []).map((side, i) => {
    if (!side) return h('span', { className: 'right' }, ...which(models, i), h('small', {}, 'no row has a label of this model'));
    const { share, cost } = side;
    const change = cost === null ? '' : Math.abs(cost) < 1e-9 ? ' (the same)' : ` (${points(-cost)} points)`;
    return h('span', { className: 'right' }, ...which(models, i), h('strong', {}, percent(share.share)), change, ' ', h('small', {}, `${share.hits} of ${several(share.of, 'row')}, ${range(share)}`));
  });
  return h('td', { className: 'clean', 'data-head': 'Accuracy' }, ...(lines.length ? lines : [h('small', {}, '–')]));
}

/**
 * The head of a row: what the defence does and what it costs, and the switch.
 * @param {Defence | null} defence @param {boolean} on @param {(defence: Defence, on: boolean) => void} turn
 */
function rowHead(defence, on, turn) {
  if (defence === null) return h('th', { scope: 'row' }, h('strong', {}, nameOf(null)), h('small', {}, 'The models read the text as it is.'));
  const { name, does, price } = DEFENCES[defence];
  const input = h('input', { type: 'checkbox', role: 'switch', checked: on, 'data-defence': defence, onchange: () => turn(defence, input.checked) });
  return h('th', { scope: 'row' }, h('label', {}, input, h('strong', {}, name)), h('small', {}, does), h('small', { className: 'price' }, `Price: ${price}`));
}

/** @param {Standing} standing */
function waitingCell({ state, detail }) {
  return h('td', { colSpan: 3, className: `standing ${state}` }, detail ?? STANDING[state]);
}

/**
 * Every defence with what it does to the example and to the recipe, and what it costs.
 * @param {(Defence | null)[]} order @param {Map<Defence | null, Row>} rows  of those that were tried
 * @param {(defence: Defence | null) => Standing} standing  of the others
 * @param {{ on: Defence[], edited: boolean, models: number, target: string, turn: (defence: Defence, on: boolean) => void }} view
 */
export function defenceTable(order, rows, standing, { on, edited, models, target, turn }) {
  const scale = target ? h('small', {}, `probability of ${target}, before → after`) : null;
  const heads = [['Defence'], ['The example on the desk', scale], ['The recipe, run through it'], ['Accuracy on the set']].map((parts) => h('th', { scope: 'col' }, ...parts));
  const body = order.map((defence) => {
    const row = rows.get(defence);
    const off = defence !== null && !on.includes(defence);
    const cells = row && !off ? [exampleCell(row, edited), recipeCell(row), cleanCell(row, models)] : [waitingCell(off ? { state: 'off' } : standing(defence))];
    return h('tr', { className: off ? 'off' : '', 'data-row': defence ?? 'none' }, rowHead(defence, !off, turn), ...cells);
  });
  return h('table', { id: 'trials' }, h('caption', { className: 'unseen' }, 'Defences, what they stop, and what they cost'), h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...body));
}
