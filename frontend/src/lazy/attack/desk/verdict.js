import { percent } from '../../../expects/words.js';
import { h } from '../../../ui/dom.js';
import { best } from '../names.js';

/** @typedef {import('../types.js').Said} Said */

/** What a model says before and after, of the label that it gave first. @param {Said} said */
export function turnOf({ labels, before, after }) {
  const [first, now] = [best(before), best(after)];
  return { label: labels[first], before: before[first], after: after[first], turned: first !== now, now: labels[now], by: after[now] };
}

/** The probability now as a bar, and a line where it was. @param {number} before @param {number} after */
function bar(before, after) {
  const [fill, mark] = [h('span', { className: 'fill' }), h('span', { className: 'was' })];
  fill.style.width = `${after * 100}%`;
  mark.style.left = `${before * 100}%`;
  return h('span', { className: 'bar', 'aria-hidden': 'true' }, fill, mark);
}

/** @param {Said} said @param {string} name @param {boolean} edited */
function row(said, name, edited) {
  const { label, before, after, turned, now, by } = turnOf(said);
  const numbers = edited ? `${percent(before)} → ${percent(after)}` : percent(before);
  return h(
    'div',
    { className: turned ? 'by-model turned' : 'by-model', 'data-model': said.model.id },
    h('h2', { title: said.model.name }, name),
    h('bdi', { className: 'name' }, label),
    bar(before, after),
    h('span', { className: 'number' }, numbers),
    turned ? h('p', { className: 'turn' }, 'now ', h('strong', {}, now), ` (${percent(by)})`) : null,
  );
}

/** What every model says, before and after. @param {Said[]} all @param {string[]} names @param {boolean} edited */
export const verdicts = (all, names, edited) => all.map((said, i) => row(said, names[i], edited));
