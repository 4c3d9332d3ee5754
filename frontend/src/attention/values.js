import { decimal } from './reading.js';

/** @typedef {import('./scene.js').Stroke} Stroke */
/** @typedef {import('../scene/items.js').Item} Item */

/**
 * The heaviest arc at every token of one side, in numbers beside the token: all
 * numbers there are where one token of the other side is held.
 * @param {Stroke[]} strokes  strongest last @param {'from' | 'to'} side @param {import('./scene.js').Tile} tile
 * @returns {Item[]}
 */
export function valueItems(strokes, side, { top, bottom }) {
  const heaviest = new Map(strokes.map((stroke) => [stroke[side], stroke]));
  return [...heaviest.values()].flatMap((stroke) => {
    const [x, y] = side === 'to' ? [stroke.x1, stroke.y1] : [stroke.x0, stroke.y0];
    if (y < top || y > bottom) return [];
    const width = 30;
    const [left, middle] = side === 'to' ? [x - width, x - width / 2] : [x, x + width / 2];
    return /** @type {Item[]} */ ([
      { kind: 'box', x: left, y: y - 7, width, height: 14, fill: 'paper', opacity: 0.88 },
      { kind: 'text', x: middle, y, text: decimal(stroke.weight), face: 'sans', size: 11, anchor: 'middle', fill: 'ink' },
    ]);
  });
}

/** The side whose tokens numbers stand beside: across from what is held. @param {import('../types.js').Lock[]} held @returns {'from' | 'to'} */
export const valueSide = (held) => (held.length && held.every(({ side }) => side === 'to') ? 'from' : 'to');
