import { shifted } from '../../scene/items.js';
import { changesOf } from '../../ui/changes.js';
import { partOf } from './parts.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('./parts.js').Shown} Shown */
/** @typedef {import('./measure.js').Measure} Measure */

const MARGIN = 28;
const GUTTER = 44;
const LINE = 17;

/** Breaks a text at spaces. @param {string} text @param {(text: string) => boolean} fits @returns {string[]} */
export function broken(text, fits) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * One picture with its name and sentence above and its legend below.
 * @param {Shown} shown @param {Measure} measure
 */
function captioned(shown, measure) {
  const part = partOf(shown);
  const write = (/** @type {string} */ text, /** @type {number} */ size, /** @type {'serif' | 'sans'} */ face) =>
    broken(text, (line) => measure(line, size, face) <= part.width);
  /** @type {Item[]} */
  const items = [];
  let y = 8;
  const line = (/** @type {string} */ text, /** @type {Partial<Item> & { size: number, face: 'serif' | 'sans' }} */ style) => {
    items.push(/** @type {Item} */ ({ kind: 'text', x: 0, y, text, anchor: 'start', fill: 'ink', ...style }));
    y += Math.max(LINE, style.size * 1.35);
  };
  line(shown.name, { size: 13, face: 'sans', weight: 600 });
  for (const text of write(shown.state.pair === null ? shown.state.text : `${shown.state.text} / ${shown.state.pair}`, 18, 'serif'))
    line(text, { size: 18, face: 'serif', italic: true });
  y += 12;
  items.push(...shifted(part.items, 0, y));
  y += part.height + 18;
  for (const text of write([...part.legend, ...changesOf(shown.state)].join(' · '), 11.5, 'sans')) line(text, { size: 11.5, face: 'sans', fill: 'quiet' });
  return { items, width: part.width, height: y };
}

/**
 * The figure: one picture, or two side by side.
 * @param {Shown[]} pictures @param {Measure} measure
 * @returns {{ items: Item[], width: number, height: number, title: string }}
 */
export function figureOf(pictures, measure) {
  const parts = pictures.map((shown) => captioned(shown, measure));
  let x = MARGIN;
  const items = parts.flatMap((part) => {
    const placed = shifted(part.items, x, MARGIN);
    x += part.width + GUTTER;
    return placed;
  });
  const height = Math.max(...parts.map((part) => part.height)) + 2 * MARGIN;
  const title = pictures.map(({ name, state }) => `${name}: ${state.text}`).join(' | ');
  return { items, width: x - GUTTER + MARGIN, height, title };
}
