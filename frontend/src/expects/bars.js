import { h } from '../ui/dom.js';
import { percent } from './words.js';

/**
 * A short list of names with bars.
 * @param {{ name: string, probability: number, true?: boolean, choose?: () => void }[]} rows  `choose`: what a click on the name does
 * @param {number} [most]  what a whole bar stands for; the largest of them, where nothing else is said
 */
export function bars(rows, most = Math.max(...rows.map(({ probability }) => probability), 1e-9)) {
  return h(
    'ol',
    { className: 'bars' },
    ...rows.map(({ name, probability, true: right, choose }) => {
      const fill = h('span', { className: 'fill' });
      fill.style.width = `${(probability / most) * 100}%`;
      return h(
        'li',
        { className: right ? 'right' : '' },
        choose
          ? h('button', { type: 'button', className: 'name', dir: 'auto', title: 'Put it there', onclick: choose }, name)
          : h('span', { className: 'name', dir: 'auto' }, name),
        h('span', { className: 'bar', 'aria-hidden': 'true' }, fill),
        h('span', { className: 'number' }, percent(probability)),
      );
    }),
  );
}
