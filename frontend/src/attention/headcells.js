import { sheet } from '../scene/sheet.js';
import { h } from '../ui/dom.js';
import { cellBoxes } from './scene.js';

/** @typedef {import('./picture.js').Picture} Picture */

/**
 * One block of head cells: hover previews the head under the pointer, a click
 * toggles it. The head row does the same for the keyboard.
 * @param {'left' | 'right'} side @param {import('../store.js').Store} store @param {import('./actions.js').Actions} actions
 */
export function headCells(side, store, actions) {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const element = h('div', { className: `cells ${side}`, 'aria-hidden': 'true' }, canvas);
  const cells = sheet(canvas);
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

  /**
   * @param {Picture} picture @param {import('./scene.js').Frame} frame @param {import('./scene.js').Tile} tile
   * @param {import('../scene/canvas.js').Palette} palette @param {boolean} now  whether it cannot wait
   */
  function draw(picture, frame, tile, palette, now) {
    heads = picture.attention.heads;
    const view = { left: 0, top: tile.top, width: heads * frame.cell, height: tile.bottom - tile.top };
    cells[now ? 'drawNow' : 'draw'](cellBoxes(picture, side, frame, tile), view, palette);
  }

  /** Lets one head stand out; nothing is drawn anew for that. @param {number | null} head */
  function point(head) {
    element.classList.toggle('pointed', head !== null);
    if (head === null) return;
    element.style.setProperty('--begin', `${((head - 1) / heads) * 100}%`);
    element.style.setProperty('--end', `${(head / heads) * 100}%`);
  }
  return { element, draw, point };
}
