import test from 'node:test';
import assert from 'node:assert/strict';
import { lettersOf } from '../src/lazy/attack/desk/letters.js';
import { readingOf } from '../src/lazy/attack/desk/reading.js';
import { moved } from '../src/lazy/attack/desk/swap.js';
import { warningsOf } from '../src/lazy/attack/desk/warnings.js';
import { draftOf, fitted, layoutOf, toggledLock, withEdit } from '../src/lazy/attack/draft.js';
import { points, shortNames } from '../src/lazy/attack/names.js';
import { markdownOf } from '../src/lazy/attack/save/report.js';
import { askOf } from '../src/lazy/attack/search/ask.js';
import { courseOf, linesOf } from '../src/lazy/attack/search/course.js';
import { counted } from '../src/lazy/attack/search/runs.js';
import { traceScene } from '../src/lazy/attack/search/trace-scene.js';
import { countText } from '../src/lazy/attack/search/words.js';
import { initial } from '../src/state/state.js';

/** Words of a text, cut at spaces, punctuation on its own. @param {string} text @returns {import('../src/lazy/attack/types.js').Word[]} */
const wordsOf = (text) =>
  [...text.matchAll(/[\p{L}\p{N}’']+|[^\s\p{L}\p{N}]/gu)].map(({ 0: word, index: start }, index) => ({
    index,
    text: word,
    start,
    end: start + word.length,
    kind: /\p{L}/u.test(word) ? 'word' : 'punctuation',
  }));
const left = (/** @type {number} */ word, replacement = '') => ({ word, kind: /** @type {const} */ ('delete'), replacement });

test('a text follows from its edits, and without any it is the original', () => {
  const text = ' The film, though, was good. ';
  const words = wordsOf(text);
  const made = (/** @type {import('../src/types.js').WordEdit[]} */ ...edits) => draftOf(text, words, edits);
  assert.equal(made(), text);
  assert.equal(made(left(1, 'movie')), ' The movie, though, was good. ');
  assert.equal(made(left(0)), ' film, though, was good. ');
  assert.equal(made(left(3)), ' The film,, was good. ');
  assert.equal(made(left(6)), ' The film, though, was. ');
  assert.equal(draftOf('', [], []), '');
  assert.deepEqual(layoutOf('a b.', wordsOf('a b.'), [left(1)]).spans, [[0, 1], [2, 2], [1, 2]]);
});

test('a word has one edit, and edits stand in the order of the text', () => {
  const edits = withEdit(withEdit([left(5, 'a')], left(2, 'b')), left(5, 'c'));
  assert.deepEqual(edits, [left(2, 'b'), left(5, 'c')]);
  assert.deepEqual(toggledLock(toggledLock([7], 3), 7), [3]);
});

test('edits and locks of words that are not there are left out', () => {
  const words = wordsOf('two words');
  assert.equal(fitted({ edits: [left(1)], locked: [0] }, words), null);
  assert.deepEqual(fitted({ edits: [left(1), left(2)], locked: [0, 9] }, words), { edits: [left(1)], locked: [0] });
});

test('hidden letters and look-alikes can be seen', () => {
  const seen = (/** @type {string} */ text, original = 'good') => lettersOf(text, original).map(({ text: shown, code }) => [shown, code]);
  assert.deepEqual(seen('gоd'), [['g', null], ['о', 'U+043E'], ['d', null]]);
  assert.deepEqual(seen('a\u200bb')[1], ['U+200B', 'U+200B']);
  assert.deepEqual(seen('да', 'нет').map(([, code]) => code), [null, null]);
  assert.deepEqual(seen('naïve!').every(([, code]) => code === null), true);
});

/** @type {import('../src/types.js').Model} */
const model = { id: 'left', name: 'Left (one)', architecture: 'bert', task: 'classification', layers: 6, heads: 12, max_tokens: 512, parameters: 1, labels: ['negative', 'positive'], default: false };
const said = (/** @type {number[]} */ before, /** @type {number[]} */ after, id = 'left') => ({ model: { ...model, id }, labels: ['negative', 'positive'], before, after });
const spoken = (/** @type {ReturnType<typeof readingOf>} */ parts) => parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('');

test('the sentence above the text says who turns, and who does not', () => {
  const [left, right] = [said([0.1, 0.9], [0.75, 0.25]), said([0.2, 0.8], [0.4, 0.6], 'right')];
  assert.equal(spoken(readingOf([left, right], ['L', 'R'], 2)), 'With 2 edits L turns from positive (90 %) to negative (75 %); R still says positive (80 % → 60 %).');
  assert.equal(spoken(readingOf([left], ['L'], 0)), 'L says positive (90 %). Which word would turn it?');
  assert.equal(spoken(readingOf([left, right], ['L', 'R'], 0)), 'L says positive (90 %), and so does R (80 %). Which word would turn them?');
  assert.equal(spoken(readingOf([left, said([0.6, 0.4], [0.6, 0.4])], ['L', 'R'], 0)), 'L says positive (90 %), R says negative (60 %).');
  assert.deepEqual(readingOf([], [], 0), []);
});

test('a swap is measured by the label that is given now', () => {
  assert.deepEqual(moved([0.75, 0.25], [0.25, 0.75]), { change: -0.5, turned: true });
  assert.deepEqual(moved([0.75, 0.25], [1, 0]), { change: 0.25, turned: false });
  assert.deepEqual([points(-0.931), points(0.004), points(-0.0004), points(0)], ['−93', '+0.4', '0.0', '0.0']);
});

test('names lose what stands in brackets, unless they are the same then', () => {
  assert.deepEqual(shortNames([model, { ...model, name: 'Right (two)' }]), ['Left', 'Right']);
  assert.deepEqual(shortNames([model, { ...model, name: 'Left (two)' }]), ['Left (one)', 'Left (two)']);
});

test('the guard speaks in sentences, and says what it does not know', () => {
  const entry = (/** @type {import('../src/lazy/attack/types.js').Alarm[] | null} */ alarms, drop = null) => ({ edit: { word: 0, kind: /** @type {const} */ ('masked_lm'), replacement: 'bad' }, old: 'good', judged: alarms && { alarms, drop } });
  assert.deepEqual(warningsOf([], null), []);
  assert.match(warningsOf([entry([])], 0.934)[0], /nothing against.*cosine of 0\.93\.$/);
  assert.match(warningsOf([entry(['opposite', 'drifted'])], 0.5).join(' '), /“bad” is the opposite of “good”.*another one \(cosine 0\.50\)/);
  assert.match(warningsOf([entry(['unlikely'], 6.31)], null)[0], /by 6\.3 nats a piece less\.$/);
  assert.deepEqual(warningsOf([entry(null)], null), ['What the guard would say of “bad” is not known here.']);
});

test('a search asks for what differs from the defaults, and one model has one goal', () => {
  const state = { ...initial('a b', 'attack'), goal: /** @type {const} */ ('both'), locked: [1] };
  const usual = { models: ['l', 'r'], text: 'a b', recipe: 'bae', goal: 'both', locked: [1], seed: 0, options: {} };
  assert.deepEqual(askOf(state, ['l', 'r']), usual);
  assert.equal(askOf(state, ['l']).goal, 'left');
  assert.equal(askOf({ ...state, recipe: 'input_reduction' }, ['l', 'r']).goal, 'left');
  const { options } = askOf({ ...state, search: 'beam', beam: 3, queries: 50, guard: 'no' }, ['l']);
  assert.deepEqual(options, { search: 'beam', beam: 3, budget: 50, guard: false });
});

test('success is counted both ways, and unfinished searches not at all', () => {
  const run = (/** @type {boolean | null} */ reached, /** @type {'valid' | 'not_valid' | null} */ mark = null) => /** @type {any} */ ({ found: reached === null ? null : { reached }, mark });
  const count = counted([run(true, 'valid'), run(true, 'not_valid'), run(true), run(false), run(null)]);
  assert.deepEqual(count, { done: 4, reached: 3, valid: 1, open: 1 });
  assert.equal(countText(count), '3 of 4 reached the goal; 1 of 4 reached it by a text that still means the same (1 not judged yet).');
  assert.equal(countText(counted([run(null)])), '');
});

const step = (/** @type {number} */ word, /** @type {string} */ replacement, /** @type {number} */ positive) => ({ word, kind: /** @type {const} */ ('typo'), replacement, probabilities: [[1 - positive, positive]], queries: 9, candidates: 4, tried: [] });

test('a trace begins with the text as it was and ends with the fewest edits', () => {
  const run = /** @type {any} */ ({ steps: [step(0, 'x', 0.6), step(1, 'y', 0.3)], found: { undone: [{}], results: [{ after: [0.55, 0.45] }] } });
  const trace = courseOf(run, [said([0.1, 0.9], [0, 1])], wordsOf('a b'));
  assert.deepEqual(trace, { series: [[0.9, 0.6, 0.3, 0.45]], steps: ['a → x', 'b → y', 'fewest edits'], half: true });
  assert.deepEqual(courseOf({ ...run, found: null }, [said([0.1, 0.9], [0, 1])], wordsOf('a b')).steps, ['a → x', 'b → y']);
});

test('lines say their labels where the models gave different ones', () => {
  const [left, right] = [said([0.1, 0.9], [0, 1]), said([0.8, 0.2], [0, 1])];
  assert.deepEqual(linesOf(['L', 'R'], [left, right]), ['L: positive', 'R: negative']);
  assert.deepEqual(linesOf(['L', 'R'], [left, left]), ['L', 'R']);
});

test('the chart of a trace', () => {
  const measure = (/** @type {string} */ text) => 6 * text.length;
  const trace = { names: ['L', 'R'], series: [[1, 0.5, 0], [1, 1, 0.75]], steps: ['good → bad', 'a very long name of a step'], half: true };
  const { items, height } = traceScene(trace, { width: 300, height: 200 }, measure);
  assert.equal(height, 200);
  const lines = items.filter((item) => item.kind === 'path' && item.points.length === 6).map((item) => item.kind === 'path' && [item.stroke, item.points]);
  assert.deepEqual(lines, [
    ['accent', [44, 30, 165, 102, 286, 174]],
    ['cell', [44, 30, 165, 30, 286, 66]],
  ]);
  assert.equal(items.filter((item) => item.kind === 'path' && item.fill).length, 6, 'a point for each');
  const names = items.flatMap((item) => (item.kind === 'text' && item.y === 190 ? [[item.text, item.anchor]] : []));
  assert.deepEqual(names, [['as it was', 'start'], ['good → bad', 'middle'], ['a very lo…', 'end']]);
  const single = traceScene({ names: ['L'], series: [[0.5]], steps: [], half: false }, { width: 240, height: 200 }, measure).items;
  assert.ok(single.every((item) => item.kind !== 'path' || item.points.every(Number.isFinite)));
});

test('a report is text: what Markdown would read as a sign is told not to be one', () => {
  const state = { ...initial('a *b* | c', 'attack'), edits: [{ word: 0, kind: /** @type {const} */ ('typo'), replacement: 'x_y' }] };
  const words = wordsOf('a');
  const room = { state, models: [model], words, draft: 'x_y *b* | c', said: [said([0.1, 0.9], [0.8, 0.2])] };
  const text = markdownOf({ room, names: ['Left'], judged: [null], cosine: null, run: null, runs: [] }, 'http://host/?a=b');
  assert.ok(text.startsWith('## a \\*b\\* \\| c\n\n> x\\_y \\*b\\* \\| c\n\nWith 1 edit Left turns'), text);
  assert.ok(text.includes('| a → x\\_y | Typos |  |'), text);
  assert.ok(text.endsWith('Made with Headlight: <http://host/?a=b>\n'), text);
});
