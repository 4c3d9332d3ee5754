import { h } from '../../../ui/dom.js';
import { KINDS } from './expectations.js';
import { counted, groupsOf, rowsOf } from './rows.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Case} Case */
/** @typedef {import('./rows.js').Group} Group */

/** @param {Group[]} groups @param {number} side */
function weakest(groups, side) {
  const failing = groups.filter(({ counts }) => counts[side].failed);
  return failing.sort((a, b) => b.counts[side].failed - a.counts[side].failed)[0];
}

/** @param {Group[]} groups @param {string} name @param {number} side */
function sentence(groups, name, side) {
  const { passed, failed } = counted(groups.flatMap(({ marks }) => marks[side]));
  if (!passed && !failed) return `${name} has no labels for praise and blame, so nothing can be said of it.`;
  if (!failed) return `${name} passes all ${passed}.`;
  const { kind, counts } = weakest(groups, side);
  const there = counts[side].failed;
  const where = there === failed ? `${failed > 1 ? ', all' : ','} in` : `, ${there} of them in`;
  return `${name} fails ${failed} of ${passed + failed}${where} ${KINDS[kind].name}.`;
}

/** What the tests show, in a sentence for each model. @param {Answer} answer @param {string[]} names @returns {string[]} */
export function reading(answer, names) {
  const groups = groupsOf(rowsOf(answer), answer.models.length);
  return [names.map((name, side) => sentence(groups, name, side)).join(' ')];
}

/** What is said of tests that were kept. @param {Case[]} cases @param {string} text  of the sentence box */
export function noteOf(cases, text) {
  const sentences = new Set(cases.map(({ sentence }) => sentence));
  const count = `${cases.length.toLocaleString('en')} ${cases.length === 1 ? 'test' : 'tests'}`;
  if (sentences.size > 1) return `A set of ${count}, of ${sentences.size.toLocaleString('en')} sentences.`;
  return sentences.has(text) ? `A set of ${count} of this sentence, as you left it.` : `A set of ${count} of another sentence: “${[...sentences][0] ?? ''}”`;
}

const LARGE = ' It is too large for a link: it stays in this tab. Save it as a set to keep it.';

/** A line that says that tests were kept, with the way back. @param {() => void} anew */
export function setNote(anew) {
  const said = h('span', { dir: 'auto' });
  const back = h('button', { type: 'button', className: 'link', onclick: anew }, 'Make the tests of the sentence anew');
  const element = h('p', { className: 'note kept', id: 'kept' }, said, ' ', back);
  /** @param {import('../../../state/state.js').State} state @param {Case[] | null} cases  kept ones @param {boolean} large  for a link */
  function render(state, cases, large) {
    element.hidden = state.cases === null;
    said.textContent = cases ? `${noteOf(cases, state.text)}${large ? LARGE : ''}` : '';
  }
  return { element, render };
}
