import { percent } from '../../expects/words.js';
import { freshId, h } from '../../ui/dom.js';

/** @typedef {import('../../types.js').Model} Model */
/** @typedef {{ model: Model, labels: string[], probabilities: number[] }} Said  what a model says of the text */

/** @param {number} probability @param {boolean} second */
function bar(probability, second) {
  const fill = h('span', { className: second ? 'fill second' : 'fill' });
  fill.style.width = `${probability * 100}%`;
  return h('span', { className: 'bar', 'aria-hidden': 'true' }, fill);
}

/**
 * Every class with its probability, by each model; one of them is explained.
 * @param {(label: string) => void} choose
 */
export function classChoice(choose) {
  const list = h('div', { className: 'classes', role: 'radiogroup', 'aria-label': 'Class to explain' });
  const name = freshId('target');
  let shown = '';

  /** @param {string} label @param {Said[]} all */
  function row(label, all) {
    const input = h('input', { type: 'radio', name, value: label, onchange: () => choose(label) });
    const said = all.map(({ labels, probabilities }) => probabilities[labels.indexOf(label)] ?? 0);
    return h(
      'label',
      {},
      input,
      h('bdi', { className: 'name' }, label),
      h('span', { className: 'both' }, ...said.map((probability, i) => bar(probability, i > 0))),
      h('span', { className: 'number' }, ...said.map((probability) => h('span', {}, percent(probability)))),
    );
  }

  /** @param {Said[]} all  none: not known yet @param {string | null} target @param {boolean} stale */
  function render(all, target, stale) {
    list.classList.toggle('stale', stale);
    const key = JSON.stringify(all.map(({ labels, probabilities }) => [labels, probabilities]));
    if (key !== shown) {
      const focused = list.contains(document.activeElement);
      list.replaceChildren(...(all[0]?.labels ?? []).map((label) => row(label, all)));
      if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`input[value="${CSS.escape(target ?? '')}"]`))?.focus();
    }
    shown = key;
    for (const input of list.querySelectorAll('input')) input.checked = input.value === target;
  }
  return { element: list, render };
}
