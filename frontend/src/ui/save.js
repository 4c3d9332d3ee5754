import { Problem } from '../api.js';
import { h } from './dom.js';
import { menu } from './menu.js';

/** @typedef {'svg' | 'png' | 'csv' | 'json'} Kind */

/** Kinds of files with their names. @type {Record<Kind, [string, string]>} */
const KINDS = {
  svg: ['SVG', 'the picture, to be edited or printed'],
  png: ['PNG', 'the picture, for slides'],
  csv: ['CSV', 'what is drawn, in numbers'],
  json: ['JSON', 'the same with tokens and settings'],
};

/**
 * What is drawn as a file.
 * @template {string} K
 * @param {(kind: K) => Promise<void>} save @param {Record<K, [string, string]>} kinds  what can be saved, in words
 * @returns {HTMLElement[]} button and panel
 */
export function saveMenu(save, kinds = /** @type {any} */ (KINDS)) {
  const said = h('p', { role: 'status', className: 'problem' });
  /** @param {K} kind */
  async function choose(kind) {
    said.textContent = '';
    try {
      await save(kind);
      panel.hidePopover();
    } catch (error) {
      said.textContent = error instanceof Problem ? error.message : 'The file could not be made.';
    }
  }
  const items = /** @type {[K, [string, string]][]} */ (Object.entries(kinds)).map(([kind, [name, what]]) =>
    h(
      'button',
      { type: 'button', className: 'quiet', 'data-kind': kind, onclick: () => choose(kind) },
      h('strong', {}, name),
      ` ${what}`,
    ),
  );
  const panel = h('div', { id: 'save-panel', className: 'small' }, ...items, said);
  return [menu('Save', panel), panel];
}
