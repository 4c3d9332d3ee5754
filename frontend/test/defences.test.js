import assert from 'node:assert/strict';
import test from 'node:test';
import { Problem } from '../src/api.js';
import { initial } from '../src/state/state.js';
import { jsonOf, tableOf } from '../src/lazy/attack/defences/data.js';
import { reading } from '../src/lazy/attack/defences/reading.js';
import { leftOut, runs, trialOf, usable } from '../src/lazy/attack/defences/request.js';
import { measured, rowsOf } from '../src/lazy/attack/defences/rows.js';
import { wilson } from '../src/lazy/attack/defences/wilson.js';
import { createTrials, wanting } from '../src/lazy/attack/defences/work.js';

/** @typedef {import('../src/lazy/attack/defences/types.js').Defended} Defended */
/** @typedef {import('../src/types.js').Defence} Defence */

/** @param {Defence | null} defence @param {boolean} works @param {number} reached @param {number} [right] @returns {Defended} */
const defended = (defence, works, reached, right) => ({
  defence,
  found: [
    { model: 'one', labels: ['negative', 'positive'], before: [0.1, 0.9], after: works ? [0.6, 0.4] : [0.2, 0.8], flipped: works },
    { model: 'two', labels: ['pos', 'neg'], before: [0.7, 0.3], after: [0.6, 0.4], flipped: false },
  ],
  still_works: works,
  attacked: { texts: 5, reached, queries: 31.5, reached_here: works },
  clean: right === undefined ? null : { rows: [20, 0], accuracy: [right / 20, null] },
});

test('an interval of Wilson, by values of the textbook', () => {
  const near = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 5e-4, `${a} ${b}`);
  const [some, all, none] = [wilson(15, 50), wilson(10, 10), wilson(0, 10)];
  near(some.low, 0.191);
  near(some.high, 0.4375);
  near(all.low, 0.7225);
  near(all.high, 1);
  near(none.low, 0);
  near(none.high, 0.2775);
});

test('rows stand beside what happens without a defence', () => {
  const tried = new Map([defended('spelling', false, 1, 18), defended('unicode', true, 4, 20)].map((one) => [/** @type {Defence} */ (one.defence), one]));
  const known = { none: defended(null, true, 4, 19), tried, missing: new Map() };
  const rows = rowsOf(known, ['unicode', 'spelling', 'refill']);
  assert.deepEqual(rows.map(({ defence, example }) => [defence, example]), [[null, 'works'], ['unicode', 'works'], ['spelling', 'stopped']]);
  const [none, unicode, spelling] = rows;
  assert.deepEqual([none.less, unicode.less, Math.round((spelling.less ?? 0) * 1000)], [null, 0, 600]);
  // The second model's positive label is its first one.
  assert.deepEqual(spelling.found, [{ before: 0.9, after: 0.8 }, { before: 0.7, after: 0.6 }]);
  assert.equal(measured(known.none), 'positive');
  assert.deepEqual([spelling.clean?.[0]?.share.hits, Math.round((spelling.clean?.[0]?.cost ?? 0) * 1000), spelling.clean?.[1]], [18, 50, null]);
  assert.equal(none.clean?.[0]?.cost, null);
  assert.deepEqual(rowsOf({ ...known, none: null }, ['unicode']), []);
  assert.equal(
    reading(rows, true, true),
    'The edited text is stopped by Spelling. Without a defence, the recipe reaches it on 4 of 5 texts; run through Spelling, on 1. Spelling costs most of what was right: 5.0 points of accuracy.',
  );
  assert.match(reading(rows, false, true), /^The text is not edited/);
  assert.match(reading([rows[0], rows[2]], true, false), /stopped by every defence so far\./);
  const table = tableOf(rows, ['one', 'two'], 'positive');
  assert.deepEqual([table[2].defence, table[2].example, table[2].reached, table[2]['one accuracy'], table[2]['two rows']], ['Spelling', 'stopped', 1, 0.9, '']);
  const saved = JSON.parse(jsonOf({ ...TRIAL, text: 'x' }, known, {}, 'l'));
  assert.deepEqual([saved.asked.text, saved.defences.length], ['x', 3]);
});

test('an example that never worked is not said to be stopped', () => {
  const known = { none: defended(null, false, 0), tried: new Map([[/** @type {Defence} */ ('unicode'), defended('unicode', false, 0)]]), missing: new Map() };
  const rows = rowsOf(known, ['unicode']);
  assert.deepEqual(rows.map(({ example, clean }) => [example, clean]), [['never', null], ['never', null]]);
  assert.equal(reading(rows, true, true), 'The edited text does not reach the goal even without a defence. Without a defence, the recipe reaches it on 0 of 5 texts.');
});

test('of a set, rows with a label are used, as many as a request holds', () => {
  const rows = [{ text: 'a', label: 'pos' }, { text: 'b' }, { text: 'c', label: 'neg' }];
  assert.deepEqual(usable(rows), { rows: [rows[0], rows[2]], unlabelled: 1, tooMany: 0 });
  assert.deepEqual(leftOut(usable(rows)), ['1 row without a label is left out.']);
  const many = Array.from({ length: 1200 }, () => ({ text: 'short', label: 'pos' }));
  assert.deepEqual([usable(many).rows.length, usable(many).tooMany], [1000, 200]);
  const large = Array.from({ length: 10 }, () => ({ text: 'é'.repeat(20_000), label: 'pos' }));
  assert.equal(usable(large).rows.length, 3);
  assert.deepEqual(leftOut(usable(large)), ['The first 3 rows are used.']);
});

/** @type {import('../src/lazy/attack/defences/types.js').Trial} */
const TRIAL = { models: ['one'], text: 'good', edited: 'goood', recipe: 'typos', goal: 'left', seed: 0, options: {}, rows: [], attacked_rows: 0 };

test('a trial asks for what the state says', () => {
  const state = { ...initial('good', 'attack'), recipe: /** @type {const} */ ('typos'), goal: /** @type {const} */ ('both'), attacked: 7, queries: 100, guard: /** @type {const} */ ('no'), locked: [1] };
  const room = /** @type {any} */ ({ state, models: [{ id: 'one' }], draft: 'goood' });
  const rows = [{ text: 'a', label: 'pos' }];
  const trial = trialOf(room, rows);
  assert.deepEqual(trial, { ...TRIAL, options: { budget: 100, guard: false }, rows, attacked_rows: 1 });
  assert.equal(runs(trial, 7), 16);
});

test('what was tried is remembered: one more defence costs no other again', async () => {
  /** @type {Defence[][]} */
  const asked = [];
  /** @type {any} */
  const load = async (/** @type {any} */ { defences }, /** @type {any} */ _, /** @type {any} */ heard) => {
    asked.push(defences);
    heard('progress', { done: 0, total: defences.length + 1 });
    heard('partial', { defences: [defended(null, true, 1)] });
    if (defences.includes('ensemble')) throw new Problem('No.', 'bad_request');
    const tried = defences.filter((/** @type {Defence} */ one) => one !== 'synonyms').map((/** @type {Defence} */ one) => defended(one, false, 0));
    return { defences: [defended(null, true, 1), ...tried], missing: defences.includes('synonyms') ? [{ defence: 'synonyms', detail: 'No WordNet.' }] : [] };
  };
  const trials = createTrials(load, () => {}, () => {});
  await trials.run(TRIAL, ['unicode', 'synonyms']);
  assert.deepEqual([...trials.known().tried.keys()], ['unicode']);
  assert.equal(trials.known().missing.get('synonyms'), 'No WordNet.');
  assert.deepEqual(wanting(trials.known(), ['unicode', 'spelling', 'synonyms']), ['spelling']);
  await trials.run(TRIAL, ['unicode', 'spelling', 'synonyms']);
  assert.deepEqual(asked, [['unicode', 'synonyms'], ['spelling']]);
  await trials.run(TRIAL, ['unicode', 'ensemble']);
  assert.equal(trials.ended()?.problem?.message, 'No.');
  trials.look({ ...TRIAL, edited: 'other' });
  assert.deepEqual([trials.known().none, trials.ended()], [null, null]);
  trials.look(TRIAL);
  assert.equal(trials.known().tried.size, 2);
});

test('a trial is given up when another text is looked at, and when it is stopped', async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  /** @type {any} */
  const load = (/** @type {any} */ _, /** @type {any} */ { signal }, /** @type {any} */ heard) =>
    new Promise((_resolve, reject) => {
      signals.push(signal);
      heard('partial', { defences: [defended(null, true, 1)] });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const trials = createTrials(load, () => {}, () => {});
  const first = trials.run(TRIAL, ['unicode']);
  assert.ok(trials.running());
  trials.stop();
  await first;
  assert.deepEqual([signals[0].aborted, trials.running(), trials.ended()?.step], [true, null, 'stopped']);
  assert.ok(trials.known().none, 'what came before is kept');
  const second = trials.run(TRIAL, ['unicode']);
  trials.look({ ...TRIAL, text: 'other' });
  await second;
  assert.deepEqual([signals[1].aborted, trials.running()], [true, null]);
});
