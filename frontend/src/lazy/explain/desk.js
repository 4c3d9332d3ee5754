import { Problem } from '../../api.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Ask} Ask */
/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {import('./stream.js').Listener} Listener */

const UNREADABLE = 'The answer could not be read. Please try again.';

/**
 * One explanation that is wanted. What was last answered stays until something
 * newer is there.
 * @typedef {object} Slip
 * @property {string} key  what is wanted, '' for nothing
 * @property {Ask} ask
 * @property {'waiting' | 'running' | 'done' | 'failed' | 'stopped'} step
 * @property {Answer | null} answer  the last one, perhaps not whole yet
 * @property {string} answered  the key that it belongs to
 * @property {Progress | null} progress
 * @property {Problem | null} problem
 */

/**
 * Gets explanations one after the other in the order in which they are wanted,
 * so that the first is there soon, and stops what is wanted no longer.
 * @param {import('../../cache.js').Cache} cache
 * @param {(ask: Ask, listener: Listener) => Promise<Answer>} load
 * @param {(sentence: string | null) => void} busy @param {() => void} changed
 */
export function createDesk(cache, load, busy, changed) {
  /** @type {Map<string, Slip>} by name, in the order wanted */
  let slips = new Map();
  /** Answers of names that are not wanted now. @type {Map<string, Slip>} */
  const kept = new Map();
  /** @type {{ slip: Slip, key: string, stop: AbortController } | null} */
  let running = null;

  /** @param {{ name: string, ask: Ask }[]} jobs  what is wanted, the most urgent first */
  function want(jobs) {
    for (const [name, slip] of slips) kept.set(name, slip);
    slips = new Map(jobs.map(({ name, ask }) => [name, renewed(kept.get(name), ask)]));
    const current = running && [...slips.values()].includes(running.slip) && running.slip.key === running.key;
    if (running && !current) halt();
    next();
  }

  /** @param {Slip | undefined} slip @param {Ask} ask @returns {Slip} */
  function renewed(slip, ask) {
    const key = JSON.stringify(ask);
    const made = slip ?? { key: '', ask, step: 'waiting', answer: null, answered: '', progress: null, problem: null };
    if (made.key === key) {
      if (made.step === 'running' && running?.slip !== made) made.step = 'waiting';
      return made;
    }
    const known = /** @type {Answer | undefined} */ (cache.get(key));
    Object.assign(made, { key, ask, step: known ? 'done' : 'waiting', progress: null, problem: null });
    if (known) Object.assign(made, { answer: known, answered: key });
    return made;
  }

  function halt() {
    running?.stop.abort();
    if (running?.slip.step === 'running') running.slip.step = 'waiting';
    running = null;
    busy(null);
  }

  function next() {
    if (running) return;
    const slip = [...slips.values()].find(({ step }) => step === 'waiting');
    if (slip) run(slip);
  }

  /** @param {Slip} slip */
  async function run(slip) {
    const mine = { slip, key: slip.key, stop: new AbortController() };
    running = mine;
    slip.step = 'running';
    /** @param {Partial<Slip>} news */
    const tell = (news) => {
      if (running !== mine || mine.stop.signal.aborted) return;
      Object.assign(slip, news);
      changed();
    };
    try {
      const answer = await load(slip.ask, {
        signal: mine.stop.signal,
        waiting: (seconds) => busy(`The server is busy; asking again in ${seconds} s.`),
        progress: (progress) => (busy(null), tell({ progress })),
        partial: (answer) => tell({ answer, answered: mine.key }),
      });
      cache.set(mine.key, answer);
      tell({ answer, answered: mine.key, step: 'done', progress: null });
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(UNREADABLE, 'unreadable');
      tell({ problem, step: 'failed', progress: null });
    }
    if (running !== mine) return;
    running = null;
    busy(null);
    next();
    changed();
  }

  /** Stops what runs and what waits, until it is asked for again. */
  function stop() {
    for (const slip of slips.values()) if (slip.step === 'running' || slip.step === 'waiting') slip.step = 'stopped';
    running?.stop.abort();
    running = null;
    busy(null);
    changed();
  }

  /** Asks again for what failed or was stopped. */
  function resume() {
    for (const slip of slips.values()) {
      if (slip.step === 'failed' || slip.step === 'stopped') Object.assign(slip, { step: 'waiting', problem: null });
    }
    next();
    changed();
  }

  return {
    want,
    stop,
    resume,
    /** @param {string} name */
    get: (name) => slips.get(name) ?? null,
    /** What runs now or comes next. */
    current: () => [...slips.values()].find(({ step }) => step === 'running' || step === 'waiting') ?? null,
    all: () => [...slips.values()],
  };
}

/** @typedef {ReturnType<typeof createDesk>} Desk */

/** Whether a slip's answer belongs to what is wanted. @param {Slip | null} slip */
export const isCurrent = (slip) => slip !== null && slip.answer !== null && slip.answered === slip.key;
