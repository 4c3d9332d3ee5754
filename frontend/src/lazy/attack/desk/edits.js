import { classify } from '../../../api.js';
import { percent } from '../../../expects/words.js';
import { once } from '../../../once.js';
import { Slot } from '../../../slot.js';
import { h } from '../../../ui/dom.js';
import { draftOf, withoutWord } from '../draft.js';
import { ALARMS, best, KINDS, shortNames } from '../names.js';
import { warningsOf } from './warnings.js';
import { difference, unseen } from './words.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../types.js').Said} Said */
/** @typedef {import('../../../types.js').WordEdit} WordEdit */
/** @typedef {import('./judging.js').Judged} Judged */

/** What a model says of the label it gave first, once an edit is undone. @param {Said} said @param {number[]} without */
function undone({ labels, before, after }, without) {
  const [first, now, then] = [best(before), best(after), best(without)];
  const back = now !== first && then === first;
  return h('td', { className: back ? 'back' : '', title: back ? 'undoing this edit alone turns it back' : undefined }, `${labels[first]} ${percent(without[first])}`);
}

/**
 * The edits, each with what the models say without it, and what speaks against it.
 * @param {import('../asking.js').Asking} asking @param {(word: number) => void} revert @param {() => void} changed
 */
export function editList(asking, revert, changed) {
  const { judging } = asking;
  const table = h('table', { className: 'edits', id: 'edits' });
  const key = h('p', { className: 'note key-back' }, '⟲ undoing this edit alone turns the answer back');
  const warnings = h('ul', { className: 'warnings', id: 'warnings' });
  const element = h('div', { hidden: true }, h('div', { className: 'scroll' }, table), key, warnings);
  /** What each model says with each edit alone undone, [model][edit]. */
  const without = /** @type {Slot<number[][][]>} */ (new Slot(asking.cache, changed));

  /** @param {Room} room */
  function want({ state: { text, edits }, models, words }) {
    const drafts = edits.map(({ word }) => draftOf(text, words, withoutWord(edits, word)));
    asking.counter.add(drafts);
    without.want(JSON.stringify(['without', models.map(({ id }) => id), drafts]), (signal) =>
      Promise.all(models.map(async ({ id }) => (await classify(id, drafts, { signal })).probabilities)),
    );
  }

  /** @param {Room} room @param {WordEdit} edit @param {number} at @param {number[][][] | null} values */
  function row({ words, said, state }, edit, at, values) {
    const judged = judging.of(state.text, edit);
    const old = words[edit.word];
    const label = `Take back ${old.text}`;
    return h(
      'tr',
      {},
      h('th', { scope: 'row' }, h('bdi', {}, ...difference(edit, old))),
      h('td', { className: 'from' }, KINDS[edit.kind]),
      ...said.map((model, i) => (values?.[i][at] ? undone(model, values[i][at]) : h('td', {}, '…'))),
      h('td', { className: 'alarms' }, judged ? judged.alarms.map((alarm) => ALARMS[alarm]).join(', ') || '–' : ''),
      h('td', {}, h('button', { type: 'button', className: 'quiet small framed', 'aria-label': label, 'data-revert': edit.word, onclick: () => revert(edit.word) }, 'Take back')),
    );
  }

  const draw = once((/** @type {Room} */ room, /** @type {number[][][] | null} */ values, /** @type {string} */ _judged) => {
    const names = shortNames(room.models);
    const { text, edits } = room.state;
    const heads = ['Edit', 'From', ...names.map((name) => `Without it, ${name}`), 'Guard', unseen('Take back')];
    table.replaceChildren(
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col', className: { From: 'from', Guard: 'alarms' }[String(head)] ?? '' }, head)))),
      h('tbody', {}, ...edits.map((edit, at) => row(room, edit, at, values))),
    );
    key.hidden = !table.querySelector('.back');
    const entries = edits.map((edit) => ({ edit, old: room.words[edit.word].text, judged: judging.of(text, edit) }));
    warnings.replaceChildren(...warningsOf(entries, judging.cosine(text, room.draft)).map((sentence) => h('li', {}, sentence)));
  });

  function clear() {
    for (const part of [table, warnings]) part.replaceChildren();
    draw.forget();
    without.drop();
  }

  /** @param {Room} room */
  function render(room) {
    const { text, edits } = room.state;
    element.hidden = !edits.length;
    if (!edits.length) return clear();
    want(room);
    judging.want(room);
    const judged = JSON.stringify([edits.map((edit) => judging.of(text, edit)), judging.cosine(text, room.draft)]);
    draw(room, without.current ? without.value : null, judged);
  }
  return { element, render, drop: () => (without.drop(), judging.drop()) };
}
