import { post, Problem, problemFrom } from '../../api.js';
import { eventReader } from './sse.js';

const CUT_OFF = 'The connection ended before the answer did. Please try again.';

/**
 * Posts, and tells of the events of the answer as they come; aborting stops the work on the server too.
 * @param {string} path @param {object} body @param {{ signal: AbortSignal, waiting: (seconds: number) => void }} call  `waiting`: the server is busy and will be asked again
 * @param {(event: string, value: any) => void} heard  of every event but the last
 * @returns {Promise<any>} what the event `result` says
 */
export async function follow(path, body, { signal, waiting }, heard) {
  return followed(await post(path, body, { signal, waiting }, 'text/event-stream'), signal, heard);
}

/**
 * Reads a stream of events to its end (docs/API.md, “Streams”).
 * @param {Response} response @param {AbortSignal} signal
 * @param {(event: string, value: any) => void} heard  of every event but the last
 * @returns {Promise<any>} what the event `result` says
 */
export async function followed(response, signal, heard) {
  /** @type {{ value: any } | null} */
  let result = null;
  const read = eventReader(({ event, data }) => {
    const value = JSON.parse(data);
    if (event === 'error') throw problemFrom(value, value.status);
    if (event === 'result') result = { value };
    else heard(event, value);
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
  if (!result) throw new Problem(CUT_OFF, 'cut_off');
  return /** @type {{ value: any }} */ (result).value;
}
