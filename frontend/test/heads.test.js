import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { PRINT } from '../src/lazy/export/palette.js';
import { svgOf } from '../src/lazy/export/svg.js';
import { corpusFor } from '../src/lazy/heads/desk.js';
import { shownAt } from '../src/lazy/heads/examples.js';
import { ENOUGH, evidenceOf, labelsOf, namesOf } from '../src/lazy/heads/labels.js';
import { mapItems, mapLayout, mapSentence } from '../src/lazy/heads/map-scene.js';
import { neighbour } from '../src/lazy/heads/map.js';
import { scaled } from '../src/lazy/heads/mds.js';
import { bestInWords, byHabit, byLikeness, byPair, byRelation, byTarget, meanHabit, ontoUnits, ordinary } from '../src/lazy/heads/rank.js';
import { bestLayer, wordToken, worth } from '../src/lazy/heads/tags.js';
import { fromQuery, toQuery } from '../src/state/link.js';
import { initial, newText } from '../src/state/state.js';
import { generator } from './generator.js';

/** @typedef {import('../src/lazy/heads/types.js').HeadTable} HeadTable */
/** @typedef {import('../src/types.js').Unit} Unit */

const NONE = { entropy: 0.4, distance: 2, previous: 0, next: 0, self: 0, special: 0.1, punctuation: 0, same_word: 0 };
const finding = (/** @type {number} */ layer, /** @type {number} */ head, /** @type {number} */ share, more = {}) => ({ layer, head, seen: /** @type {const} */ ('from_dependent'), count: 10, share, low: share - 0.03, high: share + 0.03, baseline: 0.35, offset: -2, beats_baseline: share - 0.03 > 0.35, ...more });

/** Four heads: one looks back, two are alike and find objects, one looks at special tokens. @returns {HeadTable} */
const table = () => ({
  sentences: 1500,
  heads: [
    { ...NONE, layer: 1, head: 1, previous: 0.9, labels: ['previous'], relations: [] },
    { ...NONE, layer: 1, head: 2, labels: [], relations: ['obj'] },
    { ...NONE, layer: 2, head: 1, labels: [], relations: [] },
    { ...NONE, layer: 2, head: 2, special: 0.8, labels: ['special'], relations: ['det'] },
  ],
  relations: [
    { relation: 'obj', words: 1234, best: finding(1, 2, 0.789) },
    { relation: 'det', words: 400, best: finding(2, 2, 0.6, { baseline: 0.2, seen: 'from_head', offset: 1 }) },
    { relation: 'nmod', words: 300, best: finding(1, 2, 0.36) },
    { relation: 'vocative', words: ENOUGH - 1, best: finding(1, 1, 0.9) },
    { relation: 'list', words: 90, best: null },
  ],
  divergence: [
    [0, 0.5, 0.5, 0.6],
    [0.5, 0, 0.02, 0.4],
    [0.5, 0.02, 0, 0.4],
    [0.6, 0.4, 0.4, 0],
  ],
});

test('a head has labels for what beats its baseline on enough words, then for its habits', () => {
  const labels = labelsOf(table());
  assert.deepEqual([...labels.keys()], ['1.1', '1.2', '2.2']);
  assert.deepEqual(labels.get('1.1')?.map(({ name }) => name), ['previous token'], 'too few words for a relation');
  assert.deepEqual(labels.get('1.2')?.map(({ name, short }) => [name, short]), [['obj', 'obj']], 'what does not beat the offset is none');
  assert.deepEqual(labels.get('2.2')?.map(({ name, short }) => [name, short]), [['det', 'det'], ['special tokens', 'spec']]);
  assert.equal(evidenceOf(labels.get('1.2') ?? []), 'obj → the word it depends on: 78.9 % of 1,234 (95 %: 75.9 to 81.9 %); best fixed offset −2: 35.0 %');
  assert.equal(evidenceOf(labels.get('2.2') ?? []), 'word → its det: 60.0 % of 400 (95 %: 57.0 to 63.0 %); best fixed offset +1: 20.0 %; also special tokens');
  assert.equal(namesOf(labels.get('2.2') ?? []), 'det 60.0 % and special tokens');
});

test('long names are cut for small places', () => {
  const long = table();
  long.relations = ['parataxis', 'nsubj:pass', 'compound:prt'].map((relation, i) => ({ relation, words: 100, best: finding(1, 2, 0.9 - i / 10) }));
  assert.deepEqual(labelsOf(long).get('1.2')?.map(({ short }) => short), ['para.', 'nsubj', 'comp.']);
});

/** @param {Partial<Unit>} more @returns {Unit} */
const unit = (more) => ({ index: 0, first: 0, last: 0, label: '', special: false, masked: false, joined: false, side: 'a', start: 0, end: 1, replaced: null, ...more });
const UNITS = [unit({ index: 0, label: '[CLS]', special: true }), unit({ index: 1, first: 1, last: 2, label: 'crossing' }), unit({ index: 2, first: 3, last: 3, label: 'road' })];

test('pieces that are looked at are summed, pieces that look are averaged', () => {
  assert.deepEqual([...ontoUnits([[0.25, 0.25, 0.25, 0.25], [0.5, 0.5, 0, 0]], UNITS)], [0.375, 0.5, 0.125]);
});

test('heads are found by a pair of words, or by what they look at most', () => {
  const attention = [[[[0.8, 0, 0, 0.2]], [[0.1, 0.2, 0.1, 0.6]]], [[[0.5, 0, 0.1, 0.4]], [[1, 0, 0, 0]]]];
  const rows = byPair(attention, UNITS, UNITS[2], labelsOf(table()));
  assert.deepEqual(rows.map(({ layer, head, number, note }) => [layer, head, number, note]), [
    [1, 2, '60 %', '1st of 3 · obj 78.9 %'],
    [2, 1, '40 %', '2nd of 3'],
    [1, 1, '20 %', '2nd of 3 · previous token'],
    [2, 2, '< 0.1 %', '2nd of 3 · det 60.0 % and special tokens'],
  ]);
  const targets = byTarget(attention, UNITS, null);
  assert.deepEqual(targets.map(({ layer, head, note }) => [layer, head, note]), [[1, 2, '“road”'], [2, 1, '“road”'], [1, 1, '“road”']], 'a head that sees special tokens alone is left out');
});

test('heads are found by relation, each once, with the chosen one named', () => {
  const asked = { ...table(), findings: [finding(1, 2, 0.789), finding(2, 1, 0.5), finding(1, 2, 0.4, { seen: 'from_head' }), finding(1, 1, 0.36)] };
  const rows = byRelation(asked, 'obj');
  assert.deepEqual(rows.map(({ layer, head, marked, baseline }) => [layer, head, marked, baseline]), [[1, 2, true, 0.35], [2, 1, true, 0.35], [1, 1, false, 0.35]]);
  assert.match(rows[0].note, /95 %: 75\.9 to 81\.9 % · obj → the word it depends on · chosen$/);
  assert.doesNotMatch(rows[1].note, /chosen/);
  assert.match(bestInWords(asked.relations[0]), /^Layer 1, head 2: .*35\.0 %\.$/);
  assert.match(bestInWords(asked.relations[2]), /, which it does not beat\.$/);
  assert.equal(bestInWords(asked.relations[4]), 'No head ever finds list.');
});

test('heads are found by habit and by likeness, with what is ordinary', () => {
  const rows = byHabit(table(), 'previous', labelsOf(table()));
  assert.deepEqual(rows.map(({ marked, number }) => [marked, number]).slice(0, 2), [[true, '90.0 %'], [false, '0.0 %']]);
  assert.equal(byHabit(table(), 'special', labelsOf(table()))[0].note, 'also det 60.0 %');
  assert.ok(Math.abs(meanHabit(table(), 'previous') - 0.225) < 1e-12);
  assert.deepEqual(byLikeness(table(), { layer: 1, head: 2 }, null).map(({ layer, head, number }) => [layer, head, number]), [[2, 1, '0.020'], [2, 2, '0.400'], [1, 1, '0.500']]);
  assert.deepEqual(byLikeness(table(), { layer: 9, head: 9 }, null), []);
  assert.equal(ordinary(table()), 0.5);
});

test('points of a plane are found again from their distances', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { next, integer } = generator(seed);
    const points = Array.from({ length: integer(3, 40) }, () => [3 * next(), next()]);
    const squared = points.map(([x, y]) => points.map(([u, v]) => (x - u) ** 2 + (y - v) ** 2));
    const { points: found, kept } = scaled(squared);
    assert.ok(kept > 1 - 1e-9, `seed ${seed}: ${kept}`);
    found.forEach(([x, y], i) => found.forEach(([u, v], j) => assert.ok(Math.abs((x - u) ** 2 + (y - v) ** 2 - squared[i][j]) < 1e-9, `seed ${seed}`)));
  }
  assert.deepEqual(scaled([[0]]).points, [[0, 0]]);
  assert.deepEqual(scaled([]).points, []);
  assert.equal(scaled([[0, 0], [0, 0]]).kept, 1);
});

test('what a plane cannot hold is said', () => {
  const far = Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (__, j) => (i === j ? 0 : 1)));
  assert.ok(Math.abs(scaled(far).kept - 2 / 3) < 1e-9, 'a regular simplex has three axes alike');
});

test('the map of four heads', () => {
  const layout = mapLayout(table(), labelsOf(table()), 500);
  const [, object, alike] = layout.points;
  assert.ok(Math.hypot(object.x - alike.x, object.y - alike.y) < 80, 'heads that do the same stand together');
  for (const { x, y } of layout.points) assert.ok(x >= 0 && x <= 500 && y >= 0 && y <= layout.plane);
  const svg = svgOf(mapItems(layout), { width: 500, height: layout.height }, PRINT, { title: mapSentence(layout, 'a corpus') });
  const file = new URL('./snapshots/head-map.svg', import.meta.url);
  if (process.env.HEADLIGHT_UPDATE === '1') writeFileSync(file, svg);
  assert.equal(svg, readFileSync(file, 'utf8'));
});

test('no name lies on a point or on another name', () => {
  const { next, integer } = generator(3);
  const many = table();
  const heads = Array.from({ length: 72 }, (_, i) => ({ ...NONE, layer: 1 + Math.floor(i / 12), head: 1 + (i % 12), labels: [], relations: [] }));
  const at = heads.map(() => [next(), next()]);
  many.heads = heads;
  many.divergence = at.map(([x, y]) => at.map(([u, v]) => (x - u) ** 2 + (y - v) ** 2));
  many.relations = Array.from({ length: 30 }, (_, i) => ({ relation: `rel${i}`, words: 100, best: finding(integer(1, 6), integer(1, 12), 0.9) }));
  const layout = mapLayout(many, labelsOf(many), 740);
  const names = mapItems(layout).flatMap((item) => (item.kind === 'text' && item.fill === 'ink' ? [item] : []));
  assert.ok(names.length > 5);
  const boxes = names.map(({ x, y, text, anchor }) => ({ left: x - { start: 0, middle: 3.2, end: 6.4 }[anchor] * text.length, right: x + { start: 6.4, middle: 3.2, end: 0 }[anchor] * text.length, top: y - 6, bottom: y + 6 }));
  const apart = (/** @type {typeof boxes[number]} */ a, /** @type {typeof boxes[number]} */ b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  boxes.forEach((box, i) => assert.ok(boxes.slice(i + 1).every((other) => apart(box, other)), names[i].text));
  const { radius } = layout;
  for (const box of boxes) assert.ok(layout.points.every(({ x, y }) => apart(box, { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius })));
});

test('arrow keys lead to the point that lies there', () => {
  const points = [[0, 0], [10, 1], [0, 12], [-8, -3]].map(([x, y]) => ({ layer: 1, head: 1, x, y, labels: [] }));
  assert.deepEqual([[1, 0], [0, 1], [-1, 0], [0, -1]].map(([dx, dy]) => neighbour(points, 0, dx, dy)), [1, 2, 3, 3]);
  assert.equal(neighbour(points, 1, 1, 0), 1, 'at the edge it stays');
});

test('an example opens one head with the word that looks locked', () => {
  const row = { layer: 3, head: 1, share: 1, number: '', note: '', example: { relation: 'obj', seen: 'from_dependent' } };
  const example = { sentence: { id: 's', document: null, text: 'It works.' }, from: 2, to: 1, weight: 0.9 };
  const state = { ...initial(), mask: [9], pair: 'x' };
  assert.deepEqual(shownAt(state, row, example), { ...newText('It works.'), lock: [{ index: 2, side: 'from' }], pair: null, pairs: null, layer: 3, heads: [1], view: 'arcs', specials: 'hide' });
  assert.equal(shownAt(state, { ...row, example: { habit: 'special' } }, example).specials, 'show');
});

test('a link says what is looked for and whether tags are shown', () => {
  for (const find of ['pair', 'relation', 'relation:nmod:poss', 'habit:same_word', 'like:12.3', 'like']) {
    const query = toQuery({ ...initial(), find, tags: 'show', view: 'map' });
    const { state } = fromQuery(query);
    assert.deepEqual([state.find, state.tags, state.view], [find, 'show', 'map']);
  }
  for (const find of ['', 'nothing', 'like:a.b', 'pair:1', `relation:${'x'.repeat(41)}`]) assert.equal(fromQuery(`find=${encodeURIComponent(find)}`).state.find, null, find);
});

test('the corpus that was measured is taken before one that could be', () => {
  const build = (/** @type {string} */ heads, layers = [0, 1]) => [{ model: 'm', state: 'ready', layers_ready: layers, heads, probes: 'absent' }];
  const corpora = /** @type {any} */ ([{ id: 'a', builds: build('absent') }, { id: 'b', builds: build('ready') }, { id: 'c', builds: build('ready', []) }]);
  const model = /** @type {any} */ ({ id: 'm' });
  assert.equal(corpusFor(corpora, initial(), model, 'heads')?.id, 'b');
  assert.equal(corpusFor(corpora, { ...initial(), corpus: 'a' }, model, 'heads')?.id, 'a');
  assert.equal(corpusFor(corpora, { ...initial(), corpus: 'c' }, model, 'heads')?.id, 'b', 'what is not built cannot be asked');
  assert.equal(corpusFor(corpora, initial(), model, 'probes')?.id, 'a');
  assert.equal(corpusFor([], initial(), model, 'heads'), undefined);
});

test('a probe is named with what it is worth; a piece is told by the first one of its word', () => {
  const layer = (/** @type {number} */ layer, /** @type {number} */ accuracy) => ({ layer, accuracy, low: accuracy - 0.01, high: accuracy + 0.01, control: 0.6, tags: [] });
  const probes = { label: /** @type {const} */ ('upos'), labels: 17, words: /** @type {[number, number, number]} */ ([100, 10, 7931]), majority: 0.169, layers: [layer(0, 0.86), layer(1, 0.93), layer(2, 0.93)] };
  assert.equal(bestLayer(probes).layer, 1, 'the first of equals');
  assert.match(worth(probes, probes.layers[1]), /^Layer 1: right for 93\.0 % of 7,931 words .* \(95 %: 92\.0 to 94\.0 %\); the commonest label 16\.9 %, a control task 60\.0 %$/);
  const analysis = /** @type {any} */ ({ tokens: [{ word: null }, { word: 0 }, { word: 0 }, { word: 1 }], words: [{ tokens: [1, 2] }, { tokens: [3, 3] }] });
  assert.deepEqual([0, 2, 3, 9].map((token) => wordToken(analysis, token)), [null, 1, 3, null]);
});
