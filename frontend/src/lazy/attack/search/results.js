import { freshId, h } from '../../../ui/dom.js';
import { chip } from '../../../ui/group.js';
import { unseen } from '../desk/words.js';
import { several } from '../names.js';
import { RECIPES } from './names.js';
import { counted } from './runs.js';
import { countText, standing } from './words.js';

/** @typedef {import('./runs.js').Run} Run */
/** @typedef {import('./runs.js').Mark} Mark */

/**
 * Whether a text still means the same, as its reader says.
 * @param {Run} run @param {(mark: Mark) => void} mark @param {string} label
 */
export function markChoice(run, mark, label) {
  const name = freshId('mark');
  /** @param {Mark} value @param {string} text */
  const radio = (value, text) => chip(h('input', { type: 'radio', name, value, checked: run.mark === value, 'data-mark': value, onchange: () => mark(value) }), text);
  return h('span', { className: 'chips', role: 'radiogroup', 'aria-label': label }, radio('valid', 'Valid'), radio('not_valid', 'Not valid'));
}

/**
 * The searches of this session, with success counted both ways.
 * @param {import('./runs.js').Runs} runs @param {(run: Run) => void} open  shows a result on the desk
 */
export function resultList(runs, open) {
  const count = h('p', { className: 'said', id: 'count' });
  const table = h('table', { className: 'edits', id: 'results' });
  const note = h('p', { className: 'note' }, 'Kept until the page is closed; Save keeps them for good.');
  const element = h('section', { className: 'results', 'aria-labelledby': 'results-title', hidden: true }, h('h2', { id: 'results-title' }, 'Searches so far'), count, h('div', { className: 'scroll' }, table), note);
  let shown = '';

  /** @param {Run} run */
  function row(run) {
    const { ask, found } = run;
    const text = found?.text ?? ask.text;
    const mark = found?.reached ? markChoice(run, (value) => runs.mark(run, value), `Search ${run.number}: does the text still mean the same?`) : '–';
    const act = h('button', { type: 'button', className: 'quiet small framed', 'data-open': run.number, onclick: () => open(run) }, 'Open');
    return h(
      'tr',
      {},
      h('td', {}, String(run.number)),
      h('th', { scope: 'row' }, h('bdi', { className: 'result-text' }, text)),
      h('td', { className: 'from' }, RECIPES[ask.recipe][0]),
      h('td', {}, standing(run)),
      h('td', {}, found ? `${several(found.edits.length, 'edit')}, ${several(found.queries, 'text')}` : ''),
      h('td', {}, mark),
      h('td', {}, found ? act : ''),
    );
  }

  function render() {
    // What could not be searched at all is no result.
    const all = runs.all().filter(({ step }) => step !== 'failed');
    element.hidden = !all.length;
    const now = JSON.stringify(all.map(({ number, step, mark }) => [number, step, mark]));
    if (now === shown) return;
    shown = now;
    count.textContent = countText(counted(all));
    const held = /** @type {HTMLElement | null} */ (table.contains(document.activeElement) ? document.activeElement : null);
    const back = held?.dataset.mark ? [held.dataset.mark, held.closest('tr')?.rowIndex ?? 0] : null;
    const heads = [unseen('Number'), 'Text', 'Recipe', 'Outcome', 'Cost', 'Still means the same?', unseen('Open')];
    table.replaceChildren(h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col', className: head === 'Recipe' ? 'from' : '' }, head)))), h('tbody', {}, ...all.map(row)));
    if (back) /** @type {HTMLElement | null} */ (table.rows[Number(back[1])]?.querySelector(`[data-mark="${back[0]}"]`))?.focus();
  }
  return { element, render };
}
