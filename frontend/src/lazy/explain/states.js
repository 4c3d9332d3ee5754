import { h } from '../../ui/dom.js';
import { counted } from './numbers.js';

/** @typedef {import('./desk.js').Slip} Slip */

/** @param {string} sentence @param {string} [act] @param {() => void} [onclick] */
const state = (sentence, act, onclick) =>
  h('div', { className: 'state small-state' }, h('p', {}, sentence), act ? h('button', { type: 'button', onclick }, act) : null);

/** What stands in the place of an explanation that is not there. @param {Slip | null} slip @param {() => void} resume */
export function instead(slip, resume) {
  if (slip?.step === 'stopped') return state('Stopped.', 'Go on', resume);
  if (slip?.problem?.code === 'unsupported') return state(slip.problem.message);
  if (slip?.problem) {
    const failed = state(slip.problem.message, 'Retry', resume);
    failed.setAttribute('role', 'alert');
    return failed;
  }
  return h('div', { className: 'state small-state waiting' }, h('p', {}, slip?.step === 'running' ? 'Asking the model …' : 'Comes next …'));
}

/** How far the work is, in a few words. @param {Slip} slip @param {string} name */
export function howFar({ progress }, name) {
  if (!progress) return `${name} …`;
  const { done, total, phase } = progress;
  const what = phase === 'explain' ? name : `${name}, tested`;
  if (!total) return `${what} …`;
  return `${what}: ${counted(Math.min(done, total))} of ${counted(total)} texts`;
}
