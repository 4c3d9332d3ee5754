import { inputOf } from '../../answers.js';
import { Cache } from '../../cache.js';
import { once } from '../../once.js';
import { Slot } from '../../slot.js';
import { layerOf, range } from '../../state/state.js';
import { freshId, h, say } from '../../ui/dom.js';
import { chip } from '../../ui/group.js';
import { failure } from '../../ui/states.js';
import { headTable, rowsOf } from './calls.js';
import { choice, wordsChoice } from './choice.js';
import { createExamples } from './examples.js';
import { CUTS, ENOUGH, HABITS, counted, namesOf, signed } from './labels.js';
import { instead } from './making.js';
import { bestInWords, byHabit, byLikeness, byPair, byRelation, byTarget, meanHabit, ordinary } from './rank.js';
import { rankedList } from './ranked.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../types.js').Analysis} Analysis */
/** @typedef {import('./types.js').HeadTable} HeadTable */
/** @typedef {import('./types.js').Habit} Habit */
/** @typedef {import('./desk.js').Known} Known */

const CACHE_BYTES = 1e6;
const KINDS = /** @type {const} */ ({ pair: 'Here', relation: 'By relation', habit: 'By habit', like: 'Like another' });
/** @typedef {keyof typeof KINDS} Kind */

/** What `find` says. @param {string} find @returns {{ kind: Kind, which: string | null }} */
export function readFind(find) {
  const at = find.indexOf(':');
  return at < 0 ? { kind: /** @type {Kind} */ (find), which: null } : { kind: /** @type {Kind} */ (find.slice(0, at)), which: find.slice(at + 1) };
}

/**
 * Which head does what: between two words of this sentence, for a relation, by habit, or like another head.
 * @param {Store} store @param {Model[]} models @param {import('./desk.js').Desk} desk @param {() => void} changed
 */
export function findPanel(store, models, desk, changed) {
  const cache = new Cache(CACHE_BYTES);
  const rows = /** @type {Slot<{ attention: number[][][][] }>} */ (new Slot(cache, changed));
  const found = /** @type {Slot<HeadTable>} */ (new Slot(cache, changed));
  const name = freshId('find');
  const radios = /** @type {[Kind, string][]} */ (Object.entries(KINDS)).map(([kind, label]) => {
    const input = h('input', { type: 'radio', name, value: kind, onchange: () => store.change({ find: kind }) });
    return { kind, input, chip: chip(input, label) };
  });
  const words = wordsChoice(store);
  const which = { relation: choice('Relation', (value) => store.change({ find: `relation:${value}` })), habit: choice('Habit', (value) => store.change({ find: `habit:${value}` })), like: choice('Head', (value) => store.change({ find: `like:${value}` })) };
  const choices = h('div', { className: 'find-choices' });
  const lead = h('p', { className: 'said' });
  const status = h('p', { className: 'note', role: 'status' });
  const source = h('p', { className: 'note source' });
  const examples = createExamples(store, origin, status);
  const list = rankedList(store, examples);
  const other = h('div');
  const body = h('div', { className: 'found-heads' }, lead, list.element, source);
  const close = h('button', { type: 'button', className: 'quiet small', id: 'find-close', 'aria-label': 'Close Find a head', onclick: () => store.change({ find: null }) }, 'Close');
  const element = h(
    'section',
    { className: 'find', id: 'find', 'aria-label': 'Find a head' },
    h('div', { className: 'heading' }, h('h2', {}, 'Find a head'), close),
    h('div', { className: 'chips', role: 'radiogroup', 'aria-label': 'How to find it' }, ...radios.map((radio) => radio.chip)),
    choices, other, body, status,
  );
  const failed = once(failure);
  /** Its buttons keep the focus while nothing changes. */
  const insteadOf = once((/** @type {number} */ _, /** @type {string | null} */ __, /** @type {Model} */ model) => instead(desk, store, models, model, 'heads'));

  function origin() {
    const model = models.find(({ id }) => id === shownModel);
    const corpus = model && desk.corpus(store.get().state, model, 'heads');
    return corpus && model ? { corpus: corpus.id, model: model.id } : null;
  }
  let shownModel = '';

  /** Draws the list anew only where it is another one. */
  const draw = once((/** @type {string} */ sentence, /** @type {string} */ origin, /** @type {unknown} */ _, /** @type {() => import('./ranked.js').Row[]} */ make) => {
    say(lead, sentence);
    say(source, origin);
    list.draw(make());
  });
  /** @type {Map<string, () => import('./ranked.js').Row[]>} */
  let maker = new Map();
  /** The same function for the same list. @param {string} key @param {() => import('./ranked.js').Row[]} make */
  function lists(key, make) {
    if (!maker.has(key)) maker = new Map([[key, make]]);
    return /** @type {() => import('./ranked.js').Row[]} */ (maker.get(key));
  }

  /** @param {Node[] | null} nodes  what stands there in place of a list */
  function put(nodes) {
    const there = nodes ?? [];
    if (there.length !== other.childNodes.length || there.some((node, i) => other.childNodes[i] !== node)) other.replaceChildren(...there);
    body.hidden = nodes !== null;
    if (nodes) draw.forget();
  }
  /** @param {Node[]} parts */
  const ask = (...parts) => {
    if (parts.some((part, i) => choices.childNodes[i] !== part) || choices.childNodes.length !== parts.length) choices.replaceChildren(...parts);
  };
  /** @param {string} sentence */
  const note = (sentence) => [h('p', { className: 'note' }, sentence)];

  /** @param {State} state @param {Model} model @param {Analysis | null} analysis @param {Known} known */
  function renderPair(state, model, analysis, known) {
    if (!analysis) return;
    const { units, looks, target } = words.render(analysis, state);
    ask(...words.elements);
    if (!looks) return rows.drop(), put(note('Choose the word that looks, here or on the left of the picture; then the one that it looks at.'));
    const input = inputOf(state, model.id);
    const asked = range(looks.first, looks.last);
    rows.want(JSON.stringify([input, asked]), (signal) => rowsOf(input, asked, { signal }));
    if (rows.problem) return put([failed(rows.problem, () => (rows.drop(), changed()))]);
    const answer = rows.current ? rows.value : null;
    if (!answer) return void body.classList.add('stale');
    put(null);
    const sentence = target ? `How much each head looks from “${looks.label}” to “${target.label}” here, and at which place that stands among all it looks at:` : `The word that each head looks at most from “${looks.label}”, special tokens left out:`;
    const make = lists(`${rows.key} ${target?.index} ${known.table !== null}`, () => (target ? byPair(answer.attention, units, target, known.labels) : byTarget(answer.attention, units, known.labels)));
    draw(sentence, target ? `Alike everywhere would be ${counted(1 / units.length)}.` : '', answer, make);
  }

  /** @param {Model} model @param {Known} known @param {string | null} asked */
  function renderRelation(model, { table, corpus }, asked) {
    if (!table || !corpus) return;
    const enough = table.relations.filter(({ words }) => words >= ENOUGH);
    const shown = enough.length ? enough : table.relations;
    const row = table.relations.find(({ relation }) => relation === asked) ?? shown.find(({ relation }) => relation === 'obj') ?? shown[0];
    if (!row) return put(note(`The words of ${corpus.name} bear no relations.`));
    const options = shown.includes(row) ? shown : [...shown, row];
    which.relation.render(options.map(({ relation, words }) => [relation, `${relation} (${words.toLocaleString('en')} words)`]), row.relation);
    ask(which.relation.element);
    found.want(`${corpus.id} ${model.id} ${row.relation}`, (signal) => headTable(corpus.id, model.id, row.relation, { signal }));
    if (found.problem) return put([failed(found.problem, () => (found.drop(), changed()))]);
    const answer = found.current ? found.value : null;
    if (!answer) return void body.classList.add('stale');
    put(null);
    const few = row.words < ENOUGH ? ` Fewer than ${ENOUGH} words prove little.` : '';
    draw(`${bestInWords(row)}${few}`, `On ${corpus.name}, ${table.sentences.toLocaleString('en')} sentences. The head is chosen on every second document; all numbers are of the others. The tick is the best fixed offset${row.best ? ` (${signed(row.best.offset)})` : ''}; filled bars lie above it with their whole interval.`, answer, lists(found.key, () => byRelation(answer, row.relation)));
  }

  /** @param {Known} known @param {string | null} asked */
  function renderHabit({ table, corpus, labels }, asked) {
    if (!table || !corpus) return;
    const habits = /** @type {Habit[]} */ (Object.keys(HABITS));
    const habit = habits.find((one) => one === asked) ?? 'previous';
    const count = (/** @type {Habit} */ one) => table.heads.filter(({ labels }) => labels.includes(one)).length;
    which.habit.render(habits.map((one) => [one, `${HABITS[one][0]} (${count(one)} ${count(one) === 1 ? 'head' : 'heads'})`]), habit);
    ask(which.habit.element);
    put(null);
    const [mean, cut] = [meanHabit(table, habit), CUTS[habit]].map((value) => (habit === 'broad' ? value.toFixed(2) : counted(value)));
    const what = habit === 'broad' ? 'Entropy, of what is possible' : `Share of attention that goes to ${HABITS[habit][2]}`;
    draw(`${what}: ${count(habit)} of ${table.heads.length} heads lie above the cut of ${cut}; the mean of all heads is ${mean}.`, `On ${corpus.name}, ${table.sentences.toLocaleString('en')} sentences. The tick is the cut (after Clark et al. 2019).`, table, lists(`${corpus.id} ${habit}`, () => byHabit(table, habit, labels)));
  }

  /** @param {State} state @param {Model} model @param {Known} known @param {string | null} asked */
  function renderLike(state, model, { table, corpus, labels }, asked) {
    if (!table || !corpus) return;
    const current = `${layerOf(state, model)}.${state.heads?.length === 1 ? state.heads[0] : 1}`;
    const keys = table.heads.map(({ layer, head }) => `${layer}.${head}`);
    const of = keys.includes(asked ?? '') ? /** @type {string} */ (asked) : current;
    const named = (/** @type {string} */ key) => {
      const own = labels?.get(key);
      return `${key}${own ? ` · ${own.map(({ name }) => name).slice(0, 3).join(', ')}` : ''}`;
    };
    which.like.render(keys.map((key) => [key, named(key)]), of);
    ask(which.like.element);
    put(null);
    const [layer, head] = of.split('.').map(Number);
    const own = labels?.get(of);
    draw(`Heads whose attention is most like that of layer ${layer}, head ${head}${own ? ` (${namesOf(own)})` : ''}:`, `Jensen–Shannon divergence in nats, mean over the words of ${corpus.name}: 0 is the same, 0.693 nothing in common; the median of all pairs is ${ordinary(table).toFixed(3)}.`, table, lists(`${corpus.id} like ${of}`, () => byLikeness(table, { layer, head }, labels)));
  }

  /** @param {State} state @param {Model} model @param {Analysis | null} analysis  of this very state */
  function render(state, model, analysis) {
    if (state.find === null) return rows.drop(), found.drop();
    const { kind, which: asked } = readFind(state.find);
    shownModel = model.id;
    for (const radio of radios) radio.input.checked = radio.kind === kind;
    body.classList.remove('stale');
    list.mark();
    const known = desk.known(state, model);
    if (kind === 'pair') return renderPair(state, model, analysis, known);
    const missing = insteadOf(desk.works.version(), state.corpus, model);
    if (missing) return ask(), put(missing);
    if (known.problem) return ask(), put([failed(known.problem, desk.retry)]);
    if (kind === 'relation') renderRelation(model, known, asked);
    else if (kind === 'habit') renderHabit(known, asked);
    else renderLike(state, model, known, asked);
  }
  return { element, render };
}
