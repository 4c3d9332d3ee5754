import test from 'node:test';
import assert from 'node:assert/strict';
import { inPlace } from '../src/state/places.js';
import { modelOf, repairForModels, repairForTokens } from '../src/state/repair.js';
import { initial, newText } from '../src/state/state.js';

/** @type {import('../src/types.js').Model[]} */
const models = [
  { id: 'small', name: 'Small', architecture: 'bert', task: 'fill-mask', layers: 6, heads: 12, max_tokens: 512, default: true },
  { id: 'gpt', name: 'GPT', architecture: 'gpt2', task: 'causal', layers: 12, heads: 16, max_tokens: 512, default: false },
  {
    id: 'broken',
    name: 'Broken',
    architecture: '',
    task: 'encoder',
    layers: 0,
    heads: 0,
    max_tokens: 0,
    default: false,
    error: 'it has no weights',
  },
];
/** @type {import('../src/types.js').Model[]} */
const classifiers = ['left', 'right'].map((id) => ({
  ...models[0],
  id,
  name: id.toUpperCase(),
  task: 'classification',
  labels: ['negative', 'positive'],
  default: false,
}));
const all = [...models, ...classifiers];
const token = (/** @type {number} */ index, special = false) => ({
  index,
  id: 0,
  piece: 'x',
  text: 'x',
  word: 0,
  special,
  masked: false,
});

test('a state that fits is left as it is', () => {
  assert.deepEqual(repairForModels(initial(), models), { state: initial(), notices: [] });
});

test('a layer that is not there becomes the nearest one, and that is said', () => {
  const { state, notices } = repairForModels({ ...initial(), layer: 9 }, models);
  assert.equal(state.layer, 6);
  assert.deepEqual(notices, ['This model has 6 layers; layer 9 was asked for, layer 6 is shown.']);
  assert.equal(repairForModels({ ...initial(), layer: 0 }, models).state.layer, 1);
});

test('heads that are not there are left out; with none left all are shown', () => {
  assert.deepEqual(repairForModels({ ...initial(), heads: [2, 14] }, models).state.heads, [2]);
  assert.equal(repairForModels({ ...initial(), heads: [14] }, models).state.heads, null);
  assert.deepEqual(repairForModels({ ...initial(), heads: [] }, models).state.heads, []);
});

test('unknown and broken models give way to the default', () => {
  for (const model of ['nobody', 'broken']) {
    const { state, notices } = repairForModels({ ...initial(), model }, models);
    assert.equal(modelOf(state, models)?.id, 'small');
    assert.equal(notices.length, 1);
  }
});

test('a causal model drops masks', () => {
  assert.deepEqual(repairForModels({ ...initial(), model: 'gpt' }, models).state.mask, []);
});

test('masks and locks that the text does not have are dropped', () => {
  const tokens = [token(0, true), token(1), token(2, true)];
  const { state, notices } = repairForTokens(
    {
      ...initial('x'),
      mask: [0, 1, 7],
      lock: [
        { index: 9, side: 'to' },
        { index: 0, side: 'from' },
      ],
    },
    tokens,
  );
  assert.deepEqual([state.mask, state.lock], [[1], [{ index: 0, side: 'from' }]]);
  assert.equal(notices.length, 2);
});

test('Explain shows classifiers only, and says what it left out', () => {
  const explain = initial(undefined, 'explain');
  assert.equal(modelOf(explain, all)?.id, 'left');
  assert.equal(modelOf(explain, models), undefined);
  const { state, notices } = repairForModels({ ...explain, model: 'small', model2: 'gpt', target: 'glad' }, all);
  assert.deepEqual([state.model, state.model2, state.target], [null, null, null]);
  assert.deepEqual(notices, [
    'Small does not classify; LEFT is shown.',
    'GPT does not classify; one model is shown.',
    'LEFT has no class “glad”; the one that it predicts is explained.',
  ]);
  const same = repairForModels({ ...explain, model: 'right', model2: 'right' }, all);
  assert.deepEqual([same.state.model2, same.notices], [null, []]);
});

test('layer 0 is searched by embedding, and by nothing else', () => {
  const state = { ...initial(undefined, 'corpus'), layer: 0 };
  assert.deepEqual(repairForModels(state, models), { state, notices: [] });
  assert.equal(repairForModels({ ...state, by: 'context' }, models).state.layer, 1);
  assert.equal(repairForModels({ ...state, place: 'attention' }, models).state.layer, 1);
});

test('Attention and Corpus look at the same token of the same text by the same model', () => {
  const state = { ...initial(), model: 'gpt', lock: [{ index: 3, side: /** @type {const} */ ('to') }], mask: [] };
  const there = inPlace(state, 'corpus', models, { ...initial(undefined, 'corpus'), text: 'another' });
  assert.deepEqual(there, { ...state, place: 'corpus' });
  assert.deepEqual(inPlace({ ...there, layer: 0 }, 'attention', models), { ...state, layer: 1 });
});

test('Explain and Attack look at the same classifiers; edits and locks go with their text', () => {
  const edits = [{ word: 1, kind: /** @type {const} */ ('typo'), replacement: 'x' }];
  const attack = { ...initial('two words', 'attack'), model: 'right', model2: 'left', edits, locked: [0] };
  const there = inPlace(attack, 'explain', all, { ...initial(undefined, 'explain'), text: 'another', model: 'left' });
  assert.deepEqual(there, { ...attack, place: 'explain' });
  assert.deepEqual(inPlace({ ...there, ...newText('other words') }, 'attack', all).edits, []);
  assert.equal(inPlace(attack, 'attention', all, initial()).model, null);
  assert.deepEqual(repairForModels({ ...attack, model: 'small', model2: 'gpt' }, all).notices, ['Small does not classify; LEFT is shown.', 'GPT does not classify; one model is shown.']);
});
