import { h } from '../../../ui/dom.js';
import { ALARMS, best, points } from '../names.js';
import { shownLetters } from './letters.js';
import { unseen } from './words.js';

/** @typedef {import('../types.js').Candidate} Candidate */

/**
 * What a model's probability of the label it gives now becomes by a swap.
 * @param {number[]} now @param {number[]} next @returns {{ change: number, turned: boolean }}
 */
export function moved(now, next) {
  const label = best(now);
  return { change: next[label] - now[label], turned: best(next) !== label };
}

/** @param {Candidate} swap @param {string} word @returns {(Node | string)[]} */
const shown = ({ kind, replacement }, word) => (kind === 'delete' ? [h('i', {}, 'nothing')] : shownLetters(replacement, word));

/**
 * One swap: what would stand there, what is suspicious about it, and what it does to each model.
 * @param {Candidate} swap @param {number[][]} now  what the models say before it @param {string} word @param {string[]} names  of the models @param {() => void} choose
 */
export function swapButton(swap, now, word, names, choose) {
  const moves = swap.probabilities.map((next, i) => moved(now[i], next));
  const cells = moves.map(({ change, turned }, i) =>
    h('span', { className: turned ? 'number turned' : 'number', title: turned ? 'turns the answer' : undefined }, unseen(`, ${names[i]} `), points(change), unseen(turned ? ', turned' : '')),
  );
  const alarms = swap.alarms.map((alarm) => ALARMS[alarm]).join(', ');
  return h(
    'button',
    { type: 'button', className: 'swap', 'data-replacement': swap.replacement, onclick: choose },
    h('bdi', { className: 'name' }, ...shown(swap, word)),
    h('small', { className: 'alarms' }, unseen(alarms ? ' ' : ''), alarms),
    ...cells,
  );
}
