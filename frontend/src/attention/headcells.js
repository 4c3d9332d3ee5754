import { h } from '../ui/dom.js';

/** @typedef {import('./picture.js').Picture} Picture */

/**
 * The surface over one block of head cells: hover previews the head under the
 * pointer, a click toggles it. The head row does the same for the keyboard.
 * @param {'left' | 'right'} side @param {import('../store.js').Store} store @param {import('./actions.js').Actions} actions
 */
export function headCells(side, store, actions) {
  const element = h('div', { className: `cells ${side}`, 'aria-hidden': 'true' });
  let heads = 1;

  /** @param {PointerEvent | MouseEvent} event @returns {number} from 1 */
  const headAt = (event) => {
    const { left, width } = element.getBoundingClientRect();
    return Math.max(1, Math.min(heads, 1 + Math.floor(((event.clientX - left) / width) * heads)));
  };
  element.addEventListener('pointermove', (event) => {
    const head = headAt(event);
    if (store.get().hover.head !== head) store.hover({ head });
  });
  element.addEventListener('pointerleave', () => store.hover({ head: null }));
  element.addEventListener('click', (event) => (event.detail === 2 ? actions.only(headAt(event)) : actions.head(headAt(event))));
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    actions.headMenu(headAt(event), element);
  });

  /** @param {Picture} picture */
  const render = (picture) => {
    heads = picture.attention.heads;
  };
  return { element, render };
}
