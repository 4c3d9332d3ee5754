import { Problem } from '../../../api.js';
import { follow } from '../../events/follow.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Defence} Defence */
/** @typedef {import('./types.js').Defended} Defended */
/** @typedef {import('./types.js').Trial} Trial */
/** @typedef {{ done: number, total: number }} Progress */

/**
 * What is known of one trial: what came of each defence, and of those that
 * cannot be had why.
 * @typedef {{ none: Defended | null, tried: Map<Defence, Defended>, missing: Map<Defence, string> }} Known
 */

const UNREADABLE = 'The answer could not be read. Please try again.';
/** So many trials are remembered; the oldest goes first. */
const REMEMBERED = 8;

/** @returns {Known} */
const nothing = () => ({ none: null, tried: new Map(), missing: new Map() });

/** @param {Known} known @param {Partial<Answer>} answer */
function take(known, { defences = [], missing = [] }) {
  for (const one of defences) {
    if (one.defence === null) known.none = one;
    else known.tried.set(one.defence, one);
  }
  for (const { defence, detail } of missing) known.missing.set(defence, detail);
}

/**
 * Tries defences when somebody asks for it, since that takes its time, and
 * remembers what came of them: one more costs no other one again.
 * @param {(trial: Trial & { defences: Defence[] }, call: { signal: AbortSignal, waiting: (seconds: number) => void }, heard: (event: string, value: any) => void) => Promise<Answer>} load
 * @param {(sentence: string | null) => void} busy @param {() => void} changed
 */
export function createTrials(load, busy, changed) {
  /** @type {Map<string, Known>} */
  const all = new Map();
  /** @type {{ key: string, asked: Defence[], stop: AbortController, progress: Progress | null } | null} */
  let running = null;
  /** @type {{ key: string, step: 'stopped' | 'failed', problem: Problem | null } | null} */
  let ended = null;
  let key = '';

  /** What is looked at now; a trial of something else is given up. @param {Trial | null} trial */
  function look(trial) {
    key = trial ? JSON.stringify(trial) : '';
    if (running && running.key !== key) halt();
  }

  function halt() {
    running?.stop.abort();
    running = null;
    busy(null);
  }

  /** @returns {Known} */
  function known() {
    const found = all.get(key);
    return found ?? nothing();
  }

  /** @param {Trial} trial @param {Defence[]} defences  those that are wanted */
  async function run(trial, defences) {
    look(trial);
    const mine = all.get(key) ?? nothing();
    all.set(key, mine);
    for (const old of [...all.keys()].slice(0, -REMEMBERED)) all.delete(old);
    const asked = wanting(mine, defences);
    const job = { key, asked, stop: new AbortController(), progress: /** @type {Progress | null} */ (null) };
    running = job;
    ended = null;
    changed();
    const { signal } = job.stop;
    try {
      const answer = await load({ ...trial, defences: asked }, { signal, waiting: (seconds) => busy(`The server is busy; asking again in ${seconds} s.`) }, (event, value) => {
        if (signal.aborted) return;
        busy(null);
        if (event === 'progress') job.progress = value;
        else take(mine, value);
        changed();
      });
      take(mine, answer);
    } catch (error) {
      if (!signal.aborted) ended = { key: job.key, step: 'failed', problem: error instanceof Problem ? error : new Problem(UNREADABLE, 'unreadable') };
    }
    if (running !== job) return;
    running = null;
    busy(null);
    changed();
  }

  function stop() {
    if (running) ended = { key: running.key, step: 'stopped', problem: null };
    halt();
    changed();
  }
  return {
    look,
    run,
    stop,
    known,
    /** @returns {{ asked: Defence[], progress: Progress | null } | null} */
    running: () => running,
    /** How the last run of what is looked at ended early; null: it did not. */
    ended: () => (ended?.key === key ? ended : null),
  };
}

/** Those that are not known yet; with none, everything begins with what happens without a defence. @param {Known} known @param {Defence[]} defences */
export const wanting = ({ tried, missing }, defences) => defences.filter((one) => !tried.has(one) && !missing.has(one));

/** @type {Parameters<typeof createTrials>[0]} */
export const defend = (body, call, heard) => follow('/attack/defend', body, call, heard);

/** @typedef {ReturnType<typeof createTrials>} Trials */
