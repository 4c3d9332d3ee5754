import { REACH } from '../../state/keys.js';
import { h } from '../../ui/dom.js';
import { group } from '../../ui/group.js';
import { offsetName } from './hits.js';

/** Which words beside a match have a column with their label. @param {import('../../store.js').Store} store */
export function columnChoice(store) {
  /** @param {string} id @param {string} sign @param {string} title @param {(offsets: number[]) => number[]} next */
  const step = (id, sign, title, next) =>
    h('button', { type: 'button', className: 'quiet small', id, title, 'aria-label': title, onclick: () => store.change({ offsets: next(store.get().state.offsets) }) }, sign);
  const left = [
    step('left-more', '+', 'One more column at the left', (all) => [Math.min(...all) - 1, ...all]),
    step('left-less', '−', 'One column less at the left', (all) => all.slice(1)),
  ];
  const right = [
    step('right-less', '−', 'One column less at the right', (all) => all.slice(0, -1)),
    step('right-more', '+', 'One more column at the right', (all) => [...all, Math.max(...all) + 1]),
  ];
  const said = h('output');
  const element = group('Columns', h('div', { className: 'chips' }, ...left, said, ...right));
  /** @param {import('../../state/state.js').State} state */
  function render({ offsets }) {
    const [low, high] = [Math.min(...offsets), Math.max(...offsets)];
    said.textContent = offsets.map(offsetName).join(' ');
    left[0].disabled = low <= -REACH;
    left[1].disabled = low === 0;
    right[0].disabled = high === 0;
    right[1].disabled = high >= REACH;
  }
  return { element, render };
}
