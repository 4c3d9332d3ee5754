import { h } from '../../ui/dom.js';
import { percent } from '../../expects/words.js';
import { signed } from '../explain/numbers.js';
import { sorted } from './lines.js';

/** @typedef {import('./lines.js').Line} Line */
/** @typedef {import('./lines.js').Column} Column */

/** Rows that are shown at first. */
const TOP = 25;
/** And at most, or the page would be slow: the files have all of them. */
const MOST = 1000;

/** @param {Line['sides'][number]} side @param {number} i */
function cell({ probability, says, right }, i) {
  const bar = h('span', { className: `fill${i ? ' second' : ''}` });
  bar.style.width = `${(probability ?? 0) * 100}%`;
  const mark = right === null ? '' : right ? 'right' : 'wrong';
  const verdict = h('span', { className: `says ${mark}` }, says, right === false ? h('span', { className: 'unseen' }, ', wrong') : null);
  return h('td', { className: 'side' }, h('span', { className: 'bar', 'aria-hidden': 'true' }, bar), h('span', { className: 'number' }, probability === null ? '–' : percent(probability)), verdict);
}

/**
 * All rows of a set with what the models say of them.
 * @param {() => void} changed @param {(line: Line) => void} open  a row in the view of one sentence
 */
export function setTable(changed, open) {
  /** @type {{ by: Column, falling: boolean } | null} as it was chosen */
  let order = null;
  let all = false;
  const body = h('tbody');
  const head = h('tr');
  const caption = h('caption', { className: 'unseen' });
  const more = h('button', { type: 'button', className: 'link more', onclick: () => ((all = !all), changed()) });
  const element = h('section', { className: 'set-table', 'aria-label': 'All rows' }, h('div', { className: 'sideways' }, h('table', { id: 'rows' }, caption, h('thead', {}, head), body)), more);

  /** @param {Column} by */
  function sort(by) {
    const falling = by !== 'order' && by !== 'text' && by !== 'label';
    order = order?.by === by ? { by, falling: !order.falling } : { by, falling };
    changed();
  }

  /** @param {Column} by @param {string} name @param {{ by: Column, falling: boolean }} now @param {string} [title] */
  function heading(by, name, now, title) {
    const state = now.by === by ? (now.falling ? 'descending' : 'ascending') : 'none';
    const button = h('button', { type: 'button', className: 'sort', 'data-by': by, title, onclick: () => sort(by) }, name);
    return h('th', { scope: 'col', 'aria-sort': state, className: by === 'text' || by === 'label' ? '' : 'numeric' }, button);
  }

  /** @param {Line} line @param {boolean} labelled @param {boolean} two */
  function row(line, labelled, two) {
    const text = h('button', { type: 'button', className: 'open', title: 'Explain this sentence', onclick: () => open(line) }, h('bdi', {}, line.text));
    return h(
      'tr',
      { 'data-row': line.index },
      h('td', { className: 'numeric' }, String(line.index + 1)),
      h('th', { scope: 'row' }, text),
      labelled ? h('td', {}, line.label ?? '') : null,
      ...line.sides.map(cell),
      two ? h('td', { className: 'numeric' }, line.difference === null ? '–' : signed(line.difference)) : null,
      two ? h('td', { className: 'numeric' }, line.apart.toFixed(2)) : null,
    );
  }

  /** @param {Line[]} lines @param {string[]} names  of the models @param {string} target */
  function render(lines, names, target) {
    const two = names.length > 1;
    const labelled = lines.some(({ label }) => label !== null);
    const now = order ?? { by: two ? 'apart' : 'order', falling: two };
    const held = document.activeElement instanceof HTMLElement && element.contains(document.activeElement) ? document.activeElement.dataset.by : undefined;
    const columns = [
      heading('order', '#', now),
      heading('text', 'Sentence', now),
      ...(labelled ? [heading('label', 'Label', now)] : []),
      ...names.map((name, i) => heading(i ? 'right' : 'left', two ? `${i ? 'Right' : 'Left'}: ${target}` : target, now, name)),
      ...(two ? [heading('difference', 'Left − right', now), heading('apart', 'Disagreement', now, 'Half of the sum of |p − q| over all classes')] : []),
    ];
    head.replaceChildren(...columns);
    const shown = sorted(lines, now.by, now.falling).slice(0, all ? MOST : TOP);
    body.replaceChildren(...shown.map((line) => row(line, labelled, two)));
    caption.textContent = `Every row, with the probability of ${target}`;
    more.hidden = lines.length <= TOP;
    more.textContent = all ? `Show ${TOP}` : `Show ${lines.length > MOST ? `the first ${MOST.toLocaleString('en')}` : `all ${lines.length.toLocaleString('en')}`}`;
    if (held) /** @type {HTMLElement | null} */ (head.querySelector(`[data-by="${held}"]`))?.focus();
  }
  return { element, render };
}
