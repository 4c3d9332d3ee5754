import { h } from '../../ui/dom.js';
import { instead } from './states.js';

/** @typedef {import('./desk.js').Slip} Slip */
/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./seen.js').Sheet} Sheet */

const WORDS = { holds: 'Holds', roughly: 'Roughly', doubtful: 'Doubtful' };
const NOTHING = 'There is no word in this text that could be taken away.';

/** How far to trust an explanation. @param {import('./trust.js').Verdict} verdict */
const trust = ({ level, text }) => h('p', { className: `trust ${level}` }, h('strong', {}, `${WORDS[level]}. `), text);

/**
 * One explanation: a heading, a picture for each model, and how far to trust it.
 * @param {string} id @param {(Node | string)[]} title
 * @param {(sheet: Sheet, seen: Seen) => (Node | string)[]} draw
 */
export function card(id, title, draw) {
  const note = h('span', { className: 'of' });
  const body = h('div', { className: 'sheets' });
  const element = h('section', { className: 'card', id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, ...title, note), body);
  /** @type {unknown} */
  let shown = null;

  /** @param {Seen} seen @param {string[]} names  of the models */
  function sheets(seen, names) {
    if (!seen.answer.units.length) return [h('p', { className: 'note' }, NOTHING)];
    return seen.sheets.map((sheet, i) =>
      h('div', { className: 'sheet' }, seen.sheets.length > 1 ? h('h3', {}, names[i]) : null, ...draw(sheet, seen), trust(sheet.verdict)),
    );
  }

  /**
   * @param {Slip | null} slip @param {Seen | null} seen @param {{ names: string[], unit: string, key: unknown, resume: () => void }} how
   *   `key`: whatever else the picture depends on
   */
  function render(slip, seen, { names, unit, key, resume }) {
    const whole = seen !== null && slip !== null && slip.answered === slip.key;
    const lost = !whole && slip !== null && (slip.step === 'failed' || slip.step === 'stopped');
    element.classList.toggle('stale', !whole && !lost && seen !== null);
    element.setAttribute('aria-busy', String(!whole && !lost));
    const halted = whole && slip.step === 'stopped';
    const now = JSON.stringify([lost, halted, lost || !seen ? [slip?.step, slip?.problem?.message] : names, unit, key]);
    if (shown instanceof Array && shown[0] === seen && shown[1] === now) return false;
    shown = [seen, now];
    note.textContent = seen && !lost ? unit : '';
    const held = body.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.word : undefined;
    if (lost || !seen) body.replaceChildren(instead(slip, resume));
    else body.replaceChildren(...sheets(seen, names), ...(halted ? [instead(slip, resume)] : []));
    if (held !== undefined) /** @type {HTMLElement | null} */ (body.querySelector(`button[data-word="${held}"]`))?.focus();
    return true;
  }
  return { element, render };
}
