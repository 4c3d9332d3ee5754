/**
 * The state is everything a link can say about the picture. What is not here
 * (hover, open menus, what is loading) is forgotten on reload.
 *
 * @typedef {object} State
 * @property {Place} place
 * @property {string | null} model  null: the server's default model; in Explain the first classifier
 * @property {string} text
 * @property {number[]} mask  token indices, in the order they were masked
 * @property {number | null} layer  null: the middle layer
 * @property {number[] | null} heads  null: all of them; []: none
 * @property {number} threshold  whole percent of each row that is drawn
 * @property {import('../types.js').Lock[]} lock
 * @property {import('../types.js').Replacement[]} replace
 * @property {import('../types.js').HeadAt[]} ablate  heads that are switched off
 * @property {string | null} pair  the second text; null: there is none
 * @property {('aa' | 'ab' | 'ba' | 'bb')[] | null} pairs  from which text to which; null: all of them
 * @property {'arcs' | 'heatmap' | 'overview' | 'map'} view  `map`: heads that do the same stand together
 * @property {string | null} find  what heads are looked for by: `pair`, `relation:obj`, `habit:previous`, `like:3.1`; null: nothing
 * @property {'hide' | 'show'} tags  what probes say
 * @property {'hide' | 'show'} values  weights as numbers in the picture
 * @property {Measure} measure  what the overview colours heads by
 * @property {'grid' | 'measure'} order  of the overview's heads
 * @property {string | null} pin  the query of the picture beside this one
 * @property {'hide' | 'show' | 'renorm'} specials
 * @property {'mean' | 'sum' | 'max'} combine
 * @property {'pieces' | 'words'} units
 * @property {'view' | 'fixed'} scale  arcs against the largest in view, or against 1
 * @property {string | null} model2  a second classifier to explain; null: none
 * @property {import('../types.js').Method} method  what the words of Explain are coloured by
 * @property {string | null} target  the label that is explained; null: what the first model predicts
 * @property {number} seed  of everything drawn at random
 * @property {'headlight' | 'library'} preset  our own defaults and words, or those of lime, shap and captum
 * @property {Removal} removal  how a word is taken away
 * @property {Baseline | null} baseline  what integrated gradients starts from; null: the server's default
 * @property {'joined' | 'own'} punctuation  part of the word before it, or a word of its own
 * @property {'exact' | 'permutation' | 'partition' | 'kernel' | null} algorithm  of SHAP; null: by length
 * @property {number | null} budget  texts a model may be asked about, for each method; null: the server's default
 * @property {'words' | 'own'} grid  a library's units folded onto words, or as they are
 * @property {string | null} set  sentences to be explained together: `six`, a text that lazy/sets/read.js reads, or where they are kept; null: one sentence
 * @property {string | null} corpus  null: the first that is built for the model
 * @property {'embedding' | 'context'} by  what neighbours are near by
 * @property {'upos' | 'deprel'} label  what is read off neighbours first
 * @property {number[]} offsets  words beside a neighbour whose label stands in a column, ascending, 0 among them
 * @property {number} k  neighbours asked for
 * @property {'no' | 'yes'} centred  whether the mean of the corpus is taken off first
 * @property {'one' | 'all'} per  neighbours of one sentence
 * @property {string} upos  of the neighbours; '': any; so are the next four
 * @property {string} deprel
 * @property {string} form
 * @property {string} lemma
 * @property {string} not_form  a form that neighbours do not have
 * @property {Section} section  of Attack: what is worked at
 * @property {import('../types.js').WordEdit[]} edits  what stands in the place of words of the text, by rising word, one for each
 * @property {number[]} locked  words that an attack leaves alone, ascending
 * @property {import('../types.js').Recipe} recipe  how a search finds edits
 * @property {import('../types.js').Goal} goal  what a search is after
 * @property {'ranked' | 'greedy' | 'beam' | null} search  how it goes through the words; null: as the recipe does
 * @property {number} beam  drafts that a beam goes on with
 * @property {number | null} queries  texts that a search may ask about; null: the server's default
 * @property {'yes' | 'no'} guard  whether a search leaves edits alone that seem to change the meaning
 * @property {string | null} cases  tests that are kept, as JSON, or where they are kept; null: those of the text
 * @property {'show' | 'hide'} passed  tests that every model passes
 * @property {import('../types.js').Defence[]} defences  that are tried
 * @property {number} attacked  rows of the set on which the recipe is run through each defence
 * @property {Record<string, unknown>} rest  keys this page does not know, kept as they came
 *
 * @typedef {'attention' | 'corpus' | 'explain' | 'attack'} Place
 * @typedef {'desk' | 'search' | 'checklist' | 'defences'} Section
 * @typedef {'delete' | 'mask' | 'unk' | 'refill'} Removal
 * @typedef {'pad' | 'mask' | 'zero' | 'mean'} Baseline
 * @typedef {'none' | 'entropy' | 'distance' | 'previous' | 'next' | 'self' | 'special'} Measure
 */

export const DEFAULT_TEXT = 'The girl ran to a local pub to escape the din of her city.';

/** The sentence that a place opens with. @type {Record<Place, string>} */
export const DEFAULT_TEXTS = {
  attention: DEFAULT_TEXT,
  corpus: DEFAULT_TEXT,
  explain: 'It was a fantastic performance!',
  attack: 'This is a really good book, and I enjoyed reading it.',
};

/** Whether a place is about classifiers and what they say of a text. @param {Place} place */
export const classifies = (place) => place === 'explain' || place === 'attack';

/** Where *escape* stands in the default sentence. */
const ESCAPE = 9;

/**
 * The state of an address that says nothing but perhaps a text and a place:
 * the default sentence of Attention and Corpus comes with a mask and a lock.
 * @param {string} [text] @param {Place} [place]
 * @returns {State}
 */
export function initial(text, place = 'attention') {
  const held = text === undefined && !classifies(place);
  return {
    place,
    model: null,
    text: text ?? DEFAULT_TEXTS[place],
    mask: held ? [ESCAPE] : [],
    layer: null,
    heads: null,
    threshold: 70,
    lock: held ? [{ index: ESCAPE, side: 'from' }] : [],
    replace: [],
    ablate: [],
    pair: null,
    pairs: null,
    view: 'arcs',
    find: null,
    tags: 'hide',
    values: 'hide',
    measure: 'none',
    order: 'grid',
    pin: null,
    specials: 'hide',
    combine: 'mean',
    units: 'pieces',
    scale: 'view',
    model2: null,
    method: 'integrated_gradients',
    target: null,
    seed: 0,
    preset: 'headlight',
    removal: 'delete',
    baseline: null,
    punctuation: 'joined',
    algorithm: null,
    budget: null,
    grid: 'words',
    set: null,
    corpus: null,
    by: 'embedding',
    label: 'upos',
    offsets: [-1, 0, 1],
    k: 50,
    centred: 'no',
    per: 'one',
    upos: '',
    deprel: '',
    form: '',
    lemma: '',
    not_form: '',
    section: 'desk',
    edits: [],
    locked: [],
    recipe: 'bae',
    goal: 'left',
    search: null,
    beam: 4,
    queries: null,
    guard: 'yes',
    cases: null,
    passed: 'show',
    defences: ['unicode', 'spelling', 'drop_unknown', 'mark_unknown', 'refill', 'synonyms', 'ensemble'],
    attacked: 5,
    rest: {},
  };
}

/** A new text, no token or word of which is masked, locked, replaced or edited yet. @param {string} text well-formed @returns {Partial<State>} */
export const newText = (text) => ({ text, mask: [], lock: [], replace: [], edits: [], locked: [] });

/** The same for the second text. @param {string | null} pair well-formed @returns {Partial<State>} */
export const newPair = (pair) => ({ pair, mask: [], lock: [], replace: [], ...(pair === null ? { pairs: null } : {}) });

/** Whether a set of sentences is shown in place of one. @param {State} state */
export const isSet = ({ place, set }) => place === 'explain' && set !== null;

/** @param {import('../types.js').Model} model */
export const middleLayer = (model) => Math.ceil(model.layers / 2);

/** @param {State} state @param {import('../types.js').Model} model */
export const layerOf = (state, model) => state.layer ?? middleLayer(model);

/**
 * @param {State} state @param {import('../types.js').Model} model
 * @returns {number[]} head numbers, ascending
 */
export const headsOf = (state, model) => state.heads ?? range(1, model.heads);

/** @param {number} first @param {number} last @returns {number[]} both ends included */
export const range = (first, last) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/**
 * @param {State} state @param {import('../types.js').Model} model @param {number} head
 * @returns {Partial<State>}
 */
export function toggleHead(state, model, head) {
  const chosen = new Set(headsOf(state, model));
  if (!chosen.delete(head)) chosen.add(head);
  const heads = [...chosen].sort((a, b) => a - b);
  return { heads: heads.length === model.heads ? null : heads };
}

/** @param {State} state @param {number[]} tokens a token, or the pieces of a word @returns {Partial<State>} */
export function toggleMask(state, tokens) {
  const all = tokens.every((token) => state.mask.includes(token));
  const others = state.mask.filter((token) => !tokens.includes(token));
  const replace = state.replace.filter(({ index }) => !tokens.includes(index));
  return all ? { mask: others } : { mask: [...others, ...tokens], replace };
}

/** @param {State} state @param {number} index @param {string | null} token  null: as it was @returns {Partial<State>} */
export function replaceToken(state, index, token) {
  const others = state.replace.filter((replaced) => replaced.index !== index);
  if (token === null) return { replace: others };
  return { replace: [...others, { index, token }], mask: state.mask.filter((masked) => masked !== index) };
}

/** @param {State} state @param {import('../types.js').HeadAt} at @returns {Partial<State>} */
export function toggleAblation(state, { layer, head }) {
  const others = state.ablate.filter((off) => off.layer !== layer || off.head !== head);
  const ablate = others.length < state.ablate.length ? others : [...others, { layer, head }];
  return { ablate: ablate.sort((a, b) => a.layer - b.layer || a.head - b.head) };
}

/** @param {State} state @param {import('../types.js').Lock} lock @returns {Partial<State>} */
export function toggleLock(state, lock) {
  const others = state.lock.filter((held) => held.index !== lock.index || held.side !== lock.side);
  return { lock: others.length < state.lock.length ? others : [...others, lock] };
}
