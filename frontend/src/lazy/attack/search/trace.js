import { percent } from '../../../expects/words.js';
import { once } from '../../../once.js';
import { h } from '../../../ui/dom.js';
import { picture } from '../../explain/draw.js';
import { measure } from '../../export/measure.js';
import { difference } from '../desk/words.js';
import { best, KINDS, several, shortNames } from '../names.js';
import { courseOf, linesOf } from './course.js';
import { traceScene } from './trace-scene.js';
import { editText } from './words.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../types.js').Said} Said */
/** @typedef {import('../types.js').Step} Step */
/** @typedef {import('../types.js').Tried} Tried */
/** @typedef {import('./runs.js').Run} Run */

const HEIGHT = 230;
/** A short trace is not drawn wide: px for each step, and the widest. */
const STEP = 150;
const WIDEST = 900;
const LEAST = 240;

/** What the models say of one edit that was tried. @param {Tried} tried @param {Said[]} said @param {string} old @param {boolean} taken */
const triedRow = (tried, said, old, taken) =>
  h('tr', { className: taken ? 'taken' : '' }, h('th', { scope: 'row' }, h('bdi', {}, ...difference(tried, { text: old }))), ...said.map(({ before }, m) => h('td', {}, percent(tried.probabilities[m][best(before)]))));

/** @param {Tried} a @param {Tried} b */
const same = (a, b) => a.word === b.word && a.kind === b.kind && a.replacement === b.replacement;

/** One step, with what else was tried folded below. @param {Step} step @param {number} at @param {Room} room @param {string[]} names */
function stepLine(step, at, { said, words }, names) {
  const old = words[step.word]?.text ?? '';
  const heads = ['Tried', ...said.map(({ labels, before }, m) => `${names[m]}: ${labels[best(before)]}`)];
  const table = h(
    'table',
    { className: 'edits' },
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...step.tried.map((tried) => triedRow(tried, said, words[tried.word]?.text ?? '', same(tried, step)))),
  );
  const says = said.map(({ labels, before }, m) => {
    const label = best(before);
    return h('span', { className: best(step.probabilities[m]) === label ? 'number' : 'number turned' }, `${labels[label]} ${percent(step.probabilities[m][label])}`);
  });
  const cost = `${KINDS[step.kind].toLowerCase()}, best of ${step.candidates.toLocaleString('en')}; ${several(step.queries, 'text')} by then`;
  return h(
    'li',
    {},
    h(
      'details',
      { className: 'step-line' },
      h('summary', {}, h('span', { className: 'at' }, String(at + 1)), h('bdi', {}, ...difference(step, { text: old })), ...says, h('small', {}, cost)),
      h('div', { className: 'scroll' }, table),
    ),
  );
}

/** The way of a search: a chart, and every step in words. */
export function traceView() {
  const chart = h('div', { className: 'chart' });
  const list = h('ol', { className: 'steps', id: 'steps' });
  const undone = h('p', { className: 'note' });
  const element = h('div', { id: 'trace', hidden: true }, chart, list, undone);
  let room = 0;
  /** @type {() => void} */
  let again = () => {};
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width === room) return;
    room = width;
    again();
  }).observe(chart);

  /** What is drawn: drawn anew only where something of it is another one. @type {{ run: Run, seen: Room } | null} */
  let now = null;
  const drawSteps = once((/** @type {Step[]} */ steps, /** @type {string} */ _models) => {
    if (!now) return;
    const { seen } = now;
    const names = shortNames(seen.models);
    list.replaceChildren(...steps.map((step, at) => stepLine(step, at, seen, names)));
  });
  const drawChart = once((/** @type {Step[]} */ _steps, /** @type {unknown} */ _found, /** @type {string} */ _models, /** @type {number} */ wide) => {
    if (!now) return;
    const { run, seen } = now;
    const trace = { names: linesOf(shortNames(seen.models), seen.said), ...courseOf(run, seen.said, seen.words) };
    const width = Math.max(LEAST, Math.min(wide, WIDEST, 120 + trace.steps.length * STEP));
    const labels = [...new Set(seen.said.map(({ labels, before }) => labels[best(before)]))].join(' and ');
    chart.replaceChildren(picture(/** @type {any} */ (traceScene(trace, { width, height: HEIGHT }, measure)), `Probability of ${labels}, step by step`));
  });

  /** @param {Run} run @param {Room} seen */
  function render(run, seen) {
    now = { run, seen };
    again = () => render(run, seen);
    element.hidden = !run.steps.length;
    if (element.hidden) return;
    const models = JSON.stringify(seen.said.map(({ model, before }) => [model.id, before]));
    drawSteps(run.steps, models);
    if (room) drawChart(run.steps, run.found, models, room);
    const gone = (run.found?.undone ?? []).map((edit) => editText(edit, seen.words[edit.word]?.text ?? ''));
    undone.textContent = gone.length ? `Undone at the end, since the goal does not take it: ${gone.join('; ')}.` : '';
  }
  return { element, render };
}
