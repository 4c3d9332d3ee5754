import { h } from '../../../ui/dom.js';
import { rove } from '../../explain/marked.js';
import { shownLetters } from './letters.js';

/** @typedef {import('../types.js').Word} Word */
/** @typedef {import('../../../types.js').WordEdit} WordEdit */

/** What is only read out. @param {string} text */
export const unseen = (text) => h('span', { className: 'unseen' }, text);

/** @param {Pick<WordEdit, 'replacement'>} edit @param {Pick<Word, 'text'>} word @returns {Node[]} what was there, struck out, and what stands there now */
export function difference({ replacement }, { text }) {
  const now = replacement ? h('ins', {}, ...shownLetters(replacement, text)) : null;
  return [h('del', {}, text), unseen(now ? ' now ' : ' left out'), ...(now ? [now] : [])];
}

/**
 * The text as words, each a button, with its edits inline.
 * @param {string} text @param {Word[]} words
 * @param {{ edits: WordEdit[], locked: number[], truncated: number | null, open: (word: Word, beside: HTMLElement) => void }} how
 *   `truncated`: from this code unit on nothing is read
 */
export function editedText(text, words, { edits, locked, truncated, open }) {
  const by = new Map(edits.map((edit) => [edit.word, edit]));
  let at = 0;
  const parts = words.flatMap((word) => {
    const [edit, held] = [by.get(word.index), locked.includes(word.index)];
    const gap = text.slice(at, word.start);
    at = word.end;
    const className = ['word', edit ? 'edited' : '', held ? 'held' : '', word.kind === 'punctuation' ? 'punctuation' : ''].filter(Boolean).join(' ');
    const contents = [...(edit ? difference(edit, word) : [word.text]), ...(held ? [unseen(', locked')] : [])];
    const button = h('button', { type: 'button', className, tabIndex: -1, 'data-word': word.index, 'aria-haspopup': 'dialog', onclick: () => open(word, button) }, ...contents);
    return [gap, button];
  });
  const read = truncated ?? text.length;
  const rest = [text.slice(at, read), truncated === null ? null : h('span', { className: 'cut', title: 'The model reads no further' }, text.slice(Math.max(at, read)))];
  const element = h('div', { className: 'draft', id: 'draft', dir: 'auto', role: 'group', 'aria-label': 'The text, word by word' }, ...parts, ...rest);
  rove(element);
  return element;
}
