import { FACES } from '../../scene/canvas.js';
import { h } from '../../ui/dom.js';

/** @typedef {(text: string, size: number, face: 'serif' | 'sans') => number} Measure  width in px */

const context = /** @type {CanvasRenderingContext2D} */ (h('canvas').getContext('2d'));

/** @type {Measure} */
export function measure(text, size, face) {
  context.font = `${size}px ${FACES[face]}`;
  return context.measureText(text).width;
}
