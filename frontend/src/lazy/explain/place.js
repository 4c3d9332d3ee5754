import { hasVocabulary } from '../../answers.js';
import { modelOf, modelsOf, secondOf } from '../../state/repair.js';
import { isSet } from '../../state/state.js';
import { h } from '../../ui/dom.js';
import { empty, failure } from '../../ui/states.js';
import { once } from '../../once.js';
import { agreePanel } from './agree.js';
import { createAsking } from './asking.js';
import { controlBar } from './bar.js';
import { classChoice } from './classes.js';
import { createCards } from './cards.js';
import { differencePart } from './difference.js';
import { faithfulPanel } from './faithful.js';
import { createPointing } from './pointing.js';
import { optionsMenu } from './options.js';
import { ofWord, summary } from './reading.js';
import { explainSaveMenu } from './saving.js';
import { sensitivePanel } from './sensitive.js';
import { weightTable } from './table.js';
import { openWordMenu } from './word-menu.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./seen.js').Seen} Seen */

const NO_CLASSIFIER = 'None of the models classifies texts, and only classifiers can be explained. Models adds one from a file.';
const NO_TEXT = 'Type a sentence to see what each of its words adds to the answer.';
const CAUTION = 'An explanation says what moved this model on this text, not whether the model is right.';

/** @param {import('../../attention/reading.js').Part[]} parts */
const sentenceOf = (parts) => parts.map((part) => (typeof part === 'string' ? part : h('em', { dir: 'auto' }, part.quote)));

/** What is drawn where there is nothing to explain. @param {() => void} retry */
const stateOf = (/** @type {() => void} */ retry) => {
  const failed = once(failure);
  const [noModel, noText] = [empty(NO_CLASSIFIER), empty(NO_TEXT)];
  /** @param {Model | undefined} model @param {string} text @param {import('../../api.js').Problem | null} problem */
  return (model, text, problem) => {
    if (!model) return noModel;
    if (problem) return failed(problem, retry);
    return text.trim() ? null : noText;
  };
};

/**
 * What is folded below the pictures.
 * @param {import('./asking.js').Asking} asking @param {() => void} changed
 */
function createPanels(asking, changed) {
  const { desk } = asking;
  const [faithful, agree, sensitive, table] = [faithfulPanel(changed), agreePanel(desk, changed), sensitivePanel(desk, changed), weightTable(changed)];
  return {
    elements: [faithful, agree, sensitive, table].map(({ element }) => element),
    /** @param {import('../../state/state.js').State} state @param {Model} model */
    needs: (state, model) => ({ methods: agree.needs(), jobs: sensitive.needs(state, model.id), tested: faithful.open() }),
    /** @param {Seen[]} seen @param {Model[]} models @returns {boolean} whether anything was drawn anew */
    render(seen, models) {
      const [grid, names] = [asking.grid(), models.map(({ name }) => name)];
      const drawn = [faithful.render(seen, names), agree.render(grid, names[0]), sensitive.render(grid, names[0]), table.render(seen, grid, names)];
      return drawn.includes(true);
    },
  };
}

/**
 * The place where a text is explained: why one classifier, or two, say what they say.
 * @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp
 */
export function explainPlace(store, models, changed, openHelp) {
  const asking = createAsking(store, changed);
  const options = optionsMenu(store);
  const bar = controlBar(store, models, asking.desk, ...options.elements, ...explainSaveMenu(shown, store));
  const reading = h('p', { className: 'reading', id: 'reading', 'aria-live': 'polite' });
  const classes = classChoice((label) => store.change({ target: label }));
  const open = (/** @type {import('./grid.js').Row} */ row, /** @type {HTMLElement} */ beside) => openWordMenu(store, readers(), row, beside);
  const cards = createCards(store, asking, changed, open);
  const apart = differencePart(changed, open);
  const panels = createPanels(asking, changed);
  const more = h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this');
  const foot = h('footer', { className: 'caution' }, h('span', {}, CAUTION, ' ', more));
  const body = h('div', {}, h('div', { className: 'answer' }, reading, classes.element), cards.element, apart.element, ...panels.elements);
  const nothing = h('div');
  const element = h('div', { className: 'explain', id: 'explain' }, bar.element, nothing, body, foot);
  const stateFor = stateOf(asking.retry);
  const pointing = createPointing(element, say);

  /** The models that are explained. */
  const explained = () => [modelOf(store.get().state, models), secondOf(store.get().state, models)].filter((model) => model !== undefined);

  /** What is in view, to be saved. */
  function shown() {
    const seen = cards.seen();
    const all = explained();
    return { text: store.get().state.text, names: all.map(({ name }) => name), labels: all[0]?.labels ?? [], seen };
  }

  /** Models in which a word can be looked up: the classifiers in view, and the first that knows a vocabulary. */
  function readers() {
    const language = modelsOf('attention', models).find(hasVocabulary);
    return language ? [...explained(), language] : explained();
  }

  /** The sentence above the pictures: of the word that is pointed at, or of all. */
  function say() {
    const seen = cards.seen();
    const model = modelOf(store.get().state, models);
    if (!model || !seen.length) return;
    const first = seen.find(({ answer }) => answer.method === 'shap') ?? seen[0];
    const parts = pointing.word === null ? summary(first, model.name) : ofWord(pointing.word, seen);
    if (parts.length) reading.replaceChildren(...sentenceOf(parts));
  }

  store.subscribe(({ state }) => {
    if (state.place !== 'explain' || isSet(state)) asking.leave();
  });

  /** @param {import('../../store.js').Snapshot} now */
  function render({ state }) {
    const model = modelOf(state, models);
    const all = explained();
    if (model) asking.want(state, all, panels.needs(state, model));
    const { said } = asking;
    const state_ = stateFor(model, state.text, said.problem);
    nothing.replaceChildren(...(state_ ? [state_] : []));
    body.hidden = state_ !== null;
    if (model) bar.render(state, model);
    if (!model || state_) return;
    const target = state.target ?? predicted(said.value?.[0]);
    classes.render(said.value ?? [], target, !said.current);
    const drawn = [cards.render(state, all), apart.render(cards.seen()), panels.render(cards.seen(), all)];
    if (drawn.includes(true)) pointing.light();
    options.render(state, cards.seen());
    say();
  }
  return { element, render };
}

/** @param {import('./classes.js').Said | undefined} said @returns {string | null} the class of the largest probability */
const predicted = (said) => (said ? said.labels[said.probabilities.indexOf(Math.max(...said.probabilities))] : null);
