import { newPair } from '../state/state.js';
import { freshId, h } from './dom.js';
import { chip, group } from './group.js';
import { menu } from './menu.js';

/** @typedef {import('../state/state.js').State} State */
/** @typedef {NonNullable<State['pairs']>[number]} Direction */

/**
 * What the View menu sets: a key of the state, its name, and its values with theirs.
 * @type {{ key: keyof State, name: string, values: Record<string, string> }[]}
 */
const CHOICES = [
  { key: 'view', name: 'Picture', values: { arcs: 'Arcs', heatmap: 'Heat map', overview: 'All heads', map: 'Map of heads' } },
  { key: 'values', name: 'Numbers', values: { hide: 'Where pointed at', show: 'Everywhere' } },
  { key: 'combine', name: 'Heads together', values: { mean: 'Mean', sum: 'Sum', max: 'Largest' } },
  { key: 'specials', name: 'Special tokens', values: { hide: 'Hide', renorm: 'Hide, rest to 1', show: 'Show' } },
  { key: 'units', name: 'Rows are', values: { pieces: 'Word pieces', words: 'Words' } },
  { key: 'scale', name: 'Measured against', values: { view: 'Largest in view', fixed: '1 (fixed)' } },
];

/** @type {Record<Direction, string>} */
const DIRECTIONS = { aa: 'First → first', ab: 'First → second', ba: 'Second → first', bb: 'Second → second' };

/** One text or a pair, and from which to which one looks. @param {import('../store.js').Store} store */
function texts(store) {
  const together = freshId('texts');
  const [one, two] = [null, ''].map((pair) =>
    h('input', { type: 'radio', name: together, onchange: () => store.change(newPair(pair)) }),
  );
  const boxes = Object.keys(DIRECTIONS).map((value) =>
    h('input', {
      type: 'checkbox',
      value,
      onchange: () => {
        const chosen = /** @type {Direction[]} */ (boxes.filter(({ checked }) => checked).map((box) => box.value));
        store.change({ pairs: chosen.length === boxes.length ? null : chosen });
      },
    }),
  );
  const directions = group(
    'Attention from text to text',
    h('div', { className: 'chips' }, ...boxes.map((box) => chip(box, DIRECTIONS[/** @type {Direction} */ (box.value)]))),
  );
  const number = group('Texts', h('div', { className: 'chips' }, chip(one, 'One'), chip(two, 'A pair')));
  /** @param {State} state */
  const render = ({ pair, pairs }) => {
    one.checked = pair === null;
    two.checked = pair !== null;
    directions.hidden = pair === null;
    for (const box of boxes) box.checked = pairs === null || pairs.includes(/** @type {Direction} */ (box.value));
  };
  return { elements: [number, directions], render };
}

/** All that is set less often than layer, heads and threshold. @param {import('../store.js').Store} store */
export function viewMenu(store) {
  const panel = h('div', { id: 'view-panel', className: 'view' });
  for (const { key, name, values } of CHOICES) {
    const together = freshId(key);
    const radio = (/** @type {string} */ value) =>
      h('input', { type: 'radio', name: together, value, 'data-key': key, onchange: () => store.change({ [key]: value }) });
    const chips = Object.entries(values).map(([value, label]) => chip(radio(value), label));
    panel.append(group(name, h('div', { className: 'chips' }, ...chips)));
  }
  const pair = texts(store);
  panel.append(...pair.elements);
  /** @param {State} state */
  function render(state) {
    pair.render(state);
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll('[data-key]'))) {
      input.checked = state[/** @type {keyof State} */ (input.dataset.key)] === input.value;
    }
  }
  return { elements: [menu('View', panel), panel], render };
}
