import { post } from '../../../api.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Ask} Ask */
/** @typedef {import('./types.js').Case} Case */

/** A kept set goes to the server in parts of so many tests, and of so many bytes, which leaves room in what a body may have. */
const PART = { cases: 50, bytes: 160 * 1024 };

/** @param {Case} one */
const bytesOf = (one) => new TextEncoder().encode(JSON.stringify(one)).length;

/** Tests in parts that a request can hold. @param {Case[]} cases @returns {Case[][]} */
export function partsOf(cases) {
  /** @type {Case[][]} */
  const parts = [];
  let bytes = Infinity;
  for (const one of cases) {
    const more = bytesOf(one);
    const last = parts.at(-1);
    const fits = last && last.length < PART.cases && bytes + more <= PART.bytes;
    if (fits) last.push(one);
    else parts.push([one]);
    bytes = (fits ? bytes : 0) + more;
  }
  return parts;
}

/**
 * Puts a sentence, or tests that were kept, to models; of kept ones it tells
 * part by part. Aborting stops the work on the server too.
 * @param {Ask} ask
 * @param {{ signal: AbortSignal, waiting: (seconds: number) => void, progress: (progress: { done: number, total: number, phase: string }) => void, partial: (answer: Answer) => void }} listener
 * @returns {Promise<Answer>}
 */
export async function check({ models, text, cases, seed }, { signal, waiting, progress, partial }) {
  /** @param {object} what @returns {Promise<Answer>} */
  const asked = async (what) => (await post('/checklist', { models, ...what }, { signal, waiting })).json();
  if (!cases) return asked({ text, ...(seed ? { seed } : {}) });
  /** @type {Answer} */
  let found = { models: [], cases: [] };
  for (const part of partsOf(cases)) {
    progress({ done: found.cases.length, total: cases.length, phase: 'check' });
    const answer = await asked({ cases: part });
    found = { models: answer.models, cases: [...found.cases, ...answer.cases] };
    partial(found);
  }
  return found;
}
