import { KEYS } from './keys.js';
import { initial, DEFAULT_TEXTS } from './state.js';

/** @typedef {import('./state.js').State} State */

/** Lists whose items are not plain JSON values: a stored view keeps the items as a link prints them. */
const PRINTED = ['lock', 'replace', 'ablate', 'edits'];

/** The places of the page. */
export const PLACES = /** @type {const} */ (['attention', 'corpus', 'explain', 'attack']);

/** Keys that are read in their own way. */
const OWN = ['text', 'v', 'place'];

/**
 * Reads key and value pairs; what cannot be understood falls back to the
 * default and is complained about.
 * @param {[string, unknown][]} pairs
 * @returns {{ state: State, complaints: string[] }}
 */
function read(pairs) {
  const given = new Map(pairs);
  const text = given.get('text');
  const state = /** @type {Record<string, unknown> & State} */ (
    initial(text === undefined ? undefined : String(text).toWellFormed(), placeOf(given.get('place')) ?? 'attention')
  );
  const complaints = complaintsAbout(given);
  for (const [key, raw] of given) {
    if (OWN.includes(key)) continue;
    if (!Object.hasOwn(KEYS, key)) {
      state.rest[key] = raw;
      continue;
    }
    const value = KEYS[key].read(Array.isArray(raw) ? raw.join(',') : String(raw));
    if (value === undefined)
      complaints.push(`The link says ${key}=${short(raw)}, which means nothing here; the usual ${key} is shown.`);
    else state[key] = value;
  }
  return { state, complaints };
}

/** @param {unknown} value @returns {import('./state.js').Place | undefined} */
const placeOf = (value) => PLACES.find((place) => place === value);

/** @param {unknown} value */
const short = (value) => String(value).slice(0, 40);

/** What a link says that this version cannot follow. @param {Map<string, unknown>} given */
function complaintsAbout(given) {
  const { version, place } = { version: given.get('v') ?? 1, place: given.get('place') ?? 'attention' };
  const complaints = [];
  if (String(version) !== '1') complaints.push('The link was made for another version of Headlight; some of it may be missing.');
  if (!placeOf(place)) complaints.push(`There is no place called “${short(place)}” yet; Attention is shown.`);
  return complaints;
}

/** @param {string} query with or without "?" */
export const fromQuery = (query) => read([...new URLSearchParams(query)]);

/** @param {object} view a stored view's `state` */
export const fromView = (view) => read(Object.entries(view));

/** @param {State} state @returns {[string, string][]} key and text of all that is not the default */
function printed(state) {
  const own = state.text !== DEFAULT_TEXTS[state.place];
  const usual = initial(own ? state.text : undefined, state.place);
  /** @type {(from: State, key: string) => string | null} */
  const print = (from, key) => {
    const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (from))[key];
    return value === null ? null : KEYS[key].print(value);
  };
  /** @type {[string, string][]} */
  const pairs = state.place === 'attention' ? [] : [['place', state.place]];
  if (own) pairs.push(['text', state.text]);
  for (const key of Object.keys(KEYS)) {
    const text = print(state, key);
    if (text !== null && text !== print(usual, key)) pairs.push([key, text]);
  }
  return pairs;
}

/** @param {State} state @returns {string} the query, without "?" */
export function toQuery(state) {
  const rest = Object.entries(state.rest).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
  return [...printed(state), ...rest].map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
}

/**
 * The same keys as JSON values, for a stored view.
 * @param {State} state @returns {Record<string, unknown>}
 */
export function toView(state) {
  const keys = printed(state).map(([key, text]) => {
    if (PRINTED.includes(key)) return [key, text === '' ? [] : text.split(',')];
    return [key, state[/** @type {keyof State} */ (key)]];
  });
  return { ...Object.fromEntries(keys), ...state.rest };
}
