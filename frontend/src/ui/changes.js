import { h } from './dom.js';

/** @typedef {import('../state/state.js').State} State */

/** @param {State} state */
const masks = ({ mask }) => (mask.length > 1 ? [`${mask.length} tokens masked`] : []);

/** What the model does not read as the text says, as sentences. @param {State} state @returns {string[]} */
export const changesOf = (state) => [
  ...masks(state),
  ...state.replace.map(({ token }) => `“${token}” put in place of a token`),
  ...state.ablate.map(({ layer, head }) => `head ${head} of layer ${layer} switched off`),
];

/** A line that says how the model's reading was changed, with the way back. @param {import('../store.js').Store} store */
export function changes(store) {
  const said = h('span');
  const back = h(
    'button',
    { type: 'button', className: 'link', onclick: () => store.change({ mask: [], replace: [], ablate: [] }) },
    'Back to the plain text',
  );
  const element = h('p', { className: 'changes', id: 'changes', hidden: true }, said, ' ', back);
  /** @param {import('../store.js').Snapshot} now */
  const render = ({ state }) => {
    const list = changesOf(state);
    element.hidden = list.length === 0;
    const sentence = `${list.join(', ')}.`;
    if (list.length) said.textContent = sentence[0].toUpperCase() + sentence.slice(1);
  };
  return { element, render };
}
