import { createEditor } from '../state/edit.js';
import { classifies, isSet, newPair, newText } from '../state/state.js';
import { redo, undo } from '../state/address.js';
import { EXAMPLES, openExample } from '../examples.js';
import { h } from './dom.js';
import { menu } from './menu.js';
import { fitHeight, textBox } from './text.js';

/** @typedef {import('../store.js').Store} Store */

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

/**
 * The text that is looked at, or the two texts of a pair.
 * @param {Store} store @param {import('../types.js').Model[]} models
 */
export function sentenceBox(store, models) {
  const edit = createEditor(store, models);
  const first = textBox({ id: 'text', label: 'Sentence', placeholder: 'Type a sentence' }, (text, step) => edit(newText(text), step));
  const second = textBox({ id: 'pair', label: 'Second sentence', placeholder: 'Type a second sentence' }, (pair, step) => edit(newPair(pair), step));
  const [button, panel] = examples(store, models);
  const tour = h(
    'button',
    { type: 'button', className: 'quiet', id: 'tour-button', onclick: async () => (await import('../lazy/tour.js')).openTour(store, models) },
    'Tour',
  );
  const alone = h('button', { type: 'button', className: 'quiet', onclick: () => edit(newPair(null)) }, 'Remove');
  const several = h('p', { className: 'several', hidden: true }, 'A set of sentences');
  const pair = h('div', { className: 'sentence', hidden: true }, second.box, alone);
  const steps = [step('Undo (u)', '↶', undo), step('Redo (Shift u)', '↷', redo)];
  const element = h('div', {}, h('div', { className: 'sentence' }, first.box, several, ...steps, tour, button, panel), pair);
  new ResizeObserver(() => [first, second].forEach(({ box }) => fitHeight(box))).observe(element);
  /** @param {import('../store.js').Snapshot} now */
  const render = ({ state }) => {
    first.render(state.text);
    first.box.hidden = isSet(state);
    several.hidden = !isSet(state);
    const paired = state.pair !== null && !classifies(state.place);
    const appears = pair.hidden && paired && state.pair === '';
    pair.hidden = !paired;
    if (state.pair !== null) second.render(state.pair);
    if (appears) second.box.focus();
  };
  return { element, render };
}
