import { linkOf } from '../../state/address.js';
import { h } from '../../ui/dom.js';
import { keyOf } from './labels.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../state/state.js').State} State */

/**
 * A head that was found.
 * @typedef {object} Row
 * @property {number} layer
 * @property {number} head
 * @property {number} share  how long its bar is, 0..1
 * @property {number} [baseline]  where the bar has a tick, 0..1
 * @property {boolean} [marked]  whether it stands out
 * @property {string} number
 * @property {string} note  the evidence, or what else is known of it
 * @property {Record<string, string>} [example]  what sentences it is shown at work in
 */

/** Heads that are listed at first. */
const FEW = 8;

/** The view of one head alone. @param {State} state @param {{ layer: number, head: number }} place @returns {Partial<State>} */
export const alone = (state, { layer, head }) => ({ layer, heads: [head], view: state.view === 'heatmap' ? 'heatmap' : 'arcs' });

/**
 * Heads in order, each a link to its picture.
 * @param {Store} store
 * @param {{ show: (row: Row, button: HTMLButtonElement) => void }} examples  opens a sentence of the corpus
 */
export function rankedList(store, examples) {
  const list = h('ol', { className: 'ranked' });
  const more = h('button', { type: 'button', className: 'link', onclick: () => draw(rows, true) });
  const element = h('div', {}, list, more);
  /** @type {Row[]} */
  let rows = [];
  let all = false;

  /** @param {Row} row */
  function link(row) {
    const { state } = store.get();
    const there = alone(state, row);
    /** @param {MouseEvent} event */
    function go(event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      store.change(alone(store.get().state, row));
    }
    return h('a', { href: linkOf({ ...state, ...there }), onclick: go, 'data-head': keyOf(row) }, `Layer ${row.layer}, head ${row.head}`);
  }

  /** @param {Row} row */
  function item(row) {
    const fill = h('span', { className: 'fill' });
    fill.style.width = `${100 * Math.min(1, row.share)}%`;
    const tick = row.baseline === undefined ? null : h('span', { className: 'tick' });
    if (tick && row.baseline !== undefined) tick.style.left = `${100 * row.baseline}%`;
    const button = h('button', { type: 'button', className: 'quiet small', title: 'A sentence of the corpus in which this head does it', 'aria-label': `Example of layer ${row.layer}, head ${row.head}`, onclick: () => examples.show(row, button) }, 'Example');
    return h(
      'li',
      { className: row.marked ? 'marked' : '' },
      link(row),
      h('span', { className: 'bar', 'aria-hidden': 'true' }, fill, tick),
      h('span', { className: 'number' }, row.number),
      h('span', { className: 'evidence' }, row.note),
      row.example ? button : null,
    );
  }

  /** @param {Row[]} found @param {boolean} [whole] */
  function draw(found, whole = false) {
    const focused = /** @type {HTMLElement | null} */ (element.contains(document.activeElement) ? document.activeElement : null)?.dataset.head;
    rows = found;
    all = whole;
    list.replaceChildren(...(all ? rows : rows.slice(0, FEW)).map(item));
    more.hidden = all || rows.length <= FEW;
    more.textContent = `Show all ${rows.length} heads`;
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[data-head="${focused}"]`))?.focus();
    mark();
  }

  /** The head in view is marked. */
  function mark() {
    const { layer, heads } = store.get().state;
    const now = heads?.length === 1 ? `${layer}.${heads[0]}` : '';
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[data-head]'))) {
      if (one.dataset.head === now) one.setAttribute('aria-current', 'true');
      else one.removeAttribute('aria-current');
    }
  }
  return { element, draw, mark };
}
