import { modelOf, secondOf } from '../../state/repair.js';
import { once } from '../../once.js';
import { later } from '../../later.js';
import { h } from '../../ui/dom.js';
import { sheet } from '../../ui/sheet.js';
import { empty, failure, waiting } from '../../ui/states.js';
import { createAsking } from './asking.js';
import { controlBar } from './bar.js';
import { deskView } from './desk/view.js';
import { whyFold } from './desk/why.js';
import { draftOf, fitted } from './draft.js';
import { shortNames } from './names.js';
import { attackSaveMenu } from './save/saving.js';
import { searchView } from './search/view.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./types.js').Section} Section */
/** @typedef {import('../../state/state.js').Section} SectionName */

const NO_CLASSIFIER = 'None of the models classifies texts, and only classifiers can be attacked. Models adds one from a file.';
const NO_TEXT = 'Type a sentence to see which of its words the answer hangs on.';
const NO_WORDS = 'There is no word in this text that could be edited.';
const DROPPED = 'The link edits or locks a word that this text does not have; that was dropped.';
const CAUTION = 'An edit that turns the answer shows what the model leans on; whether the text still means the same, only a reader can say.';

/** @param {Store} store @param {() => void} changed @returns {Promise<Section>} */
async function loadChecklist(store, changed) {
  const [{ checklistView }] = await Promise.all([import('./checklist/view.js'), sheet('checklist.css')]);
  return checklistView(store, changed);
}

/** @param {Store} store @param {() => void} changed @returns {Promise<Section>} */
async function loadDefences(store, changed) {
  const [{ defencesView }] = await Promise.all([import('./defences/view.js'), sheet('sets.css'), sheet('defences.css')]);
  return defencesView(store, changed);
}

/**
 * The place where a text is edited until a classifier says something else.
 * @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp
 */
export function attackPlace(store, models, changed, openHelp) {
  const asking = createAsking(changed);
  /** What is on the desk. @type {import('./types.js').Room | null} */
  let latest = null;
  const bar = controlBar(store, models, ...attackSaveMenu(shown));
  const desk = deskView(store, asking, changed);
  const why = whyFold(store, desk.open, changed);
  const search = searchView(store, asking, changed);
  /** What stands below the desk, by section; some are fetched when they are first opened. @type {Partial<Record<SectionName, () => Section | null>>} */
  const sections = {
    desk: () => why,
    search: () => search,
    checklist: later(() => loadChecklist(store, changed), changed),
    defences: later(() => loadDefences(store, changed), changed),
  };
  const nothing = h('div');
  const below = h('div', { className: 'section' });
  const more = h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this');
  const foot = h('footer', { className: 'caution' }, h('span', {}, CAUTION, ' ', more));
  const element = h('div', { className: 'attack', id: 'attack' }, bar.element, nothing, desk.element, below, foot);
  const failed = once(failure);
  const [noModel, noText, noWords, wait] = [empty(NO_CLASSIFIER), empty(NO_TEXT), empty(NO_WORDS), waiting()];

  store.subscribe(({ state }) => {
    if (state.place === 'attack') return;
    asking.leave();
    desk.drop();
    why.drop();
    search.drop();
  });

  /** What is in view, to be saved. @returns {import('./save/saving.js').Shown | null} */
  function shown() {
    if (!latest || !asking.said.current) return null;
    const { text, edits } = latest.state;
    const judged = edits.map((edit) => asking.judging.of(text, edit));
    return { room: latest, names: shortNames(latest.models), judged, cosine: asking.judging.cosine(text, latest.draft), run: search.inView(latest), runs: search.runs.all() };
  }

  function retry() {
    asking.leave();
    changed();
  }

  /** What stands in the place of everything else, where there is nothing to attack. @param {string} text */
  function insteadOf(text) {
    const problem = asking.problem();
    if (problem) return failed(problem, retry);
    if (!text.trim()) return noText;
    if (!asking.read.value || !asking.said.value) return wait;
    return asking.read.value.words.length ? null : noWords;
  }

  /** @param {Node | null} node */
  function showOnly(node) {
    nothing.replaceChildren(...(node ? [node] : []));
    desk.element.hidden = below.hidden = node !== null;
  }

  /** @param {import('../../store.js').Snapshot} now */
  function render({ state }) {
    const model = modelOf(state, models);
    if (!model) return showOnly(noModel);
    const other = secondOf(state, models);
    const both = other ? [model, other] : [model];
    bar.render(state, model);
    if (state.text.trim()) asking.want(state, both);
    const instead = insteadOf(state.text);
    showOnly(instead);
    const [read, said] = [asking.read.value, asking.said.value];
    if (instead || !read || !said) return;
    const fits = asking.read.current ? fitted(state, read.words) : null;
    if (fits) return store.open({ ...state, ...fits }, [DROPPED], 'replace');
    for (const part of [desk.element, below]) part.classList.toggle('stale', !asking.read.current);
    if (!asking.read.current) return;
    const room = (latest = { state, models: both, words: read.words, draft: draftOf(state.text, read.words, state.edits), said: said.all });
    // The tests of the checklist are about the sentence as it was.
    desk.element.hidden = state.section === 'checklist';
    desk.render(room, read.truncated?.at ?? null, asking.said.current);
    const section = sections[state.section]?.();
    // Where it stands already it is left, and with it the keyboard's focus.
    if (below.firstChild !== (section?.element ?? null)) below.replaceChildren(...(section ? [section.element] : []));
    section?.render(room);
  }
  return { element, render };
}
