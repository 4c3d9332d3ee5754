import { Cache } from '../../cache.js';
import { once } from '../../once.js';
import { createDesk } from '../explain/desk.js';
import { optionsOf } from '../explain/request.js';
import { evaluate } from './stream.js';

/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('./types.js').Ask} Ask */
/** @typedef {import('./types.js').Evaluation} Evaluation */
/** @typedef {import('./read.js').Row} Row */
/** @typedef {'totals' | 'shap' | 'lime'} Stage */
/** @typedef {{ step: 'waiting' | 'running' | 'done' | 'failed' | 'stopped', answer: Evaluation | null, progress: import('../explain/types.js').Progress | null, problem: import('../../api.js').Problem | null }} Done */

/** Two sets' answers, three for each; the cache counts 20 kB for one. */
const CACHE_BYTES = 120_000;

/** So many rows are explained without being asked to. */
export const FEW = 12;

/** The methods of the small pictures, in the order in which they are asked for. @type {('shap' | 'lime')[]} */
export const METHODS = ['shap', 'lime'];

/**
 * Keeps what is known of a set in step with the state: what the models say of
 * every row, and then, where rows are to be explained, why.
 * @param {import('../../store.js').Store} store @param {() => void} changed
 */
export function createWork(store, changed) {
  // A desk for other questions: what it asks and gets is its own affair.
  const desk = /** @type {any} */ (createDesk)(new Cache(CACHE_BYTES), evaluate, store.busy, changed);
  const jobsOf = once(
    /** @param {Row[]} rows @param {string} models @param {boolean} explained @param {string} options */
    (rows, models, explained, options) => {
      const ask = { models: JSON.parse(models), rows };
      const more = explained ? METHODS.map((method) => ({ name: method, ask: { ...ask, method, ...JSON.parse(options)[method] } })) : [];
      return [{ name: 'totals', ask }, ...more];
    },
  );
  /** @type {unknown} */
  let wanted = null;

  /** @param {Row[]} rows @param {string[]} models @param {State} state @param {boolean} explained */
  function want(rows, models, state, explained) {
    const told = METHODS.map((method) => {
      const options = optionsOf(state, method);
      return [method, { ...(state.target === null ? {} : { target: state.target }), ...(state.seed ? { seed: state.seed } : {}), ...(Object.keys(options).length ? { options } : {}) }];
    });
    const jobs = jobsOf(rows, JSON.stringify(models), explained, JSON.stringify(Object.fromEntries(told)));
    if (jobs === wanted) return;
    wanted = jobs;
    desk.want(jobs);
  }

  function leave() {
    wanted = null;
    desk.want([]);
  }

  /** What is known of a stage, where it belongs to what is wanted. @param {Stage} name @returns {Done | null} */
  function get(name) {
    const slip = desk.get(name);
    return slip && (slip.answered === slip.key || !slip.answer) ? slip : slip && { ...slip, answer: null };
  }
  return { want, leave, get, stop: desk.stop, resume: desk.resume, current: () => desk.current() };
}

/** @typedef {ReturnType<typeof createWork>} Work */
