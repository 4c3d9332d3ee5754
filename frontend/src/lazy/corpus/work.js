import { Problem } from '../../api.js';
import { begin, cancel, follow, listCorpora } from './calls.js';

/** @typedef {import('./calls.js').Work} Work */
/** @typedef {import('./types.js').Corpus} Corpus */
/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {{ work: Work, progress: Progress | null, stop: AbortController }} Running */

const UNREADABLE = 'The list of corpora could not be read. Please try again.';

/** While a build runs, the list is read again at most this often, in ms: a layer is searchable as soon as it is there. */
const PACE = 3000;

/** @param {Work} work */
const keyOf = ({ corpus, verb, model = '' }) => `${verb} ${corpus} ${model}`;

/** What is under way by the list. @param {Corpus[]} corpora @returns {Work[]} */
export const underWay = (corpora) =>
  corpora.flatMap(({ id, state, builds }) => [
    ...(state === 'getting' ? [/** @type {Work} */ ({ corpus: id, verb: 'get' })] : []),
    ...builds.flatMap((build) => [
      ...(build.state === 'building' ? [/** @type {Work} */ ({ corpus: id, verb: 'build', model: build.model })] : []),
      .../** @type {const} */ (['heads', 'probes']).filter((part) => build[part] === 'making').map((part) => /** @type {Work} */ ({ corpus: id, verb: part, model: build.model })),
    ]),
  ]);

/**
 * The corpora of the server, and what is being done to them, be it by this
 * page or by someone else.
 * @param {() => void} changed
 */
export function createWork(changed) {
  /** @type {Corpus[] | null} */
  let corpora = null;
  /** @type {Problem | null} */
  let problem = null;
  /** @type {Map<string, Running>} */
  const running = new Map();
  /** Why what was last begun did not work. @type {Map<string, Problem>} */
  const failed = new Map();
  let asked = false;
  let read = 0;
  /** Counts up whenever anything here is another one. */
  let version = 0;
  const tell = () => (version++, changed());

  async function refresh() {
    asked = true;
    read = performance.now();
    try {
      corpora = await listCorpora();
      problem = null;
    } catch (error) {
      problem = error instanceof Problem ? error : new Problem(UNREADABLE, 'unreadable');
    }
    for (const work of underWay(corpora ?? [])) if (!running.has(keyOf(work))) watch(work);
    tell();
  }

  /** @param {Work} work */
  async function watch(work) {
    const mine = /** @type {Running} */ ({ work, progress: null, stop: new AbortController() });
    running.set(keyOf(work), mine);
    try {
      await follow(work, mine.stop.signal, (progress) => {
        mine.progress = progress;
        if (performance.now() - read > PACE) refresh();
        else tell();
      });
    } catch (error) {
      if (!mine.stop.signal.aborted) failed.set(keyOf(work), error instanceof Problem ? error : new Problem(UNREADABLE, 'unreadable'));
    }
    running.delete(keyOf(work));
    if (!mine.stop.signal.aborted) refresh();
  }

  /** @param {Work} work */
  async function start(work) {
    failed.delete(keyOf(work));
    try {
      await begin(work);
      if (!running.has(keyOf(work))) watch(work);
    } catch (error) {
      failed.set(keyOf(work), error instanceof Problem ? error : new Problem(UNREADABLE, 'unreadable'));
    }
    refresh();
  }

  /** @param {Work} work */
  async function stop(work) {
    running.get(keyOf(work))?.stop.abort();
    running.delete(keyOf(work));
    await cancel(work).catch((error) => failed.set(keyOf(work), error));
    refresh();
  }

  return {
    start,
    stop,
    refresh,
    /** Asks for the list once. */
    want: () => void (asked || refresh()),
    list: () => corpora,
    version: () => version,
    problem: () => problem,
    /** @param {Work} work */
    running: (work) => running.get(keyOf(work)) ?? null,
    /** @param {Work} work */
    failed: (work) => failed.get(keyOf(work)) ?? null,
  };
}

/** @typedef {ReturnType<typeof createWork>} Works */
