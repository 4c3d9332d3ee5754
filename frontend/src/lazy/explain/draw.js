import { FACES } from '../../scene/canvas.js';

/** @typedef {import('./force-scene.js').Marked} Marked */

const SPACE = 'http://www.w3.org/2000/svg';

/** @param {string} name @param {Record<string, string | number | undefined>} attributes */
function node(name, attributes) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, String(value));
  return element;
}

/** @param {Marked} item @returns {SVGElement} */
function drawn(item) {
  const colour = (/** @type {string | undefined} */ name) => (name ? `var(--${name})` : 'none');
  if (item.kind === 'path') {
    const { points, fill, stroke, width, dash, opacity } = item;
    const element = node('path', { d: `M${points.map((at) => at.toFixed(2)).join(' ')}${fill ? 'z' : ''}`, 'stroke-width': width, 'stroke-dasharray': dash, opacity });
    element.style.fill = colour(fill);
    element.style.stroke = colour(stroke);
    return element;
  }
  if (item.kind === 'text') {
    const { x, y, text, face, size, weight = 400, anchor, fill, turn } = item;
    const element = node('text', { x, y, 'text-anchor': anchor, 'dominant-baseline': 'central', transform: turn ? `rotate(${turn} ${x} ${y})` : undefined });
    element.style.font = `${weight} ${size}px ${FACES[face]}`;
    element.style.fill = colour(fill);
    element.textContent = text;
    return element;
  }
  throw new Error(`${item.kind} is drawn on a canvas`);
}

/**
 * A scene of paths and texts as a part of the page: its colours follow the page's, and what belongs to a word says so.
 * @param {{ items: Marked[], width: number, height: number }} scene @param {string} title  what it shows, in words
 */
export function picture({ items, width, height }, title) {
  const svg = node('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title });
  for (const item of items) {
    const element = drawn(item);
    if (item.word !== undefined && item.word !== null) element.dataset.word = String(item.word);
    svg.append(element);
  }
  return svg;
}
