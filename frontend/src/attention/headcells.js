import { h } from '../ui/dom.js';

/** @typedef {import('./picture.js').Picture} Picture */

/**
 * The surface over one block of head cells: hover previews the head under the
 * pointer, a click toggles it. The head row does the same for the keyboard.
 * @param {'left' | 'right'} side @param {import('../store.js').Store} store @param {import('./actions.js').Actions} actions
 */
export function headCells(side, store, actions) {
  const tag = h('span', { className: 'tag', hidden: true });
  const element = h('div', { className: `cells ${side}`, 'aria-hidden': 'true' }, tag);
  let heads = 1;
  let over = false;

  /** @param {PointerEvent | MouseEvent} event @returns {number} from 1 */
  const headAt = (event) => {
    const { left, width } = element.getBoundingClientRect();
    return Math.max(1, Math.min(heads, 1 + Math.floor(((event.clientX - left) / width) * heads)));
  };
  element.addEventListener('pointermove', (event) => {
    over = true;
    const head = headAt(event);
    if (store.get().hover.head !== head) store.hover({ head });
  });
  element.addEventListener('pointerleave', () => {
    over = false;
    store.hover({ head: null });
  });
  element.addEventListener('click', (event) => actions.head(headAt(event)));

  /** @param {Picture} picture @param {number | null} head */
  function render(picture, head) {
    heads = picture.attention.heads;
    tag.hidden = head === null || !over;
    if (head === null) return;
    tag.textContent = `Head ${head}`;
    tag.style.left = `${((head - 0.5) / heads) * 100}%`;
  }
  return { element, render };
}
