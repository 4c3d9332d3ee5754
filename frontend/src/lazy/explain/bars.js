import { h } from '../../ui/dom.js';
import { byWeight } from './grid.js';
import { digitsFor, signed } from './numbers.js';

/** @typedef {import('./grid.js').Row} Row */

/** Words that are shown at first. */
export const TOP = 10;

/** Whether an interval leaves the sign of a weight open. @param {Row} row */
export const isUnsure = ({ low, high }) => low !== undefined && high !== undefined && low < 0 && high > 0;

/**
 * Where zero and both ends of the bars lie, in percent of the room.
 * @param {Row[]} rows @returns {{ at: (weight: number) => number }}
 */
export function barScale(rows) {
  const ends = rows.flatMap(({ weight, low = weight, high = weight }) => [weight, low, high]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const span = high - low || 1;
  return { at: (weight) => ((weight - low) / span) * 100 };
}

/** @param {Row} row @param {ReturnType<typeof barScale>} scale */
function track({ weight, low, high }, { at }) {
  const [from, to] = [at(Math.min(0, weight)), at(Math.max(0, weight))];
  const fill = h('span', { className: 'fill' });
  fill.style.left = `${from}%`;
  fill.style.width = `${to - from}%`;
  const zero = h('span', { className: 'zero' });
  zero.style.left = `${at(0)}%`;
  const element = h('span', { className: 'track', 'aria-hidden': 'true' }, fill, zero);
  if (low !== undefined && high !== undefined && high > low) {
    const interval = h('span', { className: 'interval' });
    interval.style.left = `${at(low)}%`;
    interval.style.width = `${at(high) - at(low)}%`;
    element.append(interval);
  }
  return element;
}

/** @param {Row} row @param {number} digits */
function spoken({ weight, low, high }, digits) {
  const sure = low !== undefined && high !== undefined && high > low ? `, 95 % of the time between ${signed(low, digits)} and ${signed(high, digits)}` : '';
  return `${signed(weight, digits)}${sure}`;
}

/** @param {Row} row @param {ReturnType<typeof barScale>} scale @param {number} digits */
function item(row, scale, digits) {
  const sign = row.weight < 0 ? 'minus' : 'plus';
  const element = h(
    'li',
    { className: isUnsure(row) ? `${sign} unsure` : sign, title: `${row.text} ${spoken(row, digits)}` },
    h('bdi', { className: row.start === null ? 'name special' : 'name' }, row.text || 'special token'),
    track(row, scale),
    h('span', { className: 'number' }, signed(row.weight, digits)),
  );
  if (row.word !== null) element.dataset.word = String(row.word);
  return element;
}

/**
 * Weights as bars to both sides of zero, the strongest first, with their
 * intervals; the many small ones behind a button.
 * @param {Row[]} rows @param {{ most: number, beside: Row[], all: boolean, showAll: (all: boolean) => void }} how
 *   `most`: the largest weight in view; `beside`: all rows that are to be compared, these among them
 */
export function weightBars(rows, { most, beside, all, showAll }) {
  const sorted = byWeight(rows);
  const shown = all ? sorted : sorted.slice(0, TOP);
  const scale = barScale(beside);
  const list = h('ol', { className: 'weights' }, ...shown.map((row) => item(row, scale, digitsFor(most))));
  if (sorted.length <= TOP) return [list];
  const label = all ? `Show the strongest ${TOP}` : `Show all ${sorted.length}`;
  return [list, h('button', { type: 'button', className: 'link more', onclick: () => showAll(!all) }, label)];
}
