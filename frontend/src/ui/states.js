import { h } from './dom.js';

/** What stands in the place of something that could not be had. @param {import('../api.js').Problem} problem @param {() => void} retry */
export const failure = (problem, retry) =>
  h(
    'div',
    { className: 'state', role: 'alert' },
    h('p', {}, problem.message),
    h('button', { type: 'button', onclick: retry }, 'Retry'),
  );

/** @param {string} sentence */
export const empty = (sentence) => h('div', { className: 'state' }, h('p', {}, sentence));

/** Shown only where the first answer takes its time. */
export const waiting = () => h('div', { className: 'state waiting' }, h('p', {}, 'Reading the sentence …'));
