import { Problem } from '../../../api.js';
import { follow } from '../../events/follow.js';

/** @typedef {import('./ask.js').Ask} Ask */
/** @typedef {import('../types.js').Found} Found */
/** @typedef {import('../types.js').Step} Step */
/** @typedef {'valid' | 'not_valid'} Mark  whether the text still means the same, by a reader */

/**
 * One search of this session.
 * @typedef {object} Run
 * @property {number} number  from 1
 * @property {Ask} ask
 * @property {'running' | 'done' | 'failed' | 'stopped'} step
 * @property {{ phase: string, done: number } | null} progress
 * @property {Step[]} steps  taken so far
 * @property {number} queries  texts asked so far
 * @property {Found | null} found
 * @property {Problem | null} problem
 * @property {number} seconds
 * @property {Mark | null} mark
 */

const UNREADABLE = 'The answer could not be read. Please try again.';

/**
 * The searches of this session, one at a time.
 * @param {(sentence: string | null) => void} busy @param {() => void} changed
 */
export function createRuns(busy, changed) {
  /** @type {Run[]} the latest first */
  let runs = [];
  /** @type {{ run: Run, stop: AbortController } | null} */
  let running = null;

  /** @param {Ask} ask @param {(run: Run, found: Found) => void} done  told of what was found @returns {Promise<void>} */
  async function start(ask, done) {
    stop();
    /** @type {Run} */
    const run = { number: runs.length + 1, ask, step: 'running', progress: null, steps: [], queries: 0, found: null, problem: null, seconds: 0, mark: null };
    runs = [run, ...runs];
    const mine = { run, stop: new AbortController() };
    running = mine;
    const from = performance.now();
    /** @param {Partial<Run>} news */
    const tell = (news) => {
      if (mine.stop.signal.aborted) return;
      Object.assign(run, news, { seconds: (performance.now() - from) / 1000 });
      changed();
    };
    changed();
    const call = { signal: mine.stop.signal, waiting: (/** @type {number} */ seconds) => busy(`The server is busy; asking again in ${seconds} s.`) };
    try {
      /** @type {Found} */
      const found = await follow('/attack', ask, call, (event, value) => {
        busy(null);
        tell(event === 'progress' ? { progress: value } : { steps: value.steps, queries: value.queries });
      });
      tell({ found, steps: found.steps, queries: found.queries, step: 'done', progress: null });
      if (!mine.stop.signal.aborted) done(run, found);
    } catch (error) {
      tell({ problem: error instanceof Problem ? error : new Problem(UNREADABLE, 'unreadable'), step: 'failed', progress: null });
    }
    if (running === mine) running = null;
    busy(null);
  }

  /** Stops what runs; the server stops with it. */
  function stop() {
    if (!running) return;
    running.stop.abort();
    Object.assign(running.run, { step: 'stopped', progress: null });
    running = null;
    busy(null);
    changed();
  }

  return {
    start,
    stop,
    all: () => runs,
    running: () => running?.run ?? null,
    /** @param {Run} run @param {Mark | null} mark */
    mark(run, mark) {
      run.mark = mark;
      changed();
    },
  };
}

/** @typedef {ReturnType<typeof createRuns>} Runs */

/**
 * How often searches succeed, counted both ways: by reaching the goal, and by
 * a text of which a reader says that it still means the same.
 * @param {Run[]} runs
 */
export function counted(runs) {
  const done = runs.filter(({ found }) => found !== null);
  const reached = done.filter(({ found }) => found?.reached);
  return {
    done: done.length,
    reached: reached.length,
    valid: reached.filter(({ mark }) => mark === 'valid').length,
    open: reached.filter(({ mark }) => mark === null).length,
  };
}
