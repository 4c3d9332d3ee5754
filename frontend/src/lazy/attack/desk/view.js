import { h, say } from '../../../ui/dom.js';
import { once } from '../../../once.js';
import { newText } from '../../../state/state.js';
import { draftOf, toggledLock, withEdit, withoutWord } from '../draft.js';
import { shortNames } from '../names.js';
import { editList } from './edits.js';
import { openMenu } from './menu.js';
import { readingOf } from './reading.js';
import { verdicts } from './verdict.js';
import { editedText } from './words.js';

/** @typedef {import('../../../store.js').Store} Store */
/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../types.js').Word} Word */
/** @typedef {import('../types.js').Candidate} Candidate */

/** @param {import('../../../attention/reading.js').Part[]} parts */
const sentenceOf = (parts) => parts.map((part) => (typeof part === 'string' ? part : h('em', { dir: 'auto' }, part.quote)));

/**
 * The desk: the text word by word, with its edits, and what the models say of it.
 * @param {Store} store @param {import('../asking.js').Asking} asking @param {() => void} changed
 */
export function deskView(store, asking, changed) {
  const reading = h('p', { className: 'reading', id: 'reading', 'aria-live': 'polite' });
  const text = h('div');
  const counted = h('span', { id: 'asked' });
  const revert = h('button', { type: 'button', className: 'link', id: 'revert-all', onclick: () => store.change({ edits: [] }) }, 'Take all edits back');
  const explain = h('button', { type: 'button', className: 'link', id: 'explain-draft', onclick: explainDraft }, 'Explain the edited text');
  const line = h('p', { className: 'desk-line' }, counted, revert, explain);
  const edits = editList(asking, (word) => store.change({ edits: withoutWord(store.get().state.edits, word) }), changed);
  const says = h('div', { className: 'verdicts', id: 'verdicts' });
  const element = h('section', { className: 'desk', 'aria-label': 'Desk' }, h('div', {}, reading, text, line), says, edits.element);
  /** The latest room: menus are opened after it was drawn. @type {Room | null} */
  let latest = null;
  /** The word whose button takes the focus again, when the text is drawn anew. @type {string | undefined} */
  let held;

  /** @param {Partial<import('../../../state/state.js').State>} patch @param {Word} word */
  function change(patch, word) {
    held = String(word.index);
    store.change(patch);
  }

  /** The edited text, in Explain, as a text of its own. */
  function explainDraft() {
    if (latest) store.open({ ...latest.state, place: 'explain', set: null, ...newText(latest.draft) }, [], 'push');
  }

  /** @param {Word} word */
  const actsOn = (word) => ({
    choose: (/** @type {Candidate} */ swap) => {
      const { text, edits: before } = store.get().state;
      const edits = withEdit(before, { word: swap.word, kind: swap.kind, replacement: swap.replacement });
      asking.judging.noteSwap(text, draftOf(text, latest?.words ?? [], edits), swap);
      change({ edits }, word);
    },
    lock: () => change({ locked: toggledLock(store.get().state.locked, word.index) }, word),
    revert: () => change({ edits: withoutWord(store.get().state.edits, word.index) }, word),
    asked: changed,
  });

  /** @param {Word} word @param {HTMLElement} beside */
  function open(word, beside) {
    if (latest) openMenu(word, beside, latest, shortNames(latest.models), asking.cache, asking.counter, actsOn(word));
  }

  text.addEventListener('keydown', (event) => {
    const index = /** @type {HTMLElement} */ (event.target).dataset?.word;
    const word = index === undefined ? undefined : latest?.words[Number(index)];
    if (!word || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'l') actsOn(word).lock();
    else if (event.key === 'Delete' || event.key === 'Backspace') actsOn(word).revert();
    else return;
    event.preventDefault();
  });

  const drawText = once((/** @type {string} */ original, /** @type {Word[]} */ words, /** @type {Room['state']['edits']} */ edits, /** @type {number[]} */ locked, /** @type {number | null} */ truncated) => {
    const focused = text.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.word : undefined;
    text.replaceChildren(editedText(original, words, { edits, locked, truncated, open }));
    const back = focused ?? (document.activeElement === document.body ? held : undefined);
    if (back !== undefined) /** @type {HTMLElement | null} */ (text.querySelector(`[data-word="${back}"]`))?.focus();
    held = undefined;
  });
  const drawSaid = once((/** @type {Room['said']} */ said, /** @type {number} */ edits) => {
    const names = shortNames(said.map(({ model }) => model));
    reading.replaceChildren(...sentenceOf(readingOf(said, names, edits)));
    says.replaceChildren(...verdicts(said, names, edits > 0));
  });

  /** @param {Room} room @param {number | null} truncated  from this code unit on nothing is read @param {boolean} current  whether what the models said is of this text */
  function render(room, truncated, current) {
    latest = room;
    const { state, words, said } = room;
    drawText(state.text, words, state.edits, state.locked, truncated);
    if (current) drawSaid(said, state.edits.length);
    says.classList.toggle('stale', !current);
    reading.classList.toggle('stale', !current);
    const count = asking.counter.count();
    say(counted, `${count.toLocaleString('en')} different ${count === 1 ? 'text' : 'texts'} asked by hand`);
    revert.hidden = explain.hidden = !state.edits.length;
    if (current) edits.render(room);
  }
  /** @param {number} word @param {HTMLElement} beside */
  function openWord(word, beside) {
    if (latest) open(latest.words[word], beside);
  }
  return { element, render, open: openWord, drop: edits.drop };
}
