import { h, say } from '../../../ui/dom.js';
import { failure } from '../../../ui/states.js';
import { once } from '../../../once.js';
import { several, shortNames } from '../names.js';
import { askOf, BUDGET } from './ask.js';
import { PHASES } from './names.js';
import { searchOptions } from './options.js';
import { markChoice, resultList } from './results.js';
import { createRuns } from './runs.js';
import { traceView } from './trace.js';
import { ending, knownBy } from './words.js';

/** @typedef {import('../../../store.js').Store} Store */
/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('../types.js').Found} Found */
/** @typedef {import('./runs.js').Run} Run */

/** Codes that another try does not mend. */
const FINAL = ['no_wordnet', 'unsupported', 'bad_request'];
const STOPPED = 'Stopped. What was tried until then stands below.';
const AGAIN = 'These edits came by a link. Searching again shows how they were found.';

/** How many texts were asked, and may be. @param {Run} run */
const spent = ({ progress, queries, ask }) => ({ asked: Math.max(progress?.done ?? 0, queries), budget: Number(ask.options.budget ?? BUDGET) });

/** How far a search is. @param {Run} run */
function howFar(run) {
  const { asked, budget } = spent(run);
  return `${PHASES[run.progress?.phase ?? 'rank'] ?? PHASES.search}: ${asked.toLocaleString('en')} of at most ${several(budget, 'text')}`;
}

/**
 * Attack by search: a recipe looks for edits until a goal is reached.
 * @param {Store} store @param {import('../asking.js').Asking} asking @param {() => void} changed
 */
export function searchView(store, asking, changed) {
  const runs = createRuns(store.busy, changed);
  /** The run whose trace is shown. @type {Run | null} */
  let chosen = null;
  const go = h('button', { type: 'button', className: 'primary', id: 'search', onclick: start }, 'Search');
  const meter = h('progress', { 'aria-label': 'Progress' });
  const how = h('span');
  const stop = h('button', { type: 'button', className: 'quiet framed small', id: 'stop', onclick: () => runs.stop() }, 'Stop');
  const work = h('div', { className: 'progress', id: 'progress', hidden: true }, meter, how, stop);
  const options = searchOptions(store, go, work);
  const said = h('p', { className: 'said', id: 'ending', role: 'status' });
  const judged = h('div', { className: 'judge', hidden: true });
  const known = h('p', { className: 'note', id: 'known-by' });
  const failed = h('div');
  const trace = traceView();
  const results = resultList(runs, open);
  const element = h('section', { className: 'search', id: 'search-section', 'aria-label': 'By search' }, options.element, failed, said, judged, trace.element, known, results.element);
  const failing = once(failure);
  /** @type {Room | null} */
  let room = null;

  function start() {
    if (!room) return;
    const { state, models } = room;
    const ask = askOf(state, models.map(({ id }) => id));
    runs.start(ask, finished);
    [chosen] = runs.all();
    changed();
  }

  /** What was found lies on the desk, where the text is still the same. @param {Run} run @param {Found} found */
  function finished({ ask }, found) {
    for (const { word, kind, replacement, alarms, drop } of found.edits) asking.judging.note(ask.text, { word, kind, replacement }, { alarms, drop });
    if (found.cosine !== null) asking.judging.noteCosine(ask.text, found.text, found.cosine);
    const { state } = store.get();
    if (state.place === 'attack' && state.text === ask.text) store.change({ edits: editsOf(found) });
  }

  /** @param {Found} found */
  const editsOf = (found) => found.edits.map(({ word, kind, replacement }) => ({ word, kind, replacement }));

  /** Opens a result on the desk, with what was asked. @param {Run} run */
  function open(run) {
    if (!run.found) return;
    chosen = run;
    const { models, text, recipe, goal, locked, seed, options: asked } = run.ask;
    const { search = null, beam, budget = null, guard = true } = /** @type {any} */ (asked);
    const { state } = store.get();
    const searched = { recipe, goal, locked, seed, search, beam: beam ?? state.beam, queries: budget, guard: guard ? 'yes' : 'no' };
    store.open({ ...state, model: models[0], model2: models[1] ?? null, text, mask: [], lock: [], replace: [], edits: editsOf(run.found), .../** @type {any} */ (searched), section: 'search' }, [], 'push');
  }

  /** The run in view: of this text, by these models. @param {Room} now @returns {Run | null} */
  function inView({ state, models }) {
    const same = chosen?.ask.text === state.text && JSON.stringify(chosen.ask.models) === JSON.stringify(models.map(({ id }) => id));
    return same ? chosen : null;
  }

  const drawJudge = once((/** @type {Run} */ run, /** @type {unknown} */ _mark) => {
    const focused = judged.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.mark : undefined;
    judged.replaceChildren(h('span', {}, 'Does the text still mean the same?'), markChoice(run, (mark) => runs.mark(run, mark), 'Does the text still mean the same?'));
    if (focused) /** @type {HTMLElement | null} */ (judged.querySelector(`[data-mark="${focused}"]`))?.focus();
  });

  /** @param {Run | null} run @param {Room} now */
  function renderRun(run, now) {
    const found = run?.found ?? null;
    failed.replaceChildren(...(run?.problem ? [problemOf(run.problem)] : []));
    say(said, found ? ending(found, run?.seconds ?? 0) : run?.step === 'stopped' ? STOPPED : !run && now.state.edits.length ? AGAIN : '');
    judged.hidden = !found?.reached;
    if (run && found?.reached) drawJudge(run, run.mark);
    say(known, found ? knownBy(found.known_by) : '');
    trace.element.hidden = true;
    if (run) trace.render(run, now);
  }

  /** @param {import('../../../api.js').Problem} problem */
  const problemOf = (problem) => (FINAL.includes(problem.code) ? h('p', { className: 'problem', role: 'alert' }, problem.message) : failing(problem, start));

  /** @param {Room} now */
  function render(now) {
    room = now;
    const names = shortNames(now.models);
    options.render(now.state, names, now.state.locked.map((word) => now.words[word].text));
    const running = runs.running();
    go.hidden = running !== null;
    work.hidden = running === null;
    if (running) {
      say(how, howFar(running));
      meter.value = spent(running).asked / spent(running).budget;
    }
    renderRun(inView(now), now);
    results.render();
  }
  return { element, render, runs, inView, drop: () => runs.stop() };
}
