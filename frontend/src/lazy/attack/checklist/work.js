import { Cache } from '../../../cache.js';
import { once } from '../../../once.js';
import { createDesk } from '../../explain/desk.js';
import { textOf, valueFor } from '../../kept.js';
import { check } from './ask.js';
import { packed, readCases } from './cases.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Case} Case */
/** @typedef {import('../../../state/state.js').State} State */
/** @typedef {{ step: 'waiting' | 'running' | 'done' | 'failed' | 'stopped', answer: Answer | null, progress: { done: number, total: number } | null, problem: import('../../../api.js').Problem | null, current: boolean }} Done */

/** Answers are kept up to this many bytes; the cache counts 20 kB for one. */
const CACHE_BYTES = 400_000;

/** What the state says of tests that are kept. @param {Case[]} cases */
export const keptCases = (cases) => valueFor(packed(cases));

/** The tests that are kept; null: they are in another tab. @param {string} value @returns {Case[] | null} */
export function casesOf(value) {
  const text = textOf(value);
  return text === null ? null : readCases(text).cases;
}

/**
 * Keeps what is known of the tests in step with the state.
 * @param {import('../../../store.js').Store} store @param {() => void} changed
 */
export function createWork(store, changed) {
  // A desk for other questions: what it asks and gets is its own affair.
  const desk = /** @type {any} */ (createDesk)(new Cache(CACHE_BYTES), check, store.busy, changed);
  const jobs = once(
    /** @param {string} models @param {string} text @param {Case[] | null} cases @param {number} seed */
    (models, text, cases, seed) => [{ name: 'check', ask: { models: JSON.parse(models), ...(cases ? { cases } : { text, ...(seed ? { seed } : {}) }) } }],
  );
  /** @type {unknown} */
  let wanted = null;

  /** @param {State} state @param {string[]} models @param {Case[] | null} cases  kept ones, in place of the sentence's */
  function want({ text, seed }, models, cases) {
    const now = jobs(JSON.stringify(models), cases ? '' : text, cases, cases ? 0 : seed);
    if (now === wanted) return;
    wanted = now;
    desk.want(now);
  }

  function leave() {
    wanted = null;
    desk.want([]);
  }

  /** @returns {Done | null} */
  function get() {
    const slip = desk.get('check');
    return slip && { ...slip, current: slip.answered === slip.key };
  }
  return { want, leave, get, stop: desk.stop, resume: desk.resume };
}

/** @typedef {ReturnType<typeof createWork>} Work */
