import { saveMenu } from '../../ui/save.js';

/** @typedef {'svg' | 'png' | 'csv' | 'summary' | 'json'} Kind */

/** Kinds of files with their names. @type {Record<Kind, [string, string]>} */
const KINDS = {
  svg: ['SVG', 'charts, bars and the nearest places, to be edited or printed'],
  png: ['PNG', 'the same, for slides'],
  csv: ['CSV', 'every neighbour in view'],
  summary: ['CSV of shares', 'every bar, and every layer of the charts'],
  json: ['JSON', 'whole answers, as the server gave them'],
};

/** @param {() => import('./figure.js').Shown | null} shown @param {import('../../store.js').Store} store @returns {HTMLElement[]} button and panel */
export function corpusSaveMenu(shown, store) {
  return saveMenu(async (/** @type {Kind} */ kind) => {
    const now = shown();
    if (!now) return;
    const { save } = await import('./save.js');
    await save(now, store.get().state, kind);
  }, KINDS);
}
