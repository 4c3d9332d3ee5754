import { BASE, Problem } from '../../api.js';

/** @typedef {import('../../types.js').Imported} Imported */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {{ token: string, progress: (sent: number, whole: number) => void, signal: AbortSignal }} Call */

const UNREACHABLE =
  'The connection ended before the file was there. It may be larger than this server takes, or the server was stopped.';

/** @param {XMLHttpRequest} request @returns {any} */
function answerOf({ responseText }) {
  try {
    return JSON.parse(responseText);
  } catch {
    return {};
  }
}

/**
 * Sends a file of weights. `fetch` does not tell how much has been sent, so
 * this is one of the old requests.
 * @param {FormData} form @param {Call} call
 * @returns {Promise<Imported>}
 */
export function upload(form, { token, progress, signal }) {
  const request = new XMLHttpRequest();
  signal.addEventListener('abort', () => request.abort(), { once: true });
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => progress(loaded, total);
    request.onabort = () => reject(signal.reason);
    request.onerror = () => reject(new Problem(UNREACHABLE, 'unreachable'));
    request.onload = () => {
      const body = answerOf(request);
      if (request.status < 300) return resolve(body);
      reject(new Problem(body.detail ?? `The server answered ${request.status}.`, body.code ?? 'unknown'));
    };
    request.open('POST', `${BASE}/models/import`);
    request.setRequestHeader('Accept', 'application/json');
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.send(form);
  });
}

/** The models as the server has them now. @returns {Promise<Model[] | undefined>} */
export async function listed() {
  const response = await fetch(`${BASE}/models`);
  return (await response.json()).models;
}
