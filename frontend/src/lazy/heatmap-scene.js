import { heldOf } from '../attention/pipeline.js';
import { levelOf } from '../scene/items.js';

/** @typedef {import('../attention/pipeline.js').Matrix} Matrix */
/** @typedef {import('../types.js').Lock} Lock */
/** @typedef {import('../scene/items.js').Item} Item */

/** Cells are at most and at least this large, in px. */
const LARGEST = 28;
const SMALLEST = 3;

/** From this size on a cell has room for its number, in two decimals where that is not 0. */
const READABLE = 24;

/** What is left of a cell that nothing held touches. */
const FAINT = 0.22;

/** @param {number} width  px that there are for the cells of a row @param {number} size */
export const cellSize = (width, size) => Math.max(SMALLEST, Math.min(LARGEST, Math.floor(width / Math.max(1, size))));

/** @param {Matrix} matrix @returns {number} the largest weight */
export function strongest({ values }) {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}

/**
 * A square for every pair of rows, as strong as its weight against the largest;
 * those that touch nothing held stay faint.
 * @param {Matrix} matrix @param {Lock[]} held  unit indices @param {number} cell  px @param {number} most @param {boolean} numbers
 * @returns {Item[]}
 */
export function heatmapItems({ size, values }, held, cell, most, numbers) {
  const { rows, columns } = heldOf(held);
  const levels = new Uint8Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const touched = !held.length || rows.has(i) || columns.has(j);
      levels[i * size + j] = levelOf(values[i * size + j] * (touched ? 1 : FAINT), most || 1);
    }
  }
  /** @type {Item[]} */
  const items = [{ kind: 'grid', x: 0, y: 0, cell, columns: size, levels, fill: 'arc' }];
  return numbers && cell >= READABLE ? [...items, ...cellNumbers(levels, values, size, cell)] : items;
}

/** @param {Uint8Array} levels @param {Float32Array} values @param {number} size @param {number} cell @returns {Item[]} */
const cellNumbers = (levels, values, size, cell) =>
  [...levels.keys()]
    .filter((i) => values[i] >= 0.005)
    .map((i) => ({
      kind: 'text',
      x: ((i % size) + 0.5) * cell,
      y: (Math.floor(i / size) + 0.5) * cell,
      text: values[i].toFixed(2).replace(/^0/, ''),
      face: 'sans',
      size: 10.5,
      anchor: 'middle',
      fill: levels[i] > 34 ? 'paper' : 'ink',
    }));
