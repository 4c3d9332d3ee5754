import { freshId, h } from './dom.js';
import { chip, group } from './group.js';
import { menu } from './menu.js';

/** @typedef {import('../state/state.js').State} State */

/**
 * What the View menu sets: a key of the state, its name, and its values with theirs.
 * @type {{ key: keyof State, name: string, values: Record<string, string> }[]}
 */
const CHOICES = [
  { key: 'view', name: 'Picture', values: { arcs: 'Arcs', heatmap: 'Heat map', overview: 'All heads' } },
  { key: 'values', name: 'Numbers', values: { hide: 'Where pointed at', show: 'Everywhere' } },
  { key: 'combine', name: 'Heads together', values: { mean: 'Mean', sum: 'Sum', max: 'Largest' } },
  { key: 'specials', name: 'Special tokens', values: { hide: 'Hide', renorm: 'Hide, rest to 1', show: 'Show' } },
  { key: 'units', name: 'Rows are', values: { pieces: 'Word pieces', words: 'Words' } },
  { key: 'scale', name: 'Measured against', values: { view: 'Largest in view', fixed: '1 (fixed)' } },
];

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
  /** @param {State} state */
  function render(state) {
    for (const input of panel.querySelectorAll('input')) {
      input.checked = state[/** @type {keyof State} */ (input.dataset.key)] === input.value;
    }
  }
  return { elements: [menu('View', panel), panel], render };
}
