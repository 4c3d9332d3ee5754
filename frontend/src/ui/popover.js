import { h } from './dom.js';

/**
 * A small panel beside something, gone when it is closed; focus goes back.
 * @param {HTMLElement} beside @param {string} label @param {...Node} contents
 * @returns {{ panel: HTMLElement, close: () => void }}
 */
export function popover(beside, label, ...contents) {
  const panel = h('div', { className: 'panel small', popover: 'auto', role: 'dialog', 'aria-label': label }, ...contents);
  const from = /** @type {HTMLElement | null} */ (document.activeElement);
  document.body.append(panel);
  panel.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'closed') return;
    panel.remove();
    if (document.activeElement === document.body) from?.focus();
  });
  panel.showPopover();
  const at = beside.getBoundingClientRect();
  const room = document.documentElement.clientWidth - panel.offsetWidth - 12;
  panel.style.top = `${at.bottom + scrollY + 4}px`;
  panel.style.left = `${Math.max(12, Math.min(at.left, room))}px`;
  /** @type {HTMLElement | null} */ (panel.querySelector('button, input'))?.focus();
  return { panel, close: () => panel.hidePopover() };
}
