import { percent } from '../../expects/words.js';
import { h } from '../../ui/dom.js';

/** What two models are called where there is no room for their names. */
export const SIDES = ['left', 'right'];

/** @param {string} className @param {number} at  0..1 */
function dot(className, at) {
  const element = h('span', { className });
  element.style.left = `${at * 100}%`;
  return element;
}

/**
 * A probability before and after, as a ring and a dot on a line from 0 to 1 and
 * in numbers; of what has no before, the dot alone.
 * @param {number | null} before @param {number} after @returns {HTMLElement[]}
 */
export function shift(before, after) {
  const way = h('span', { className: 'way' });
  const [low, high] = [Math.min(before ?? after, after), Math.max(before ?? after, after)];
  way.style.left = `${low * 100}%`;
  way.style.width = `${(high - low) * 100}%`;
  const track = h('span', { className: 'shift', 'aria-hidden': 'true' }, way, ...(before === null ? [] : [dot('from', before)]), dot('to', after));
  return [track, h('span', { className: 'number' }, before === null ? percent(after) : `${percent(before)} → ${percent(after)}`)];
}

/** What something came to, as a mark and in words, so that no colour is needed. @param {string} mark @param {...(Node | string)} words */
export const outcome = (mark, ...words) => h('span', { className: 'outcome' }, h('span', { className: 'tick', 'aria-hidden': 'true' }, mark), ...words);
