import { newText } from '../state/state.js';
import { redo, undo } from '../state/address.js';
import { EXAMPLES, openExample } from '../examples.js';
import { h } from './dom.js';
import { menu } from './menu.js';

/** @typedef {import('../store.js').Store} Store */

/** How long typing must pause before the text is looked at, in ms. */
const CALM = 350;

/** The box grows with its text, up to four lines of 30 px. @param {HTMLTextAreaElement} box */
function fitHeight(box) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, 4 * 30 + 9)}px`;
}

/** @param {Store} store @param {import('../types.js').Model[]} models */
function examples(store, models) {
  const panel = h('div', { id: 'examples', className: 'examples' });
  for (const { title, items } of EXAMPLES) {
    panel.append(
      h('h2', {}, title),
      h(
        'ul',
        {},
        ...items.map((example) =>
          h(
            'li',
            {},
            h(
              'button',
              {
                type: 'button',
                onclick: () => {
                  panel.hidePopover();
                  openExample(store, models, example);
                },
              },
              h('span', { className: 'text' }, example.text),
              example.see ? h('span', { className: 'see' }, example.see) : null,
            ),
          ),
        ),
      ),
    );
  }
  return [menu('Examples', panel), panel];
}

/** @param {string} title @param {string} sign @param {() => void} onclick */
const step = (title, sign, onclick) =>
  h('button', { type: 'button', className: 'quiet step', ariaLabel: title, title, onclick }, sign);

/** The text that is looked at: it follows typing, Enter does not wait. @param {Store} store @param {import('../types.js').Model[]} models */
export function sentenceBox(store, models) {
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
    store.change(newText(text), typing ? 'replace' : 'push');
    typing = true;
  };
  const settle = () => {
    look();
    typing = false;
  };
  const box = h('textarea', {
    id: 'text',
    rows: 1,
    spellcheck: false,
    placeholder: 'Type a sentence',
    'aria-label': 'Sentence',
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
  const [button, panel] = examples(store, models);
  const tour = h(
    'button',
    { type: 'button', className: 'quiet', id: 'tour-button', onclick: async () => (await import('../lazy/tour.js')).openTour(store, models) },
    'Tour',
  );
  const element = h('div', { className: 'sentence' }, box, step('Undo (u)', '↶', undo), step('Redo (Shift u)', '↷', redo), tour, button, panel);
  new ResizeObserver(() => fitHeight(box)).observe(element);
  document.fonts.ready.then(() => fitHeight(box));
  /** @param {import('../store.js').Snapshot} now */
  const render = ({ state }) => {
    if (state.text === agreed) return;
    agreed = state.text;
    box.value = state.text;
    fitHeight(box);
  };
  return { element, render };
}
