import test from 'node:test';
import assert from 'node:assert/strict';
import { progressInWords, timeOf } from '../src/lazy/corpus/corpora.js';
import { concordance, darkness, piecesOf } from '../src/lazy/corpus/kwic.js';
import { labelsOf, runsOf, takeover } from '../src/lazy/corpus/layers.js';
import { layerAt, layersScene } from '../src/lazy/corpus/layers-scene.js';
import { barInWords, headline, nearness, takeoverInWords } from '../src/lazy/corpus/reading.js';
import { byLayerOf, corpusOf, filterOf, searchOf } from '../src/lazy/corpus/request.js';
import { summaryScene } from '../src/lazy/corpus/summary-scene.js';
import { underWay } from '../src/lazy/corpus/work.js';
import { initial } from '../src/state/state.js';

/** @typedef {import('../src/lazy/corpus/types.js').Hit} Hit */

const model = { id: 'm', name: 'M', architecture: 'bert', task: /** @type {const} */ ('fill-mask'), layers: 6, heads: 12, max_tokens: 512, parameters: 1, default: true };

/** A hit in a text whose words are apart as they are written. @param {string} text @param {number} word @param {number[]} [attention] @returns {Hit} */
function hit(text, word, attention = []) {
  const tokens = [...text.matchAll(/\w+|[^\w\s]/g)].map(({ 0: form, index }) => ({ form, lemma: form, upos: 'X', xpos: null, feats: null, head: 0, deprel: 'root', start: index, end: index + form.length }));
  return { score: 0.5, sentence: { id: 's1', text, document: null }, word, tokens, attention_to: attention, attended: attention.length ? attention.indexOf(Math.max(...attention)) : null };
}

/** @param {import('../src/attention/reading.js').Part[]} parts */
const said = (parts) => parts.map((part) => (typeof part === 'string' ? part : `*${part.quote}*`)).join('');

test('a concordance keeps the text as it is written, and says what it cuts', () => {
  const one = hit('He said: "It\'s over, go home."', 5);
  assert.equal(piecesOf(one).map(({ gap, text }) => gap + text).join(''), one.sentence.text);
  const { before, match, after, cut } = concordance(one, 8);
  assert.equal(match.text, one.tokens[5].form);
  assert.ok(before.length && after.length && cut.before && cut.after);
  assert.ok(before.map(({ gap, text }) => gap + text).join('').length <= 8);
  const whole = concordance(one, 1000);
  assert.deepEqual(whole.cut, { before: false, after: false });
  assert.equal(whole.before.length + whole.after.length + 1, one.tokens.length);
  assert.deepEqual(concordance(hit('Yes', 0), 8).cut, { before: false, after: false });
});

test('words are as dark as their attention, and all light where there is none', () => {
  assert.deepEqual(darkness(hit('a b c', 0, [0.1, 0.4, 0.2])), [0.25, 1, 0.5]);
  assert.deepEqual(darkness(hit('a b c', 0)), []);
});

const share = (/** @type {string} */ label, /** @type {number} */ value, base = 0.1) => ({ label, share: value, base_rate: base });
const layers = [
  { layer: 0, shares: [share('PUNCT', 0.9), share('VERB', 0.1)], neighbours: 50 },
  { layer: 1, shares: [share('PUNCT', 0.6), share('NOUN', 0.4)], neighbours: 50 },
  { layer: 2, shares: [share('VERB', 0.5), share('PUNCT', 0.5)], neighbours: 50 },
  { layer: 3, shares: [share('VERB', 0.8), share('NOUN', 0.2)], neighbours: 50 },
];

test('the label that leads in the end takes over where it never loses the lead again', () => {
  assert.deepEqual(runsOf(layers), [
    { label: 'PUNCT', first: 0, last: 1 },
    { label: 'VERB', first: 2, last: 3 },
  ]);
  assert.deepEqual(takeover(layers), { label: 'VERB', first: 2, last: 3, share: 0.8, base: 0.1, neighbours: 50 });
  assert.equal(said(takeoverInWords({ layers })), '*VERB* takes over at layer 2 and leads to layer 3 (80 % of 50 neighbours there; 10 % of the corpus); before that, *PUNCT* leads at layers 0 to 1.');
  assert.equal(said(takeoverInWords({ layers: layers.slice(2) })), '*VERB* leads at every layer, up to layer 3 (80 % of 50 neighbours there; 10 % of the corpus).');
  assert.match(said(takeoverInWords({ layers: [0, 1, 2, 3, 4, 5].flatMap((layer) => [{ layer, shares: [share(layer % 2 ? 'A' : 'B', 1)], neighbours: 50 }])})), /\*A\* takes over only at layer 5, the last .*the lead changes 5 times\.$/);
  assert.match(said(takeoverInWords({ layers: [{ layer: 0, shares: [], neighbours: 0 }] })), /Nothing is known/);
  assert.equal(takeover([]), null);
});

test('the chart has a line for the leaders, and a point of it means the nearest layer', () => {
  assert.deepEqual(labelsOf(layers, 2), ['PUNCT', 'VERB']);
  const { items } = layersScene(layers, { width: 500, height: 200, layer: 2 });
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  for (const text of ['0', '3', 'VERB', 'PUNCT', '100 %']) assert.ok(texts.includes(text), text);
  const line = items.find((item) => item.kind === 'path' && item.stroke === 'plus' && !item.dash);
  assert.ok(line?.kind === 'path' && line.points.length === 8);
  assert.deepEqual([0, 200, 500].map((x) => layerAt(layers, 500, x)), [0, 1, 3]);
  assert.ok(layersScene(layers.slice(0, 1), { width: 500, height: 200, layer: null }).items.length > 0);
});

const count = { label: 'VERB', count: 31, share: 0.62, low: 0.48, high: 0.74, base_rate: 0.11, lift: 5.64, significant: true };

test('a bar is read in words, whatever is counted', () => {
  assert.equal(said(barInWords('upos', count)), '31 of 50 neighbours are *VERB*: 62 % (95 %: 48 % to 74 %). In the corpus 11 %, so 5.6 ×, more than chance gives.');
  assert.match(said(barInWords('offset', { ...count, label: '-1', significant: false })), /attend most to the word before them.*which chance alone can give/);
  assert.match(said(barInWords('offset', { ...count, label: '2' })), /the word 2 places after them/);
  assert.match(said(barInWords('offset', { ...count, label: '0' })), /themselves/);
  assert.match(said(barInWords('attended_deprel', { ...count, base_rate: 0.9, lift: null })), /attend most to \*VERB\*.*less than chance gives/);
});

test('a bar is as long as its share, coloured only where it says something', () => {
  const { items, height } = summaryScene([count, { ...count, label: 'NOUN', significant: false, share: 0.31 }], 400);
  const bars = items.flatMap((item) => (item.kind === 'path' && item.fill ? [item] : []));
  const lengths = bars.map(({ points }) => points[2] - points[0]);
  assert.ok(Math.abs(lengths[0] / lengths[1] - 2) < 1e-9);
  assert.deepEqual(bars.map(({ fill }) => fill), ['plus', 'cell-off']);
  assert.equal(height, 48);
});

test('the sentence says what neighbours share, and how near they are', () => {
  const none = { upos: [count], deprel: [], feats: [], lemma: [], attended_upos: [], attended_deprel: [], offset: [] };
  const search = { hits: [hit('a', 0)], summary: none, random_pair_score: 0.41, searched: 1200, seconds: 0.01 };
  const query = { word: 'escape', masked: true, layer: 4, by: /** @type {const} */ ('context'), heads: [1, 2], allHeads: 12 };
  assert.equal(said(headline(search, 'upos', query)), 'Of the 1 neighbour of *escape* behind the mask at layer 4, by the context of heads 1 and 2, 31 are *VERB* (62 %; 11 % of the corpus), more than chance gives.');
  assert.match(said(headline({ ...search, hits: [] }, 'upos', query)), /Nothing in this corpus fits the filter/);
  assert.match(said(headline({ ...search, summary: { ...none, upos: [] } }, 'deprel', { ...query, by: 'embedding' })), /^The 1 nearest place to \*escape\*.*by embedding\.$/);
  assert.equal(nearness(search), 'Cosine 0.50; two tokens drawn at random have 0.41 (median). 1,200 tokens searched.');
});

test('a state asks for exactly what it shows', () => {
  const state = { ...initial(undefined, 'corpus'), layer: 0, k: 20, upos: ' VERB ', per: /** @type {const} */ ('all'), heads: [2, 3] };
  assert.deepEqual(searchOf(state, model, 9), {
    model: 'm',
    text: state.text,
    masked: [9],
    token: 9,
    layer: 0,
    by: 'embedding',
    heads: [2, 3],
    k: 20,
    filter: { upos: 'VERB', one_per_sentence: false },
  });
  assert.deepEqual(filterOf(initial()), {});
  assert.equal('heads' in byLayerOf({ ...state, heads: [] }, model, 9, 'embedding'), false);
  assert.equal(byLayerOf(state, model, 9, 'context').label, 'upos');
});

test('the corpus that is searched is the one asked for, else the first that is built', () => {
  const corpus = (/** @type {string} */ id, /** @type {'ready' | 'building' | 'absent'} */ state, /** @type {number[]} */ ready) => ({
    id, name: id, language: 'en', sentences: 1, words: 1, annotation: '', license: null, labels: [], state: /** @type {const} */ ('ready'), download: null, error: null,
    builds: [{ model: 'm', state, layers_ready: ready, bytes: 1, seconds: 1, error: null }],
  });
  const all = [corpus('a', 'absent', []), corpus('b', 'building', [0, 1]), corpus('c', 'ready', [0])];
  assert.equal(corpusOf(all, initial(), model)?.id, 'b');
  assert.equal(corpusOf(all, { ...initial(), corpus: 'a' }, model)?.id, 'a');
  assert.equal(corpusOf(all, initial(), { ...model, id: 'other' }), undefined);
  assert.deepEqual(underWay(all), [{ corpus: 'b', verb: 'build', model: 'm' }]);
});

test('how far a build is: what is done, how fast, and how long it takes yet', () => {
  assert.equal(progressInWords({ done: 12_000, total: 300_000, phase: 'build', rate: 1250.4, seconds_left: 230 }), 'Building: 12,000 of 300,000 tokens · 1,250 a second · 4 min left');
  assert.equal(progressInWords({ done: 1_500_000, total: 3_400_000, phase: 'download', rate: null, seconds_left: null }), 'Fetching: 1.5 MB of 3.4 MB');
  assert.equal(progressInWords(null), 'Starting …');
  assert.deepEqual([0.2, 45, 89, 120, 7200].map(timeOf), ['1 s', '45 s', '89 s', '2 min', '2.0 h']);
});
