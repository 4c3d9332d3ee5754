import { Problem } from './api.js';

/** @typedef {import('./cache.js').Cache} Cache */

/**
 * One thing the page wants to know. The last answer stays until the next one
 * is there; a question that is no longer asked is aborted.
 * @template T
 */
export class Slot {
  /** @param {Cache} cache @param {() => void} changed */
  constructor(cache, changed) {
    this.cache = cache;
    this.changed = changed;
    /** @type {T | null} */
    this.value = null;
    this.key = '';
    this.wanted = '';
    /** @type {Problem | null} */
    this.problem = null;
    /** @type {AbortController | null} */
    this.running = null;
  }

  get current() {
    return this.key === this.wanted && this.value !== null;
  }

  /** @param {string} key @param {(signal: AbortSignal) => Promise<T>} load */
  want(key, load) {
    if (key === this.wanted) return;
    this.drop();
    this.wanted = key;
    const known = /** @type {T | undefined} */ (this.cache.get(key));
    if (known === undefined) this.load(load);
    else this.take(known);
  }

  /** Wants nothing any more. */
  drop() {
    this.running?.abort();
    this.running = null;
    this.problem = null;
    this.wanted = '';
  }

  /** @param {T} value */
  take(value) {
    this.value = value;
    this.key = this.wanted;
  }

  /** @param {(signal: AbortSignal) => Promise<T>} load */
  async load(load) {
    const running = new AbortController();
    this.running = running;
    try {
      const value = await load(running.signal);
      if (running.signal.aborted) return;
      this.cache.set(this.wanted, value);
      this.take(value);
    } catch (error) {
      if (running.signal.aborted) return;
      this.problem =
        error instanceof Problem ? error : new Problem('The answer could not be read. Please try again.', 'unreadable');
    }
    this.running = null;
    this.changed();
  }
}
