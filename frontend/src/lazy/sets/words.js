import { h } from '../../ui/dom.js';
import { signed, digitsFor } from '../explain/numbers.js';

/** @typedef {import('./types.js').Words} Words */
/** @typedef {import('./types.js').Effect} Effect */

/** Words that are shown at first. */
const TOP = 15;

/** @param {Effect} effect @param {number} most @param {number} digits */
function cell({ effect, mean, low, high }, most, digits) {
  const bar = h('span', { className: `fill ${effect < 0 ? 'minus' : 'plus'}` });
  const size = most ? (Math.abs(effect) / most) * 50 : 0;
  bar.style.width = `${size}%`;
  bar.style.left = `${effect < 0 ? 50 - size : 50}%`;
  const range = low === null || high === null ? '' : `, 95 % of the time between ${signed(low, digits)} and ${signed(high, digits)}`;
  return h('td', { title: `Where it stands, ${signed(mean, digits)} on average${range}` }, h('span', { className: 'both-sides', 'aria-hidden': 'true' }, bar), h('span', { className: 'number' }, signed(effect, digits)));
}

/**
 * Which words move the answers over the whole set, the ones that make two
 * models disagree first.
 * @param {Words} words @param {boolean} all @param {() => void} toggle
 */
export function wordList(words, all, toggle) {
  const shown = words.words.slice(0, all ? words.words.length : TOP);
  const effects = words.words.flatMap(({ results, difference }) => [...results, ...(difference ? [difference] : [])].map(({ effect }) => Math.abs(effect)));
  const most = Math.max(0, ...effects);
  const digits = digitsFor(most);
  const two = words.words.some(({ difference }) => difference);
  const names = two ? ['Left', 'Right', 'Left − right'] : ['Mean'];
  const head = h('tr', {}, h('th', { scope: 'col' }, 'Word'), h('th', { scope: 'col', className: 'numeric' }, 'Rows'), ...names.map((name) => h('th', { scope: 'col' }, name)));
  const rows = shown.map(({ word, rows, results, difference }) =>
    h('tr', {}, h('th', { scope: 'row' }, h('bdi', {}, word)), h('td', { className: 'numeric' }, String(rows)), ...[...results, ...(difference ? [difference] : [])].map((effect) => cell(effect, most, digits))),
  );
  const table = h('table', { className: 'word-table', id: 'set-words' }, h('caption', { className: 'unseen' }, `Mean SHAP value of each word for ${words.target}`), h('thead', {}, head), h('tbody', {}, ...rows));
  const more = words.words.length > TOP ? h('button', { type: 'button', className: 'link more', onclick: toggle }, all ? `Show ${TOP}` : `Show ${words.words.length}`) : null;
  return [h('div', { className: 'sideways', tabIndex: 0, role: 'region', 'aria-label': 'Words that matter' }, table), ...(more ? [more] : [])];
}
