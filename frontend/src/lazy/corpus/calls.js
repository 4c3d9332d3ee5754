import { post, send } from '../../api.js';
import { followed } from '../events/follow.js';

/** @typedef {import('../../api.js').Call} Call */
/** @typedef {import('./types.js').Corpus} Corpus */
/** @typedef {import('./types.js').Progress} Progress */

const ROOT = '/corpora';

/** Every corpus that the server has or can get. @returns {Promise<Corpus[]>} */
export const listCorpora = async () => (await (await send(ROOT)).json()).corpora;

/** @param {string} corpus @param {object} body @param {Call} call @returns {Promise<import('./types.js').Search>} */
export const search = async (corpus, body, call) => (await post(`${ROOT}/${encodeURIComponent(corpus)}/search`, body, call)).json();

/** @param {string} corpus @param {object} body @param {Call} call @returns {Promise<import('./types.js').ByLayer>} */
export const byLayer = async (corpus, body, call) => (await post(`${ROOT}/${encodeURIComponent(corpus)}/by-layer`, body, call)).json();

/**
 * What takes its time: fetching a corpus, building it for a model, measuring heads or training probes on it.
 * @typedef {{ corpus: string, verb: 'get', model?: undefined } | { corpus: string, verb: 'build' | 'heads' | 'probes', model: string }} Work
 */

/** @param {Work} work @param {string} [tail] @param {boolean} [named]  whether the address names the model */
const addressOf = ({ corpus, verb, model }, tail = '', named = true) =>
  `${ROOT}/${encodeURIComponent(corpus)}/${verb}${tail}${model !== undefined && named ? `?model=${encodeURIComponent(model)}` : ''}`;

/** @param {Work} work */
export const begin = (work) => post(addressOf(work, '', false), work.model === undefined ? {} : { model: work.model }, {});

/** @param {Work} work */
export const cancel = (work) => send(addressOf(work), { method: 'DELETE' });

/** Follows work to its end. @param {Work} work @param {AbortSignal} signal @param {(progress: Progress) => void} progress @returns {Promise<Corpus>} */
export const follow = async (work, signal, progress) =>
  followed(await send(addressOf(work, '/events'), { signal, headers: { Accept: 'text/event-stream' } }), signal, (event, value) => event === 'progress' && progress(value));
