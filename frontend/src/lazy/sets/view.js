import { once } from '../../once.js';
import { isSet, newText } from '../../state/state.js';
import { modelOf, secondOf } from '../../state/repair.js';
import { h } from '../../ui/dom.js';
import { empty, failure } from '../../ui/states.js';
import { second } from '../explain/bar.js';
import { whichChoice } from '../explain/which.js';
import { rowsOf } from './keep.js';
import { targetOf } from './labels.js';
import { linesOf } from './lines.js';
import { keptNote, loadPanel } from './load.js';
import { progressOf } from './progress.js';
import { setSaveMenu } from './saving.js';
import { sectionsOf } from './sections.js';
import { summary } from './summary.js';
import { setTable } from './table.js';
import { createWork, FEW } from './work.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./read.js').Row} Row */

const NO_CLASSIFIER = 'None of the models classifies texts, and only classifiers can be explained. Models adds one from a file.';
const ELSEWHERE = 'This set was too large for a link and is in another tab, or that tab is closed. Load its file again.';
const NOTHING = 'There is no sentence in this set yet.';
const CAUTION = 'A set says how these models do on these sentences, and on others like them.';

/** What a set is, and what the models say of it. @typedef {import('./sections.js').Shown} Shown */

/**
 * Explain for a set of sentences: what one classifier, or two, say of every row, why, and how often they are right.
 * @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp
 */
export function setsView(store, models, changed, openHelp) {
  const work = createWork(store, changed);
  const [which, beside, load] = [whichChoice(store), second(store, models), loadPanel(store)];
  const progress = progressOf(work);
  const tools = h('div', { className: 'push' }, ...load.elements, ...setSaveMenu(() => shown, store));
  const bar = h('div', { className: 'controls', role: 'group', 'aria-label': 'Set' }, which.element, beside.element, progress.element, tools);
  const reading = h('p', { className: 'reading', id: 'reading', 'aria-live': 'polite' });
  const kept = h('p', { className: 'note', id: 'kept' });
  const open = (/** @type {number} */ row) => store.change({ ...newText(rows(store.get().state)?.[row].text ?? ''), set: null });
  const table = setTable(changed, ({ index }) => open(index));
  const sections = sectionsOf(changed, open, explainAll);
  const nothing = h('div');
  const body = h('div', {}, reading, kept, table.element, ...sections.elements);
  const more = h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this');
  const element = h('div', { className: 'explain sets', id: 'sets' }, bar, nothing, body, h('footer', { className: 'caution' }, h('span', {}, CAUTION, ' ', more)));
  const failed = once(failure);
  const parsed = once(rowsOf);
  /** A set of many rows that is explained because somebody asked for it. @type {string | null} */
  let asked = null;
  /** @type {Shown | null} what is in view */
  let shown = null;

  /** @param {State} state */
  const rows = ({ set }) => (set === null ? null : parsed(set));

  function explainAll() {
    asked = store.get().state.set;
    changed();
  }

  /** @param {Row[] | null} all @param {Model | undefined} model */
  function stateFor(all, model) {
    if (!model) return empty(NO_CLASSIFIER);
    if (!all) return empty(ELSEWHERE);
    if (!all.length) return empty(NOTHING);
    const problem = work.get('totals')?.problem;
    return problem ? failed(problem, work.resume) : null;
  }

  store.subscribe(({ state }) => {
    if (!isSet(state)) work.leave();
  });

  /** @param {import('../../store.js').Snapshot} now */
  function render({ state }) {
    const all = rows(state);
    const model = modelOf(state, models);
    const pair = [model, secondOf(state, models)].filter((one) => one !== undefined);
    which.render(state);
    if (model) beside.render(state, model);
    const explained = Boolean(all) && (/** @type {Row[]} */ (all).length <= FEW || asked === state.set);
    if (model && all?.length) work.want(all, pair.map(({ id }) => id), state, explained);
    const instead = stateFor(all, model);
    nothing.replaceChildren(...(instead ? [instead] : []));
    body.hidden = instead !== null;
    progress.render();
    if (!model || !all || instead) return (shown = null);
    const labels = pair.map((one) => one.labels ?? []);
    const target = state.target ?? targetOf(labels[0]);
    const totals = work.get('totals');
    const names = pair.map(({ name }) => name);
    const lines = linesOf(all, totals?.answer?.rows ?? [], labels, target);
    shown = { rows: all, lines, names, target, explained, totals: totals?.answer ?? null, shap: work.get('shap')?.answer ?? null, lime: work.get('lime')?.answer ?? null };
    body.setAttribute('aria-busy', String(work.current() !== null));
    reading.replaceChildren(...summary(shown));
    kept.textContent = keptNote(state.set ?? '');
    table.render(lines, names, target);
    sections.render(shown, work);
    return shown;
  }
  return { element, render };
}
