import { h } from './dom.js';
import { menu } from './menu.js';

/** @typedef {'svg' | 'png' | 'csv' | 'json'} Kind */

/** @type {Record<Kind, [string, string]>} */
const KINDS = {
  svg: ['SVG', 'the picture, to be edited or printed'],
  png: ['PNG', 'the picture, for slides'],
  csv: ['CSV', 'what is drawn, in numbers'],
  json: ['JSON', 'the same with tokens and settings'],
};

/** What is drawn as a file. @param {(kind: Kind) => Promise<void>} save @returns {HTMLElement[]} button and panel */
export function saveMenu(save) {
  const said = h('p', { role: 'status', className: 'problem' });
  /** @param {Kind} kind */
  async function choose(kind) {
    said.textContent = '';
    try {
      await save(kind);
      panel.hidePopover();
    } catch {
      said.textContent = 'The file could not be made.';
    }
  }
  const items = Object.entries(KINDS).map(([kind, [name, what]]) =>
    h(
      'button',
      { type: 'button', className: 'quiet', 'data-kind': kind, onclick: () => choose(/** @type {Kind} */ (kind)) },
      h('strong', {}, name),
      ` ${what}`,
    ),
  );
  const panel = h('div', { id: 'save-panel', className: 'small' }, ...items, said);
  return [menu('Save', panel), panel];
}
