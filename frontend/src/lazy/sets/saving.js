import { saveMenu } from '../../ui/save.js';

/** @typedef {'svg' | 'png' | 'csv' | 'json' | 'html'} Kind */

/** Kinds of files with their names. @type {Record<Kind, [string, string]>} */
const KINDS = {
  svg: ['SVG', 'one figure with every row, to be edited or printed'],
  png: ['PNG', 'the same, for slides'],
  csv: ['CSV', 'every row and what the models say of it'],
  json: ['JSON', 'whole answers, as the server gave them'],
  html: ['Web page', 'one file with the figure and the numbers'],
};

/** @param {() => import('./sections.js').Shown | null} shown @param {import('../../store.js').Store} store @returns {HTMLElement[]} button and panel */
export function setSaveMenu(shown, store) {
  return saveMenu(async (/** @type {Kind} */ kind) => {
    const now = shown();
    if (!now?.lines.length) return;
    const { save } = await import('./save.js');
    await save(now, store.get().state, kind);
  }, KINDS);
}
