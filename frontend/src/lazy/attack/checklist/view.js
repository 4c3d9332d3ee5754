import { once } from '../../../once.js';
import { newText } from '../../../state/state.js';
import { h } from '../../../ui/dom.js';
import { empty } from '../../../ui/states.js';
import { instead } from '../../explain/states.js';
import { isHere } from '../../kept.js';
import { shortNames } from '../names.js';
import { checklistBar } from './bar.js';
import { readCases } from './cases.js';
import { commandOf, setName } from './command.js';
import { commandLine } from './command-line.js';
import { grid } from './grid.js';
import { editsFor } from './onto.js';
import { ownCase } from './own.js';
import { reading, setNote } from './reading.js';
import { groupsOf, measured, rowsOf } from './rows.js';
import { casesOf, createWork, keptCases } from './work.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('./types.js').Case} Case */
/** @typedef {import('./rows.js').Row} Row */

const ELSEWHERE = 'These tests were too many for a link and are in another tab, or that tab is closed. Open their file again.';
const NO_TEST = 'There is no test in this set. Add one, or make the tests of the sentence anew.';
const NO_FAILURE = 'Nothing fails.';
const CUT = 'The text is too long for the models: they read its beginning alone, so a change near its end changes nothing.';
const MOST_BYTES = 12 * 1024 * 1024;

/** Whether the first model does not read the text to its end. @param {Room} room */
const isCut = ({ state: { text }, words }) => (words.at(-1)?.end ?? text.length) < text.trimEnd().length;

/**
 * A sentence put to small tests: what should change nothing, what should move the answer, what every classifier should know.
 * @param {import('../../../store.js').Store} store @param {() => void} changed
 */
export function checklistView(store, changed) {
  const work = createWork(store, changed);
  const own = ownCase(() => store.get().state.text, (one) => keep([...present(), one]));
  const bar = checklistBar(store, work, save, own.elements, open);
  const said = h('p', { className: 'said', id: 'checklist-said', 'aria-live': 'polite' });
  const trouble = h('div', { className: 'problem', role: 'status' });
  const note = setNote(() => store.change({ cases: null }));
  const cut = h('p', { className: 'note kept', hidden: true }, CUT);
  const lost = h('div');
  const table = h('div', { className: 'checks' });
  const command = commandLine();
  const element = h('section', { className: 'checklist', id: 'checklist', 'aria-label': 'Checklist' }, bar.element, trouble, note.element, cut, said, lost, table, command.element);
  const kept = once(casesOf);
  const rows = once(rowsOf);
  /** @type {Room | null} */
  let room = null;
  /** Where the keyboard is after a test was taken out. @type {number | null} */
  let focused = null;
  const draw = once(drawn);

  store.subscribe(({ state }) => {
    if (state.place !== 'attack' || state.section !== 'checklist') work.leave();
  });

  /** The tests in view. @returns {Case[]} */
  const present = () => (work.get()?.answer?.cases ?? []).map((checked) => checked.case);

  /** @param {Case[]} cases */
  const keep = (cases) => store.change({ cases: keptCases(cases) });

  /** @param {'set' | 'csv' | 'json'} kind */
  async function save(kind) {
    const answer = work.get()?.answer;
    if (answer) (await import('./save.js')).save(answer, store.get().state, kind);
  }

  /** @param {File} file */
  async function open(file) {
    const large = file.size > MOST_BYTES ? { cases: [], problems: ['The file is larger than 12 MB.'] } : readCases(await file.text());
    trouble.replaceChildren(...large.problems.slice(0, 5).map((problem) => h('p', {}, problem)));
    if (large.cases.length) keep(large.cases);
  }

  /** A variant on the desk: as edits of the sentence where they can be written so. @param {Row} row */
  function onDesk({ kind, checked }) {
    const { sentence, text } = checked.case;
    const edits = room && sentence === room.state.text && kind !== 'minimum_functionality' ? editsFor(sentence, room.words, checked.case) : null;
    store.change({ ...(edits ? { edits } : newText(text)), section: 'desk' });
  }

  /** @param {Row} row */
  function remove({ index }) {
    focused = index;
    keep(present().filter((_, i) => i !== index));
  }

  /** What stands in the place of the tests, where there are none. @param {string | null} cases */
  function insteadOf(cases) {
    if (cases !== null && !kept(cases)) return empty(ELSEWHERE);
    if (cases !== null && !kept(cases)?.length) return empty(NO_TEST);
    const done = work.get();
    return done?.answer?.cases.length ? null : instead(/** @type {any} */ (done), work.resume);
  }

  /** @param {import('./types.js').Answer} answer @param {string} names @param {'show' | 'hide'} passed */
  function drawn(answer, names, passed) {
    const groups = groupsOf(rows(answer), answer.models.length);
    const failures = rows(answer).some(({ fails }) => fails);
    const all = grid(groups, JSON.parse(names), measured(answer), passed === 'show', { open: onDesk, remove });
    table.replaceChildren(all, ...(passed === 'hide' && !failures ? [empty(NO_FAILURE)] : []));
    said.replaceChildren(...reading(answer, JSON.parse(names)));
  }

  /** @param {Room} now */
  function render(now) {
    room = now;
    const { state, models } = now;
    const ids = models.map(({ id }) => id);
    const cases = state.cases === null ? null : kept(state.cases);
    if (state.cases === null || cases?.length) work.want(state, ids, cases);
    else work.leave();
    bar.render(state);
    note.render(state, cases, isHere(state.cases ?? ''));
    const nothing = insteadOf(state.cases);
    cut.hidden = nothing !== null || state.cases !== null || !isCut(now);
    const done = work.get();
    said.hidden = lost.hidden = command.element.hidden = nothing !== null;
    if (nothing || !done?.answer) {
      draw.forget();
      return table.replaceChildren(...(nothing ? [nothing] : []));
    }
    draw(done.answer, JSON.stringify(shortNames(models).slice(0, done.answer.models.length)), state.passed);
    table.classList.toggle('stale', !done.current);
    lost.replaceChildren(...(done.step === 'failed' || done.step === 'stopped' ? [instead(/** @type {any} */ (done), work.resume)] : []));
    command.render(commandOf(setName(done.answer.cases[0].case.sentence), ids));
    focus();
  }

  function focus() {
    if (focused === null || !work.get()?.current) return;
    const left = [.../** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll('[data-out]'))];
    (left.find(({ dataset }) => Number(dataset.out) >= Number(focused)) ?? left.at(-1))?.focus();
    focused = null;
  }
  return { element, render };
}
