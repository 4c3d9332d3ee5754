import { saveMenu } from '../../ui/save.js';

/** @typedef {'svg' | 'png' | 'csv' | 'json' | 'html' | 'proof'} Kind */

/** Kinds of files with their names. @type {Record<Kind, [string, string]>} */
const KINDS = {
  svg: ['SVG', 'the pictures, to be edited or printed'],
  png: ['PNG', 'the pictures, for slides'],
  csv: ['CSV', 'every weight in view'],
  json: ['JSON', 'whole answers, as the server gave them'],
  html: ['Web page', 'one file with pictures and numbers'],
  proof: ['Proof', 'a Python file that holds this to lime and shap'],
};

/** @param {() => import('./figure.js').Shown} shown @param {import('../../store.js').Store} store @returns {HTMLElement[]} button and panel */
export function explainSaveMenu(shown, store) {
  return saveMenu(async (/** @type {Kind} */ kind) => {
    const now = shown();
    if (!now.seen.length) return;
    const { save } = await import('./save.js');
    await save(now, store.get().state, kind);
  }, KINDS);
}
