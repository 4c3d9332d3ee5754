import { follow } from '../events/follow.js';

/** @typedef {import('./types.js').Answer} Answer */
/**
 * @typedef {object} Listener
 * @property {AbortSignal} signal
 * @property {(seconds: number) => void} waiting  the server is busy and will be asked again
 * @property {(progress: import('./types.js').Progress) => void} progress
 * @property {(answer: Answer) => void} partial  the answer so far
 */

/**
 * Asks for an explanation and follows it as it grows.
 * @param {import('./types.js').Ask} body @param {Listener} listener @returns {Promise<Answer>}
 */
export const explain = (body, { progress, partial, ...call }) =>
  follow('/explain', body, call, (event, value) => {
    if (event === 'progress') progress(value);
    else if (event === 'partial') partial(value);
  });
