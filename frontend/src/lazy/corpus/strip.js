import { tokenLabel } from '../../attention/tokens.js';
import { unitsOf } from '../../attention/units.js';
import { once } from '../../once.js';
import { h } from '../../ui/dom.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Analysis} Analysis */

/**
 * The sentence as tokens: the one that is clicked is looked for.
 * @param {import('../../attention/actions.js').Actions} actions @param {(token: number) => void} choose
 */
export function tokenStrip(actions, choose) {
  const element = h('div', { className: 'strip', id: 'strip', role: 'toolbar', 'aria-label': 'Tokens of the sentence' });
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  let home = 0;

  /** @param {number} index */
  function goHome(index) {
    home = Math.max(0, Math.min(index, buttons.length - 1));
    buttons.forEach((button, i) => (button.tabIndex = i === home ? 0 : -1));
  }
  /** @param {EventTarget | null} target */
  const indexOf = (target) => buttons.findIndex((button) => button === /** @type {Element} */ (target)?.closest('button'));

  element.addEventListener('click', ({ target, detail }) => {
    const index = indexOf(target);
    if (index < 0) return;
    goHome(index);
    if (detail === 2) mask(index);
    else if (detail < 2) choose(index);
  });
  element.addEventListener('keydown', (event) => {
    const index = indexOf(event.target);
    if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) {
      goHome(to);
      buttons[home].focus();
    } else if (event.key === 'm') mask(index);
    else return;
    event.preventDefault();
  });

  /** @param {number} index */
  const mask = (index) => {
    if (!buttons[index].dataset.special) actions.mask([index]);
  };

  const draw = once((/** @type {Analysis} */ analysis, /** @type {State['replace']} */ replaced, /** @type {(string | null)[] | null} */ tags) => {
    const focused = indexOf(document.activeElement);
    buttons = unitsOf(analysis.tokens, analysis.words, 'pieces', replaced).map((unit) =>
      h(
        'button',
        { type: 'button', 'data-token': unit.index, 'data-special': unit.special || undefined, className: `${unit.special ? 'special' : ''} ${unit.joined ? 'joined' : ''}` },
        ...tokenLabel(unit),
        tags?.[unit.index] ? h('small', { className: 'guess' }, tags[unit.index]) : null,
      ),
    );
    element.replaceChildren(...buttons);
    element.classList.toggle('tagged', tags !== null);
    goHome(home);
    if (focused >= 0) buttons[Math.min(focused, buttons.length - 1)]?.focus();
  });

  /** @param {Analysis} analysis @param {State} state @param {number | undefined} token  that is looked for @param {(string | null)[] | null} tags  predicted, by token; null: none are */
  function render(analysis, state, token, tags) {
    draw(analysis, state.replace, tags);
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === token)));
    if (token !== undefined && !element.contains(document.activeElement)) goHome(token);
  }
  return { element, render };
}
