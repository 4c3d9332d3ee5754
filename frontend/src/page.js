import { attentionPlace } from './attention/place.js';
import { later } from './later.js';
import { h } from './ui/dom.js';
import { header } from './ui/header.js';
import { pageKeys } from './ui/keys.js';
import { notices } from './ui/notices.js';
import { sentenceBox } from './ui/sentence.js';
import { isSet } from './state/state.js';
import { sheet } from './ui/sheet.js';
import { waiting } from './ui/states.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Model} Model */

/** Whether something is held down that a click goes to: drawn anew before it is let go, it would never get that click. */
const pressed = () => document.querySelector(':is(button, a, summary, label):active') !== null;

/** @param {() => void} render @returns {() => void} asks for one rendering in the next frame in which nothing is pressed, however often it is called */
function oncePerFrame(render) {
  let frame = 0;
  function draw() {
    frame = pressed() ? requestAnimationFrame(draw) : 0;
    if (!frame) render();
  }
  return () => {
    frame ||= requestAnimationFrame(draw);
  };
}

/** The place where a text is explained, fetched when it is first opened. @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp */
async function loadExplain(store, models, changed, openHelp) {
  const [{ explainPlace }] = await Promise.all([import('./lazy/explain/place.js'), sheet('explain.css')]);
  return explainPlace(store, models, changed, openHelp);
}

/** The view of Explain for a set of sentences. @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp */
async function loadSets(store, models, changed, openHelp) {
  const [{ setsView }] = await Promise.all([import('./lazy/sets/view.js'), sheet('explain.css'), sheet('sets.css')]);
  return setsView(store, models, changed, openHelp);
}

/** The place where a corpus is searched, fetched when it is first opened. @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp */
async function loadCorpus(store, models, changed, openHelp) {
  const [{ corpusPlace }] = await Promise.all([import('./lazy/corpus/place.js'), sheet('explain.css'), sheet('corpus.css')]);
  return corpusPlace(store, models, changed, openHelp);
}

/** The place where texts are edited until a classifier says something else, fetched when it is first opened. @param {Store} store @param {Model[]} models @param {() => void} changed @param {() => void} openHelp */
async function loadAttack(store, models, changed, openHelp) {
  const [{ attackPlace }] = await Promise.all([import('./lazy/attack/place.js'), sheet('explain.css'), sheet('attack.css')]);
  return attackPlace(store, models, changed, openHelp);
}

/**
 * The page inside its root: what all places share, and the place that is open.
 * @param {HTMLElement} root @param {Store} store @param {Model[]} models
 */
export function page(root, store, models) {
  const changed = oncePerFrame(render);
  const openHelp = async () => (await import('./lazy/help.js')).openHelp(store.get().state.place);
  const shared = [header(store, models, openHelp), notices(store), sentenceBox(store, models)];
  const [top, ...above] = shared.map(({ element }) => element);
  const attention = attentionPlace(store, models, changed, openHelp);
  const explain = later(() => loadExplain(store, models, changed, openHelp), changed);
  const sets = later(() => loadSets(store, models, changed, openHelp), changed);
  const corpus = later(() => loadCorpus(store, models, changed, openHelp), changed);
  const places = h('div', { id: 'places' });
  const attack = later(() => loadAttack(store, models, changed, openHelp), changed);
  root.replaceChildren(top, h('main', {}, ...above, places));
  pageKeys(store, attention.actions, openHelp);
  store.subscribe(changed);

  /** The place that is open; while it is fetched, what stands for it. @param {import('./state/state.js').State} state */
  const placeOf = ({ place, set }) => ({ attention: () => attention, corpus, attack, explain: set === null ? explain : sets })[place]();

  function render() {
    const now = store.get();
    for (const part of shared) part.render(now);
    const words = isSet(now.state) ? 'A set of sentences' : now.state.text.trim().slice(0, 60);
    document.title = words ? `${words} · Headlight` : 'Headlight';
    const open = placeOf(now.state);
    if (!open) return places.replaceChildren(waiting());
    if (places.firstChild !== open.element) places.replaceChildren(open.element);
    open.render(now);
  }
  render();
}
