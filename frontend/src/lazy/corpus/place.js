import { createActions } from '../../attention/actions.js';
import { unitsOf } from '../../attention/units.js';
import { once } from '../../once.js';
import { modelOf } from '../../state/repair.js';
import { layerOf } from '../../state/state.js';
import { changes } from '../../ui/changes.js';
import { h } from '../../ui/dom.js';
import { empty, failure, waiting } from '../../ui/states.js';
import { fold } from '../explain/fold.js';
import { createAsking } from './asking.js';
import { controlBar } from './bar.js';
import { corpusList } from './corpora.js';
import { createGuesses } from './guesses.js';
import { inAttention } from './hits.js';
import { searchOptions } from './options.js';
import { corpusOf, layersReady, tokenOf } from './request.js';
import { createResults } from './results.js';
import { corpusSaveMenu } from './saving.js';
import { tokenStrip } from './strip.js';
import { createWork } from './work.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./types.js').Corpus} Corpus */

const NO_MODEL = 'No model could be loaded. The list of models says why.';
const NO_TEXT = 'Type a sentence, and choose one of its tokens to see where a corpus looks the same to the model.';
const NO_TOKEN = 'Choose a token above to see where a corpus looks the same to the model.';
const NO_HEAD = 'No head is chosen. Choose one to look for contexts like the one that it makes.';
const CAUTION = 'Neighbours show what a layer holds alike, in this corpus; what they share by chance is marked.';
const BUILDING = 'Building reads it once with the model; it is searched from then on.';

/** Why there is no corpus to search. @param {State} state @param {Corpus[]} corpora @param {Model} model @param {Corpus | undefined} corpus */
function missing(state, corpora, { name }, corpus) {
  const unknown = state.corpus !== null && !corpora.some(({ id }) => id === state.corpus);
  const what = corpus ? `${corpus.name} is not built for ${name} yet. ${BUILDING}` : `No corpus is built for ${name} yet. ${BUILDING.replace('it once', 'one once')}`;
  return `${unknown ? `There is no corpus “${state.corpus}” here. ` : ''}${what}`;
}

/** @param {Corpus} corpus @param {number} layer */
const notYet = ({ name }, layer) => `Layer ${layer} of ${name} is not built yet; it comes while the others can be searched.`;

/**
 * The place where a corpus is searched: what else looks to the model like a token does.
 * @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp
 */
export function corpusPlace(store, models, changed, openHelp) {
  const works = createWork(changed);
  const asking = createAsking(store, models, changed);
  const actions = createActions(store, models);
  const options = searchOptions(store);
  const bar = controlBar(store, models, actions, ...options.elements, ...corpusSaveMenu(shown, store));
  const edits = changes(store);
  const strip = tokenStrip(actions, (index) => store.change({ lock: [{ index, side: 'from' }] }));
  const guesses = createGuesses(['upos', 'deprel'], changed);
  const results = createResults(store, asking, openHit);
  const list = corpusList(works, (corpus) => store.change({ corpus }));
  const manage = fold('manage', 'Corpora', 'What can be searched, and what it takes', changed);
  const [nothing, top] = [h('div'), h('div', { className: 'unbuilt' })];
  const more = h('button', { type: 'button', className: 'link', onclick: openHelp }, 'How to read this');
  const foot = h('footer', { className: 'caution' }, h('span', {}, CAUTION, ' ', more));
  const element = h('div', { className: 'corpus', id: 'corpus-place' }, bar.element, edits.element, strip.element, guesses.element, nothing, top, ...results.elements, manage.element, foot);
  const failed = once(failure);
  const unbuilt = once((/** @type {string} */ why) => h('p', { className: 'reading', id: 'unbuilt' }, why));
  const later = once((/** @type {string} */ why) => empty(why));
  const [noModel, noText, noToken, noHead, wait] = [empty(NO_MODEL), empty(NO_TEXT), empty(NO_TOKEN), empty(NO_HEAD), waiting()];
  const unitsFor = once(unitsOf);
  /** What a half-built corpus could not answer is asked again when it has grown. */
  const grown = once((/** @type {string} */ _) => asking.drop());

  /** @param {import('./types.js').Hit} hit @param {HTMLButtonElement} button */
  async function openHit(hit, button) {
    const { state } = store.get();
    const model = modelOf(state, models);
    if (!model) return;
    button.disabled = true;
    const next = await inAttention(state, model, hit).catch(() => null);
    button.disabled = false;
    if (next) store.open(next, [], 'push');
  }

  /** The token that is looked for, once it is known. @param {State} state */
  function unitOf(state) {
    const { value, current } = asking.answers.analysis;
    const index = tokenOf(state);
    return value && current && index !== undefined ? unitsFor(value.tokens, value.words, 'pieces', state.replace)[index] : undefined;
  }

  /**
   * What stands in the place of neighbours, where there are none to be shown; else null, and they are asked for.
   * @param {State} state @param {Model} model @param {Corpus} corpus @returns {HTMLElement | null}
   */
  function insteadOf(state, model, corpus) {
    const { analysis, repairing, retry } = asking.answers;
    const [unit, layer, ready] = [unitOf(state), layerOf(state, model), layersReady(corpus, model)];
    const blank = analysis.problem?.code === 'no_tokens' || (analysis.current && analysis.value?.tokens.every(({ special }) => special));
    if (blank) return noText;
    if (analysis.problem && !repairing()) return failed(analysis.problem, retry);
    if (!analysis.current) return asking.found.value ? null : wait;
    if (!unit) return noToken;
    if (state.by === 'context' && state.heads?.length === 0) return noHead;
    grown(`${corpus.id} ${model.id} ${ready}`);
    if (!ready.includes(layer)) return later(notYet(corpus, layer));
    asking.look(state, model, unit.index, { corpus: corpus.id, layers: ready.length > model.layers });
    if (asking.found.problem) return failed(asking.found.problem, asking.retry);
    return asking.found.value ? null : wait;
  }

  /** What is in view, to be saved; null while that is nothing. @returns {import('./figure.js').Shown | null} */
  function shown() {
    const { state } = store.get();
    const [model, seen, corpora] = [modelOf(state, models), results.shown(), works.list()];
    const corpus = model && corpora && corpusOf(corpora, state, model);
    return !corpus || !seen ? null : { text: state.text, name: `${model.name}, ${corpus.name}`, license: corpus.license, ...seen };
  }

  store.subscribe(({ state }) => {
    if (state.place !== 'corpus') asking.drop();
  });

  /** @param {import('../../store.js').Snapshot} now */
  function render(now) {
    const { state } = now;
    const model = modelOf(state, models);
    works.want();
    edits.render(now);
    options.render(state);
    if (!model) return showOnly(noModel);
    const { value } = asking.answers.analysis;
    const [corpora, problem] = [works.list(), works.problem()];
    const tags = guesses.of(state, model, corpora ? corpusOf(corpora, state, model) : undefined);
    if (value) strip.render(value, state, tokenOf(state), tags?.length === value.tokens.length ? tags : null);
    if (!corpora) return showOnly(problem ? failed(problem, works.refresh) : wait);
    const corpus = corpusOf(corpora, state, model);
    const built = corpus !== undefined && layersReady(corpus, model).length > 0;
    bar.render(state, model, corpora, corpus);
    list.render(works.version(), model, corpus?.id);
    if (list.element.parentNode !== (built ? manage.body : top)) (built ? manage.body : top).append(list.element);
    manage.element.hidden = !built;
    const other = built ? insteadOf(state, model, corpus) : unbuilt(missing(state, corpora, model, corpus));
    if (other || !corpus) return showOnly(other ?? wait);
    nothing.replaceChildren();
    results.render(state, model, corpus, unitOf(state));
  }

  /** @param {Node} node */
  function showOnly(node) {
    if (nothing.firstChild !== node) nothing.replaceChildren(node);
    results.hide();
  }
  return { element, render };
}
