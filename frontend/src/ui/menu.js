import { freshId, h } from './dom.js';

/**
 * A button that opens a small panel beneath it; the browser's popover closes it
 * on Esc and on a click elsewhere.
 * @param {string} label @param {HTMLElement} panel
 */
export function menu(label, panel) {
  panel.id ||= freshId('menu');
  panel.popover = 'auto';
  panel.classList.add('panel');
  const button = h(
    'button',
    { type: 'button', className: 'quiet menu', popoverTargetElement: panel, 'aria-expanded': 'false' },
    label,
  );
  panel.addEventListener('toggle', (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(open));
    if (open) place(panel, button);
  });
  return button;
}

/** @param {HTMLElement} panel @param {HTMLElement} under */
function place(panel, under) {
  const at = under.getBoundingClientRect();
  const widest = document.documentElement.clientWidth - panel.offsetWidth - 12;
  panel.style.top = `${at.bottom + scrollY + 6}px`;
  panel.style.left = `${Math.max(12, Math.min(at.right - panel.offsetWidth, widest))}px`;
}
