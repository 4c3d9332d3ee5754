import test from 'node:test';
import assert from 'node:assert/strict';
import { DEFENCES, printHeads } from '../src/state/keys.js';
import { fromQuery, fromView, toQuery, toView } from '../src/state/link.js';
import { DEFAULT_TEXT, initial } from '../src/state/state.js';
import { generator } from './generator.js';

const TEXTS = [
  DEFAULT_TEXT,
  '',
  ' ',
  'a & b # c + d = e % f ? g',
  '100%',
  '😀 👩‍👩‍👧 שלום',
  '%41%zz',
  'text=1&mask=2',
  'line\nbreak\ttab',
  '\u0000',
  'null',
  '9',
];

/** @param {ReturnType<typeof generator>} random @returns {import('../src/state/state.js').State} */
function anyState(random) {
  const { pick, integer, many, chance } = random;
  return {
    model: pick([null, 'headlight-mini', 'a.b_c-d']),
    text: pick(TEXTS),
    mask: many(3, () => integer(0, 20)),
    layer: pick([null, 1, 6, 99]),
    heads: pick([null, [], [1], [1, 2, 3, 7], [2, 4, 5, 12]]),
    threshold: pick([0, 1, 55, 70, 100]),
    lock: many(3, () => ({ index: integer(0, 9), side: pick(['from', 'to']) })),
    replace: many(2, () => ({ index: integer(0, 20), token: pick(['dog', ',', '%', 'a:b', '##x', '&=#']) })),
    ablate: many(2, () => ({ layer: integer(1, 12), head: integer(1, 16) })),
    pair: pick([null, '', 'Is it? 100 %']),
    pairs: pick([null, ['aa'], ['ab', 'bb'], []]),
    view: pick(['arcs', 'heatmap', 'overview', 'map']),
    find: pick([null, 'pair', 'relation:nmod:poss', 'habit:same_word', 'like:3.1']),
    tags: pick(['hide', 'show']),
    values: pick(['hide', 'show']),
    measure: pick(['none', 'entropy', 'special']),
    order: pick(['grid', 'measure']),
    pin: pick([null, '', 'layer=1', 'text=a%20%26%20b&layer=3']),
    specials: pick(['hide', 'show', 'renorm']),
    combine: pick(['mean', 'sum', 'max']),
    units: pick(['pieces', 'words']),
    scale: pick(['view', 'fixed']),
    place: pick(['attention', 'corpus', 'explain', 'attack']),
    model2: pick([null, 'other']),
    method: pick(['lime', 'integrated_gradients', 'occlusion']),
    target: pick([null, '', 'positive & co']),
    seed: pick([0, 7, 2 ** 32 - 1]),
    preset: pick(['headlight', 'library']),
    removal: pick(['delete', 'refill']),
    baseline: pick([null, 'zero']),
    punctuation: pick(['joined', 'own']),
    algorithm: pick([null, 'kernel']),
    budget: pick([null, 2, 20_000]),
    grid: pick(['words', 'own']),
    set: pick([null, 'six', 'here:abc', 'text\tlabel\na & b, 100 %\tpos\n😀\t']),
    corpus: pick([null, 'ewt', 'a b']),
    by: pick(['embedding', 'context']),
    label: pick(['upos', 'deprel']),
    offsets: pick([[-1, 0, 1], [0], [-5, -4, 0]]),
    k: pick([1, 50, 1000]),
    centred: pick(['no', 'yes']),
    per: pick(['one', 'all']),
    upos: pick(['', 'VERB']),
    deprel: pick(['', 'nsubj:pass']),
    form: pick(['', 'escape', '&']),
    lemma: pick(['', 'be']),
    not_form: pick(['', ',']),
    section: pick(['desk', 'search', 'checklist', 'defences']),
    edits: many(3, (_, at) => ({ word: at * 7 + integer(0, 6), kind: pick(['typo', 'masked_lm', 'delete']), replacement: pick(['', 'a,b:c', '100 %', 'gооd', '\u200b', '&=#']) })),
    locked: many(3, (_, at) => at * 7 + integer(0, 6)),
    recipe: pick(['bae', 'hot_flip', 'input_reduction']),
    goal: pick(['left', 'both', 'disagree']),
    search: pick([null, 'greedy', 'beam']),
    beam: pick([2, 4, 10]),
    queries: pick([null, 1, 20_000]),
    guard: pick(['yes', 'no']),
    cases: chance() ? null : JSON.stringify([{ name: 'a & b', sentence: pick(TEXTS), text: pick(TEXTS), expect: 'same' }]),
    passed: pick(['show', 'hide']),
    defences: DEFENCES.filter(() => chance()),
    attacked: integer(0, 200),
    rest: chance() ? { later: pick(['x=1&y', '', '+%']) } : {},
  };
}

test('state → link → state and state → view → state are the identity', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const state = anyState(generator(seed));
    assert.deepEqual(fromQuery(toQuery(state)), { state, complaints: [] }, `seed ${seed}`);
    const view = JSON.parse(JSON.stringify(toView(state)));
    assert.deepEqual(fromView(view), { state, complaints: [] }, `seed ${seed}, view`);
  }
});

test('the default says nothing, and only the default sentence is masked', () => {
  assert.equal(toQuery(initial()), '');
  assert.deepEqual(fromQuery('').state.mask, [9]);
  assert.deepEqual(fromQuery(`text=${encodeURIComponent(DEFAULT_TEXT)}`).state.mask, []);
  assert.equal(toQuery({ ...initial(), mask: [], lock: [] }), 'mask=&lock=');
});

test('token 0, threshold 0, specials shown and no heads survive', () => {
  const { state } = fromQuery('text=a&threshold=0&specials=show&lock=0f&heads=none');
  assert.deepEqual([state.threshold, state.specials, state.lock, state.heads], [0, 'show', [{ index: 0, side: 'from' }], []]);
  assert.equal(toQuery(state), 'text=a&heads=none&threshold=0&lock=0f&specials=show');
});

test('a pinned picture has no pin of its own', () => {
  assert.equal(fromQuery(`pin=${encodeURIComponent('layer=1&pin=layer%3D2&heads=3')}`).state.pin, 'layer=1&heads=3');
});

test('heads are printed as runs', () => {
  assert.equal(printHeads([1, 2, 3, 7, 9, 10]), '1-3,7,9-10');
});

test('nonsense falls back to the default and is said', () => {
  const { state, complaints } = fromQuery('threshold=200&layer=x&heads=3-&lock=5q&mask=a&combine=median&place=moon&unknown=b');
  assert.deepEqual(state, { ...initial(), rest: { unknown: 'b' } });
  assert.equal(complaints.length, 7);
  assert.equal(fromQuery('by=smell&offsets=9&k=0&label=x&centred=2').complaints.length, 5);
  assert.equal(fromQuery('section=x&edits=1:tea:a&locked=a&recipe=x&goal=win&search=x&beam=11&queries=0&guard=1&passed=x&defences=x&attacked=201').complaints.length, 12);
  assert.equal(fromQuery('method=tea&seed=4294967296&budget=1&removal=x').complaints.length, 4);
});

test('each place opens with a sentence of its own', () => {
  assert.equal(fromQuery('place=explain').state.text, 'It was a fantastic performance!');
  assert.deepEqual(fromQuery('place=explain').state.mask, []);
  assert.equal(toQuery(initial(undefined, 'explain')), 'place=explain');
  assert.equal(toQuery({ ...initial(undefined, 'explain'), text: DEFAULT_TEXT }), `place=explain&text=${encodeURIComponent(DEFAULT_TEXT)}`);
});

test('prototype names and lone surrogates do no harm', () => {
  const { state } = fromQuery('constructor=1&__proto__=2&toString=3');
  assert.equal(fromQuery(toQuery(state)).state.rest.constructor, '1');
  assert.equal(fromView({ text: '\ud800' }).state.text, '\ufffd');
});
