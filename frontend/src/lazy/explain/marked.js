import { h } from '../../ui/dom.js';
import { digitsFor, signed } from './numbers.js';

/** @typedef {import('./grid.js').Row} Row */
/** @typedef {{ start: number, end: number, row: Row } | { text: string, row: null } } Run */

/** How strongly the largest weight colours its word, of 1. */
const STRONGEST = 0.5;

/** @param {Row} row @returns {[number, number][]} */
const placesOf = ({ start, end, repeats = [] }) => (start === null || end === null ? [] : [[start, end], ...repeats]);

/**
 * The text cut into what has a weight and what lies between; where two units
 * share a character the first one keeps it.
 * @param {string} text @param {Row[]} rows @returns {(Run & { text: string })[]}
 */
export function runsOf(text, rows) {
  const places = rows.flatMap((row) => placesOf(row).map(([start, end]) => ({ start, end, row }))).sort((a, b) => a.start - b.start);
  /** @type {(Run & { text: string })[]} */
  const runs = [];
  let at = 0;
  for (const place of places) {
    const start = Math.max(place.start, at);
    if (place.end <= start) continue;
    if (start > at) runs.push({ text: text.slice(at, start), row: null });
    runs.push({ ...place, start, text: text.slice(start, place.end) });
    at = place.end;
  }
  if (at < text.length) runs.push({ text: text.slice(at), row: null });
  return runs;
}

/** @param {number} weight @param {number} most @returns {number} 0..1 of the colour */
export const strength = (weight, most) => (most > 0 ? (Math.abs(weight) / most) * STRONGEST : 0);

/** @param {HTMLElement} element @param {number} weight @param {number} most */
function tint(element, weight, most) {
  element.classList.add(weight < 0 ? 'minus' : 'plus');
  element.style.setProperty('--strength', `${(strength(weight, most) * 100).toFixed(1)}%`);
}

/** @param {Row} row @param {number} digits */
function special({ text, weight }, digits) {
  return h('span', { className: 'special' }, text || 'special', h('small', {}, signed(weight, digits)));
}

/**
 * The text with every word on the colour of its weight and the number under it.
 * Words are buttons, of which Tab reaches one; arrow keys go on.
 * @param {string} text @param {Row[]} rows
 * @param {{ most: number, truncated: number | null, open: (row: Row, beside: HTMLElement) => void }} how
 *   `truncated`: from this code unit on nothing was read
 */
export function markedText(text, rows, { most, truncated, open }) {
  const digits = digitsFor(most);
  const read = truncated === null ? text : text.slice(0, truncated);
  const outside = rows.filter(({ start }) => start === null).map((row) => special(row, digits));
  const words = runsOf(read, rows).map((run) => {
    if (!run.row) return document.createTextNode(run.text);
    const { row } = run;
    const number = signed(row.weight, digits);
    const button = h(
      'button',
      { type: 'button', className: 'word', tabIndex: -1, onclick: () => open(row, button) },
      h('span', {}, run.text.trimEnd()),
      h('small', {}, number),
    );
    tint(button, row.weight, most);
    if (row.word !== null) button.dataset.word = String(row.word);
    const space = run.text.slice(run.text.trimEnd().length);
    return space ? h('span', {}, button, space) : button;
  });
  const element = h('div', { className: 'marked', dir: 'auto', role: 'group', 'aria-label': 'The text, each word with its weight' }, ...words);
  if (read.length < text.length) element.append(h('span', { className: 'cut', title: 'The model reads no further' }, text.slice(read.length)));
  rove(element);
  return outside.length ? [element, h('p', { className: 'outside' }, 'Special tokens: ', ...outside)] : [element];
}

/** Arrow keys move between the words. @param {HTMLElement} element */
export function rove(element) {
  const words = /** @type {HTMLButtonElement[]} */ ([...element.querySelectorAll('.word')]);
  if (words[0]) words[0].tabIndex = 0;
  element.addEventListener('keydown', (event) => {
    const at = words.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const forward = getComputedStyle(element).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    const to = { [forward]: at + 1, [back]: at - 1, Home: 0, End: words.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    words[Math.min(words.length - 1, Math.max(0, to))].focus();
  });
  element.addEventListener('focusin', ({ target }) => {
    for (const word of words) word.tabIndex = word === target ? 0 : -1;
  });
}
