import { h } from './dom.js';

/** How long typing must pause before the text is looked at, in ms. */
const CALM = 350;

/** The box grows with its text, up to four lines of 30 px. @param {HTMLTextAreaElement} box */
export function fitHeight(box) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, 4 * 30 + 9)}px`;
}

/**
 * A box with a text of the state: it follows typing, Enter does not wait.
 * @param {{ id: string, label: string, placeholder: string }} names
 * @param {(text: string, step: import('../store.js').Step) => void} edit  takes another text
 */
export function textBox({ id, label, placeholder }, edit) {
  let timer = 0;
  let typing = false;
  /** The text that box and state last agreed on: what is typed since then is never overwritten. @type {string | null} */
  let agreed = null;

  /** The first look of a spell of typing is a step of its own; the rest of it refines that step. */
  const look = () => {
    clearTimeout(timer);
    const text = box.value.toWellFormed();
    if (text === agreed) return;
    agreed = text;
    edit(text, typing ? 'replace' : 'push');
    typing = true;
  };
  const settle = () => {
    look();
    typing = false;
  };
  const box = h('textarea', {
    id,
    rows: 1,
    spellcheck: false,
    placeholder,
    'aria-label': label,
    autocomplete: 'off',
    oninput: () => {
      fitHeight(box);
      clearTimeout(timer);
      timer = window.setTimeout(look, CALM);
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      settle();
    },
    onblur: settle,
  });
  document.fonts.ready.then(() => fitHeight(box));
  /** @param {string} text */
  const render = (text) => {
    if (text === agreed) return;
    agreed = text;
    box.value = text;
    fitHeight(box);
  };
  return { box, render };
}
