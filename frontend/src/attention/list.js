import { h } from '../ui/dom.js';
import { decimal, heaviest, meanColumn, meanRow } from './reading.js';
import { arcTable } from './table.js';
import { tokenLabel } from './tokens.js';
import { tokensOf } from './units.js';

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../types.js').Unit} Unit */

const TARGETS = 6;

/** @param {Picture} picture @param {Unit} unit @param {import('../types.js').Side} side */
function targets({ matrix, units }, unit, side) {
  const weights = side === 'from' ? meanRow(matrix, [unit.index]) : meanColumn(matrix, [unit.index]);
  const order = heaviest(weights, TARGETS);
  const most = weights[order[0]] || 1;
  if (!order.length) return h('p', { className: 'note' }, 'Nothing but special tokens, which are hidden.');
  return h(
    'ol',
    { className: 'bars' },
    ...order.map((i) => {
      const fill = h('span', { className: 'fill' });
      fill.style.width = `${(weights[i] / most) * 100}%`;
      return h(
        'li',
        {},
        h('span', { className: 'name' }, ...tokenLabel(units[i])),
        h('span', { className: 'bar', 'aria-hidden': 'true' }, fill),
        h('span', { className: 'number' }, decimal(weights[i])),
      );
    }),
  );
}

/**
 * The picture on a narrow screen: one list of tokens; a tapped one opens and
 * shows where it looks (or, locked as a target, what looks at it) as bars.
 * @param {import('./actions.js').Actions} actions @param {(id: string) => string} own
 */
export function tokenList(actions, own) {
  const list = h('ol', { className: 'list', id: own('list') });
  const table = arcTable(own);
  const element = h('div', {}, list, table.element);
  /** @type {Picture | null} */
  let shown = null;

  /** @param {Picture} picture @param {Unit} unit */
  function item(picture, unit) {
    const held = picture.locked.find(({ index }) => index === unit.index);
    const button = h(
      'button',
      {
        type: 'button',
        'aria-expanded': String(Boolean(held)),
        'data-token': unit.first,
        className: `${unit.special ? 'special' : ''} ${unit.joined ? 'joined' : ''}`,
        onclick: () => actions.lock(unit, held?.side ?? 'from'),
      },
      ...tokenLabel(unit),
    );
    if (!held) return h('li', {}, button);
    const mask = h(
      'button',
      {
        type: 'button',
        className: 'quiet',
        hidden: unit.special || !actions.canMask(),
        onclick: () => actions.mask(tokensOf(unit)),
      },
      unit.masked ? 'Unmask' : 'Mask',
    );
    const more = h(
      'button',
      { type: 'button', className: 'quiet', hidden: unit.special, onclick: () => actions.menu(unit, more) },
      'Replace or edit',
    );
    return h('li', {}, button, targets(picture, unit, held.side), mask, more);
  }

  /** @param {Picture} picture */
  function render(picture) {
    table.render(picture);
    if (shown && shown.units === picture.units && shown.matrix === picture.matrix && shown.locked === picture.locked) return;
    const focused = element.contains(document.activeElement)
      ? /** @type {HTMLElement} */ (document.activeElement).dataset.token
      : undefined;
    shown = picture;
    list.replaceChildren(...picture.units.map((unit) => item(picture, unit)));
    if (focused !== undefined) /** @type {HTMLElement | null} */ (element.querySelector(`[data-token="${focused}"]`))?.focus();
  }
  return { element, render };
}
