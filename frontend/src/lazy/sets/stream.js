import { follow } from '../events/follow.js';

/** @typedef {import('./types.js').Evaluation} Evaluation */

/**
 * Evaluates a set and follows the answer as it grows, row by row.
 * @param {import('./types.js').Ask} body
 * @param {{ signal: AbortSignal, waiting: (seconds: number) => void, progress: (progress: any) => void, partial: (answer: Evaluation) => void }} listener
 * @returns {Promise<Evaluation>}
 */
export async function evaluate(body, { progress, partial, ...call }) {
  /** @type {Evaluation} */
  const found = { rows: [], explanations: [] };
  const totals = await follow('/evaluate', body, call, (event, value) => {
    if (event === 'progress') return progress(value);
    found.rows.push(...(value.rows ?? []));
    found.explanations.push(...(value.explanations ?? []));
    partial({ ...found });
  });
  return { ...totals, ...found };
}
