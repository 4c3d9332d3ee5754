import { percent } from '../../../expects/words.js';
import { shifted } from '../../../scene/items.js';
import { column } from '../../explain/column.js';
import { turnOf } from '../desk/verdict.js';
import { KINDS } from '../names.js';
import { courseOf, linesOf } from '../search/course.js';
import { traceScene } from '../search/trace-scene.js';
import { editText, ending } from '../search/words.js';
import { RECIPES } from '../search/names.js';

/** @typedef {import('./saving.js').Shown} Shown */
/** @typedef {import('../../export/measure.js').Measure} Measure */

const WIDTH = 760;
const MARGIN = 28;
const CHART = 230;

/**
 * The text before and after, what the models say, and the search in view, as one figure for paper.
 * @param {Shown} shown @param {Measure} measure @returns {import('../../export/files.js').Figure}
 */
export function attackFigure({ room, names, run }, measure) {
  const page = column(measure, WIDTH);
  const { state, said, words, draft } = room;
  page.write(state.text, { size: 18, face: 'serif', italic: true });
  if (draft !== state.text) page.write(`→ ${draft}`, { size: 18, face: 'serif' });
  page.skip(8);
  for (const [i, one] of said.entries()) {
    const { label, before, after, turned, now, by } = turnOf(one);
    const change = draft === state.text ? percent(before) : `${percent(before)} → ${percent(after)}${turned ? `, now ${now} (${percent(by)})` : ''}`;
    page.write(`${names[i]}: ${label} ${change}`, { size: 13, face: 'sans', weight: turned ? 600 : 400 });
  }
  const list = state.edits.map((edit) => `${editText(edit, words[edit.word].text)} (${KINDS[edit.kind].toLowerCase()})`).join('  ·  ');
  if (list) page.write(list, { size: 12, face: 'sans', fill: 'quiet' });
  if (run?.steps.length) {
    page.skip(18);
    page.write(RECIPES[run.ask.recipe][0], { size: 13, face: 'sans', weight: 600 });
    page.skip(6);
    page.put(traceScene({ names: linesOf(names, said), ...courseOf(run, said, words) }, { width: WIDTH, height: CHART }, measure));
    if (run.found) page.write(ending(run.found, run.seconds), { size: 11.5, face: 'sans', fill: 'quiet' });
  }
  return { items: shifted(page.items, MARGIN, MARGIN), width: WIDTH + 2 * MARGIN, height: page.height() + 2 * MARGIN, title: `${names.join(' and ')}: ${state.text}` };
}
