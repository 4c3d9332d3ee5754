import { h } from '../ui/dom.js';
import { arcAt } from './scene.js';
import { shortName } from './units.js';

/** @typedef {import('./scene.js').Stroke} Stroke */
/** @typedef {import('./picture.js').Picture} Picture */

/** How far from an arc a pointer still means it, in px. */
const REACH = 6;

/**
 * A single arc under the pointer: drawn on top of the others, and its weight in numbers.
 * @param {HTMLElement} plot @param {import('../scene/sheet.js').Sheet} sheet @param {() => void} changed
 */
export function pointing(plot, sheet, changed) {
  const label = h('div', { className: 'value', hidden: true, 'aria-hidden': 'true' });
  plot.append(label);
  /** @type {{ x: number, y: number } | null} */
  let at = null;
  let frame = 0;

  /** @param {typeof at} point */
  function point(point) {
    at = point;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      changed();
    });
  }
  plot.addEventListener('pointermove', (event) => {
    const { left, top } = plot.getBoundingClientRect();
    const onPlot = event.target === plot;
    if (onPlot || at) point(onPlot ? { x: event.clientX - left, y: event.clientY - top } : null);
  });
  plot.addEventListener('pointerleave', () => at && point(null));

  return {
    /**
     * @param {Stroke[]} strokes @param {Picture} picture
     * @param {import('../scene/sheet.js').View} view @param {import('../scene/canvas.js').Palette} palette
     */
    show(strokes, picture, view, palette) {
      const arc = at && arcAt(strokes, at.x, at.y, REACH);
      label.hidden = !arc;
      if (!arc || !at) return sheet.clear();
      sheet.draw([{ ...arc, stroke: 'ink', opacity: 1, width: arc.width + 1 }], view, palette);
      label.replaceChildren(
        h('q', {}, shortName(picture.units[arc.from])),
        ' → ',
        h('q', {}, shortName(picture.units[arc.to])),
        ` ${arc.weight.toPrecision(3)}`,
      );
      label.style.left = `${at.x}px`;
      label.style.top = `${at.y}px`;
    },
  };
}
