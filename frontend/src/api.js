import { readTensor } from './safetensors.js';

/**
 * @typedef {object} Input
 * @property {string} model
 * @property {string} text
 * @property {string} [text_pair]
 * @property {number[]} [masked]
 * @property {import('./types.js').Replacement[]} [replaced]
 * @property {import('./types.js').HeadAt[]} [ablated]
 */
/** @typedef {{ signal?: AbortSignal, waiting?: (seconds: number) => void }} Call */

export const BASE = '/api/v1';
const TRIES = 5;

/** What went wrong, as the server's sentence for a person and its code. */
export class Problem extends Error {
  /** @param {string} detail @param {string} code */
  constructor(detail, code) {
    super(detail);
    this.code = code;
  }
}

/** @param {{ detail?: string, code?: string }} body  a problem as the server writes it @param {number} [status] */
export const problemFrom = (body, status) =>
  new Problem(body.detail ?? `The server answered ${status}.`, body.code ?? 'unknown');

/** @param {Response} response @returns {Promise<Problem>} */
async function problemOf(response) {
  return problemFrom(await response.json().catch(() => ({})), response.status);
}

/** @param {number} seconds @param {AbortSignal} [signal] @returns {Promise<void>} */
const pause = (seconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });

/** @param {string} path @param {RequestInit} request @returns {Promise<Response>} */
async function reached(path, request) {
  return fetch(BASE + path, request).catch((error) => {
    if (request.signal?.aborted) throw error;
    throw new Problem('The server cannot be reached. Is Headlight still running?', 'unreachable');
  });
}

/** Any other request, made once. @param {string} path @param {RequestInit} [request] @returns {Promise<Response>} */
export async function send(path, request = {}) {
  const response = await reached(path, request);
  if (!response.ok) throw await problemOf(response);
  return response;
}

/**
 * Posts, and asks again after the time that a busy server names.
 * @param {string} path @param {object} body @param {Call} call @param {string} [accept]
 * @returns {Promise<Response>}
 */
export async function post(path, body, { signal, waiting }, accept = 'application/json') {
  const request = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(body),
    signal,
  };
  for (let left = TRIES; ; left--) {
    const response = await reached(path, request);
    if (response.ok) return response;
    const after = Number(response.headers.get('Retry-After'));
    const busy = response.status === 429 || response.status === 503;
    if (!busy || left === 0) throw await problemOf(response);
    waiting?.(after || 1);
    await pause(after || 1, signal);
  }
}

/** @param {Input} input @param {Call} call @returns {Promise<import('./types.js').Analysis>} */
export const analyze = async (input, call) => (await post('/analyze', { ...input, top_k: 5 }, call)).json();

/** @param {Input} input @param {number} token @param {Call} call @returns {Promise<import('./types.js').Lens>} */
export const lens = async (input, token, call) => (await post('/lens', { ...input, token, top_k: 5 }, call)).json();

/**
 * One layer, all heads, as 16-bit whole numbers.
 * @param {Input} input @param {number} layer @param {Call} call
 * @returns {Promise<import('./types.js').Attention>}
 */
export async function attention(input, layer, call) {
  const { shape, data, answer } = await tensor({ ...input, layers: [layer] }, call);
  const { tokens, words, truncated } = answer;
  return { layer, heads: shape[1], tokens, words, truncated, weights: /** @type {Uint16Array} */ (data) };
}

/** Rows and columns of a head in the overview, at most. */
const POOL = 32;

/**
 * All layers and heads, each made smaller, as 8-bit whole numbers.
 * @param {Input} input @param {Call} call @returns {Promise<import('./types.js').Overview>}
 */
export async function overview(input, call) {
  const { shape, data, answer } = await tensor({ ...input, pool: POOL }, call);
  const [layers, heads, size] = shape;
  return { layers, heads, size, weights: /** @type {Uint8Array} */ (data), summary: answer.summary ?? null };
}

/** @param {object} body @param {Call} call */
async function tensor(body, call) {
  const response = await post('/attention', body, call, 'application/vnd.safetensors');
  const { metadata, ...read } = readTensor(await response.arrayBuffer(), 'attention');
  return { ...read, answer: JSON.parse(metadata.answer) };
}

/** The probability of every label, for each text. @param {string} model @param {string[]} texts @param {Call} call @returns {Promise<import('./types.js').Classified>} */
export const classify = async (model, texts, call) => (await post('/classify', { model, texts }, call)).json();

/** @param {object} state @returns {Promise<{ id: string, url: string }>} */
export const storeView = async (state) => (await post('/views', { state }, {})).json();
