import { readable } from '../expects/words.js';
import { h } from '../ui/dom.js';
import { isTypedMask, tokensOf } from './units.js';

/** @typedef {import('../types.js').Unit} Unit */
/** @typedef {import('../types.js').Side} Side */
/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('./actions.js').Actions} Actions */

/** @param {Unit} unit */
const shape = (unit) => `${unit.label}\n${unit.masked}\n${unit.replaced}\n${unit.special}\n${unit.joined}`;

/** Rows that the browser lays out and paints together. */
const BLOCK = 16;

/** @param {HTMLElement[]} buttons @returns {HTMLElement[]} */
function blocks(buttons) {
  return Array.from({ length: Math.ceil(buttons.length / BLOCK) }, (_, i) => {
    const own = buttons.slice(i * BLOCK, (i + 1) * BLOCK);
    const block = h('div', { className: 'rows' }, ...own);
    block.style.setProperty('--count', String(own.length));
    return block;
  });
}

/** What stands on a token: its text, or [MASK] or another token with the text beside it. @param {Unit} unit */
export function tokenLabel({ label, masked, replaced }) {
  if (replaced !== null)
    return [
      h('span', { className: 'word new', dir: 'auto' }, readable(replaced)),
      h('span', { className: 'was gone', dir: 'auto' }, label),
    ];
  if (!masked) return [h('span', { className: 'word', dir: 'auto' }, label)];
  const mark = h('span', { className: 'masked' }, '[MASK]');
  return isTypedMask(label) ? [mark] : [mark, h('span', { className: 'was', dir: 'auto' }, label)];
}

/**
 * One column of tokens. One of them takes the Tab key, arrows move between all.
 * @param {Side} side @param {string} label @param {Store} store @param {Actions} actions
 */
export function tokenColumn(side, label, store, actions) {
  /** @type {{ button: HTMLButtonElement, unit: Unit, shape: string, held: boolean, away: boolean }[]} */
  let rows = [];
  /** What the rows show. @type {Unit[] | null} */
  let dressed = null;
  /** @type {import('../types.js').Lock[] | null} */
  let pressed = null;
  let home = 0;
  const element = h('div', { className: `tokens ${side}`, role: 'toolbar', 'aria-orientation': 'vertical', 'aria-label': label });

  /** @param {EventTarget | null} target */
  const rowOf = (target) => rows.find(({ button }) => button === /** @type {Element} */ (target)?.closest('button'));
  /** @param {Unit | undefined} unit */
  const preview = (unit) => store.hover({ token: unit ? { index: unit.first, side } : null });

  /** The row that takes the Tab key. @param {number} index */
  const goHome = (index) => {
    if (rows[home]) rows[home].button.tabIndex = -1;
    home = index;
    rows[home].button.tabIndex = 0;
  };
  /** @param {number} index */
  const focus = (index) => {
    if (!rows.length) return;
    goHome(Math.max(0, Math.min(index, rows.length - 1)));
    rows[home].button.focus();
  };

  element.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'mouse') preview(rowOf(event.target)?.unit);
  });
  element.addEventListener('pointerleave', () => preview(undefined));
  element.addEventListener('focusin', (event) => {
    const row = rowOf(event.target);
    if (row && row.button.matches(':focus-visible')) preview(row.unit);
  });
  element.addEventListener('focusout', () => preview(undefined));
  element.addEventListener('click', (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    goHome(row.unit.index);
    if (event.detail === 2) actions.maskInstead(row.unit);
    else if (event.detail < 2) actions.lock(row.unit, side);
  });
  element.addEventListener('contextmenu', (event) => {
    const row = rowOf(event.target);
    if (!row || row.unit.special) return;
    event.preventDefault();
    actions.menu(row.unit, row.button);
  });
  element.addEventListener('keydown', (event) => {
    const row = rowOf(event.target);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: row.unit.index + 1, ArrowUp: row.unit.index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === 'm' && !row.unit.special) actions.mask(tokensOf(row.unit));
    else if (event.key === 'e') actions.menu(row.unit, row.button);
    else return;
    event.preventDefault();
  });

  /** @param {Unit} unit @returns {typeof rows[number]} */
  const make = (unit) => ({ button: h('button', { type: 'button', tabIndex: -1, 'aria-pressed': 'false' }), unit, shape: '', held: false, away: false });

  /** @param {typeof rows[number]} row @param {Unit} unit */
  function dress(row, unit) {
    row.unit = unit;
    if (row.shape === shape(unit)) return;
    row.shape = shape(unit);
    row.button.replaceChildren(...tokenLabel(unit));
    row.button.className = `${unit.special ? 'special' : ''} ${unit.joined ? 'joined' : ''} ${row.away ? 'away' : ''}`;
    row.button.title = unit.label;
    row.button.dataset.token = String(unit.first);
  }

  /** Shows the tokens and which of them are locked. @param {Pick<Picture, 'units' | 'locked'>} picture */
  function render({ units, locked }) {
    if (rows.length !== units.length) {
      rows = units.map(make);
      element.replaceChildren(...blocks(rows.map(({ button }) => button)));
      if (rows.length) goHome(Math.min(home, rows.length - 1));
    }
    if (dressed !== units) rows.forEach((row, i) => dress(row, units[i]));
    if (dressed !== units || pressed !== locked) press(new Set(locked.filter((lock) => lock.side === side).map(({ index }) => index)));
    dressed = units;
    pressed = locked;
  }

  /** @param {Set<number>} mine */
  function press(mine) {
    rows.forEach((row, i) => {
      if (row.held !== mine.has(i)) row.button.ariaPressed = String(mine.has(i));
      row.held = mine.has(i);
    });
  }

  /**
   * Lets the tokens that no arc touches step back.
   * @param {Picture['near']} near @param {(index: number) => boolean} seen  the rows that matter
   */
  function mark(near, seen) {
    rows.forEach((row, i) => {
      if (!seen(i)) return;
      const away = near !== null && !near[side].has(i);
      if (row.away !== away) row.button.classList.toggle('away', away);
      row.away = away;
    });
  }
  return { element, render, mark, focusRow: focus, home: () => home };
}
