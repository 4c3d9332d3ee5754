import { once } from '../../../once.js';
import { DEFENCES as ORDER } from '../../../state/keys.js';
import { h } from '../../../ui/dom.js';
import { instead } from '../../explain/states.js';
import { rowsOf as rowsOfSet, SIX } from '../../sets/keep.js';
import { keptNote, loadPanel } from '../../sets/load.js';
import { several } from '../names.js';
import { defencesBar } from './bar.js';
import { nameOf } from './names.js';
import { reading } from './reading.js';
import { leftOut, runs, trialOf, usable } from './request.js';
import { measured, rowsOf } from './rows.js';
import { defenceTable } from './table.js';
import { createTrials, defend, wanting } from './work.js';

/** @typedef {import('../types.js').Room} Room */
/** @typedef {import('./types.js').Defence} Defence */
/** @typedef {import('./types.js').Trial} Trial */

const HOW = 'Each defence is tried in three ways: whether the edited text above still works, how often the recipe succeeds when every text it asks about passes the defence, and how many texts that nobody edited are still read right.';
const NO_SET = 'No labelled sentences are loaded, so the recipe is run on this text alone, and what a defence costs cannot be said. Sentences takes some: paste a few lines with a label, open a file, or ';
const ELSEWHERE = 'The set of this link is in another tab, or that tab is closed. Load its file again under Sentences.';
const NO_LABEL = 'No sentence of the set has a label, so what a defence costs cannot be said. Sentences takes labels: positive, neutral or negative.';

/**
 * What helps against an attack: each defence as a switch, with what it stops and what it costs.
 * @param {import('../../../store.js').Store} store @param {() => void} changed
 */
export function defencesView(store, changed) {
  const trials = createTrials(defend, store.busy, changed);
  const load = loadPanel(store);
  const bar = defencesBar(store, trials, load.elements, save);
  const six = h('button', { type: 'button', className: 'link', onclick: () => store.change({ set: SIX }) }, 'take the report’s six');
  const about = h('p', { className: 'note about', id: 'defences-set' });
  const said = h('p', { className: 'said', id: 'defences-said', 'aria-live': 'polite' });
  const start = h('button', { type: 'button', className: 'primary', id: 'try', onclick: run });
  const effort = h('span', { className: 'note' });
  const begin = h('div', { className: 'begin' }, start, effort);
  const lost = h('div');
  const table = h('div', { className: 'trials' });
  const element = h('section', { className: 'defences', id: 'defences', 'aria-label': 'Defences' }, bar.element, h('p', { className: 'note how' }, HOW), about, said, begin, lost, table);
  const rowsIn = once((/** @type {string | null} */ set) => {
    const all = set === null ? null : rowsOfSet(set);
    return { all, ...usable(all ?? []) };
  });
  /** @type {{ trial: Trial, defences: Defence[] } | null} */
  let wanted = null;

  store.subscribe(({ state }) => {
    if (state.place !== 'attack' || state.section !== 'defences') trials.look(null);
  });

  function run() {
    if (wanted) trials.run(wanted.trial, wanted.defences);
  }

  /** @param {Defence} defence @param {boolean} on */
  function turn(defence, on) {
    const { defences } = store.get().state;
    store.change({ defences: ORDER.filter((one) => (one === defence ? on : defences.includes(one))) });
  }

  /** @param {'csv' | 'json'} kind */
  async function save(kind) {
    const known = trials.known();
    if (!wanted || !known.none) return;
    (await import('./save.js')).save({ trial: wanted.trial, known, rows: rowsOf(known, ORDER), target: measured(known.none) }, store.get().state, kind);
  }

  /** What is said of the set. @param {string | null} set */
  function setNote(set) {
    if (set === null) return [NO_SET, six, '.'];
    const of = rowsIn(set);
    if (!of.all) return [ELSEWHERE];
    if (!of.rows.length) return [NO_LABEL];
    return [[`A set of ${several(of.rows.length, 'labelled sentence')}.`, ...leftOut(of), keptNote(set)].filter(Boolean).join(' ')];
  }

  /** What a defence is waiting for. @param {Defence | null} defence @returns {import('./table.js').Standing} */
  function standing(defence) {
    const detail = defence === null ? undefined : trials.known().missing.get(defence);
    if (detail) return { state: 'missing', detail };
    const running = trials.running();
    const place = running ? [null, ...running.asked].indexOf(defence) : -1;
    if (place < 0) return { state: 'new' };
    return { state: place === (running?.progress?.done ?? 0) ? 'now' : 'next' };
  }

  /** @param {Room} room */
  function render(room) {
    const { state, models, draft } = room;
    const { rows } = rowsIn(state.set);
    const trial = trialOf(room, rows);
    const fits = state.defences.filter((one) => one !== 'ensemble' || models.length > 1);
    wanted = { trial, defences: fits };
    trials.look(trial);
    const known = trials.known();
    const left = wanting(known, fits);
    const seen = rowsOf(known, fits);
    const edited = draft !== state.text;
    bar.render(room, rows.length > 0);
    about.replaceChildren(...setNote(state.set));
    said.hidden = !seen.length;
    if (seen.length) said.textContent = reading(seen, edited, !left.length);
    const done = known.none !== null && !left.length;
    begin.hidden = trials.running() !== null || done;
    start.textContent = left.length ? `Try ${left.length > 1 ? several(left.length, 'defence') : nameOf(left[0])}` : 'Run without a defence';
    effort.textContent = `The recipe is run ${several(runs(trial, left.length), 'time')}; it takes a while, and can be stopped.`;
    const ended = trials.ended();
    lost.replaceChildren(...(ended && !trials.running() ? [instead(/** @type {any} */ (ended), run)] : []));
    draw(seen, room, edited);
  }

  /** @param {import('./rows.js').Row[]} seen @param {Room} room @param {boolean} edited */
  function draw(seen, { state, models }, edited) {
    const focused = document.activeElement instanceof HTMLElement && table.contains(document.activeElement) ? document.activeElement.dataset.defence : undefined;
    const { none } = trials.known();
    const order = [null, ...ORDER.filter((one) => one !== 'ensemble' || models.length > 1)];
    table.replaceChildren(defenceTable(order, new Map(seen.map((row) => [row.defence, row])), standing, { on: state.defences, edited, models: models.length, target: none ? measured(none) : '', turn }));
    table.setAttribute('aria-busy', String(trials.running() !== null));
    if (focused) /** @type {HTMLElement | null} */ (table.querySelector(`[data-defence=${focused}]`))?.focus();
  }
  return { element, render };
}
