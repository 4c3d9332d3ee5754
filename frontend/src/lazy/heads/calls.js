import { post, send } from '../../api.js';

/** @typedef {import('../../api.js').Call} Call */
/** @typedef {import('../../api.js').Input} Input */

/** @param {string} corpus @param {string} tail @param {Record<string, string>} query */
const of = (corpus, tail, query) => `/corpora/${encodeURIComponent(corpus)}/${tail}?${new URLSearchParams(query)}`;

/** What the heads of a model do; with a relation, every head for it. @param {string} corpus @param {string} model @param {string | null} relation @param {Call} call @returns {Promise<import('./types.js').HeadTable>} */
export const headTable = async (corpus, model, relation, { signal }) =>
  (await send(of(corpus, 'heads', { model, ...(relation === null ? {} : { relation }) }), { signal })).json();

/** Sentences in which a head does what is said of it. @param {string} corpus @param {Record<string, string>} query @returns {Promise<{ examples: import('./types.js').Example[], read: number }>} */
export const headExamples = async (corpus, query) => (await send(of(corpus, 'heads/examples', query))).json();

/** What probes say of a text. @param {string} corpus @param {Input} input @param {Call} call @returns {Promise<{ probes: import('./types.js').Probes[] }>} */
export const tagsOf = async (corpus, input, call) => (await post(`/corpora/${encodeURIComponent(corpus)}/tags`, input, call)).json();

/** Where some tokens look, by every head: [layer][head][row][token]. @param {Input} input @param {number[]} rows @param {Call} call @returns {Promise<{ attention: number[][][][] }>} */
export const rowsOf = async (input, rows, call) => (await post('/attention', { ...input, rows }, call)).json();
