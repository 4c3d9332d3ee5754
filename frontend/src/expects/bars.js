import { h } from '../ui/dom.js';
import { percent } from './words.js';

/**
 * A short list of names with bars, longest = the first.
 * @param {{ name: string, probability: number, true?: boolean }[]} rows
 */
export function bars(rows) {
  const most = Math.max(...rows.map(({ probability }) => probability), 1e-9);
  return h(
    'ol',
    { className: 'bars' },
    ...rows.map(({ name, probability, true: right }) => {
      const fill = h('span', { className: 'fill' });
      fill.style.width = `${(probability / most) * 100}%`;
      return h(
        'li',
        { className: right ? 'right' : '' },
        h('span', { className: 'name', dir: 'auto' }, name),
        h('span', { className: 'bar', 'aria-hidden': 'true' }, fill),
        h('span', { className: 'number' }, percent(probability)),
      );
    }),
  );
}
