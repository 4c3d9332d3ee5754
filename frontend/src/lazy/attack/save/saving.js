import { saveMenu } from '../../../ui/save.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../desk/judging.js').Judged} Judged */
/** @typedef {import('../search/runs.js').Run} Run */
/** @typedef {'svg' | 'png' | 'csv' | 'json' | 'html' | 'md'} Kind */

/**
 * What is in view, to be saved.
 * @typedef {object} Shown
 * @property {Room} room
 * @property {string[]} names  of the models
 * @property {(Judged | null)[]} judged  by edit
 * @property {number | null} cosine
 * @property {Run | null} run  the search in view
 * @property {Run[]} runs  of the session, the latest first
 */

/** Kinds of files with their names. @type {Record<Kind, [string, string]>} */
const KINDS = {
  svg: ['SVG', 'text, answers and steps, to be edited or printed'],
  png: ['PNG', 'the same, for slides'],
  csv: ['CSV', 'every edit, step and search in numbers'],
  json: ['JSON', 'whole answers, as the server gave them'],
  html: ['Web page', 'one file with pictures and numbers'],
  md: ['Markdown', 'the same as text, for a report'],
};

/** @param {() => Shown | null} shown @returns {HTMLElement[]} button and panel */
export function attackSaveMenu(shown) {
  const [button, panel] = saveMenu(async (/** @type {Kind} */ kind) => {
    const now = shown();
    if (!now) return;
    const { save } = await import('./save.js');
    await save(now, kind);
  }, KINDS);
  // The sections may have a menu of their own.
  panel.id = 'attack-save';
  return [button, panel];
}
