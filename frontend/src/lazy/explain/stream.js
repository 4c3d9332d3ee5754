import { post, Problem, problemFrom } from '../../api.js';
import { eventReader } from './sse.js';

/** @typedef {import('./types.js').Answer} Answer */
/**
 * @typedef {object} Listener
 * @property {AbortSignal} signal
 * @property {(seconds: number) => void} waiting  the server is busy and will be asked again
 * @property {(progress: import('./types.js').Progress) => void} progress
 * @property {(answer: Answer) => void} partial  the answer so far
 */

const CUT_OFF = 'The connection ended before the answer did. Please try again.';

/**
 * Asks for an explanation and follows it as it grows; aborting stops the work on the server too.
 * @param {import('./types.js').Ask} body @param {Listener} listener @returns {Promise<Answer>}
 */
export async function explain(body, { signal, waiting, progress, partial }) {
  const response = await post('/explain', body, { signal, waiting }, 'text/event-stream');
  /** @type {Answer | null} */
  let answer = null;
  const read = eventReader(({ event, data }) => {
    const value = JSON.parse(data);
    if (event === 'progress') progress(value);
    else if (event === 'partial') partial(value);
    else if (event === 'result') answer = value;
    else if (event === 'error') throw problemFrom(value, value.status);
  });
  const chunks = /** @type {ReadableStream<Uint8Array>} */ (response.body).pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  for (;;) {
    const { done, value } = await chunks.read().catch((error) => {
      if (signal.aborted) throw error;
      throw new Problem(CUT_OFF, 'cut_off');
    });
    if (done) break;
    read(value);
  }
  if (!answer) throw new Problem(CUT_OFF, 'cut_off');
  return answer;
}
