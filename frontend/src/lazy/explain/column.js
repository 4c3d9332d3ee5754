import { shifted } from '../../scene/items.js';
import { broken } from '../export/figure.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../export/measure.js').Measure} Measure */

/** A column of texts and pictures, one below the other, for a figure. @param {Measure} measure @param {number} width  px */
export function column(measure, width) {
  /** @type {Item[]} */
  const items = [];
  let y = 8;
  return {
    items,
    height: () => y,
    /** @param {number} room */
    skip: (room) => void (y += room),
    /** @param {string} text @param {{ size: number, face: 'serif' | 'sans', italic?: boolean, weight?: number, fill?: 'ink' | 'quiet' }} style */
    write(text, style) {
      for (const line of broken(text, (part) => measure(part, style.size, style.face) <= width)) {
        items.push({ kind: 'text', x: 0, y, text: line, anchor: 'start', fill: 'ink', ...style });
        y += Math.max(17, style.size * 1.35);
      }
    },
    /** @param {{ items: Item[], height: number }} scene @param {number} [x] */
    put(scene, x = 0) {
      items.push(...shifted(scene.items, x, y));
      y += scene.height + 12;
    },
  };
}
