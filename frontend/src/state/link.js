import { initial, DEFAULT_TEXT } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('../types.js').Lock} Lock */

/** Keys that belong to places and pictures this page does not have yet. */
const LATER = [
  'pair',
  'replace',
  'ablate',
  'view',
  'pairs',
  'corpus',
  'by',
  'offsets',
  'method',
  'target',
  'seed',
  'model2',
  'set',
];

/** Keys that are read in their own way. */
const OWN = ['text', 'v', 'place'];

/** @type {(values: readonly string[]) => (value: string) => string | undefined} */
const oneOf = (values) => (value) => (values.includes(value) ? value : undefined);

/** @param {string} value */
const whole = (value) => (/^\d{1,6}$/.test(value) ? Number(value) : undefined);

/** @template T @param {string} value @param {(part: string) => T | undefined} read @returns {T[] | undefined} */
function list(value, read) {
  const parts = value === '' ? [] : value.split(',').map(read);
  return parts.every((part) => part !== undefined) ? /** @type {T[]} */ (parts) : undefined;
}

/** @param {string} value "1-3,7" or "none" */
function readHeads(value) {
  if (value === 'none') return [];
  const spans = list(value, (part) => {
    const [, first, last] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    const from = Number(first);
    return Array.from({ length: Math.max(0, Number(last ?? first) - from + 1) }, (_, i) => from + i);
  });
  return spans && [...new Set(spans.flat())].sort((a, b) => a - b);
}

/** @param {number[]} heads ascending @returns {string} runs as "1-3" */
export function printHeads(heads) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const head of heads) {
    const run = runs.at(-1);
    if (run && run[1] === head - 1) run[1] = head;
    else runs.push([head, head]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** @param {string} value "5f" or "8t" @returns {Lock | undefined} */
function readLock(value) {
  const [, index, side] = /^(\d{1,6})([ft])$/.exec(value) ?? [];
  return index === undefined ? undefined : { index: Number(index), side: side === 'f' ? 'from' : 'to' };
}

/** @param {string} value */
function readPercent(value) {
  const percent = whole(value);
  return percent !== undefined && percent <= 100 ? percent : undefined;
}

/** @param {Lock} lock */
const printLock = (lock) => `${lock.index}${lock.side === 'from' ? 'f' : 't'}`;

/**
 * Every key of the state: how its text is read (undefined: not understood) and
 * how a value that is not null is printed.
 * @type {Record<string, { read: (value: string) => unknown, print: (value: any) => string }>}
 */
const KEYS = {
  model: { read: (value) => value || undefined, print: String },
  mask: { read: (value) => list(value, whole), print: String },
  layer: { read: whole, print: String },
  heads: { read: readHeads, print: (heads) => printHeads(heads) || 'none' },
  threshold: { read: readPercent, print: String },
  lock: { read: (value) => list(value, readLock), print: (locks) => locks.map(printLock).join(',') },
  specials: { read: oneOf(['hide', 'show', 'renorm']), print: String },
  combine: { read: oneOf(['mean', 'sum', 'max']), print: String },
  units: { read: oneOf(['pieces', 'words']), print: String },
  scale: { read: oneOf(['view', 'fixed']), print: String },
};

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
    initial(text === undefined ? undefined : String(text).toWellFormed())
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

/** @param {unknown} value */
const short = (value) => String(value).slice(0, 40);

/** What a link says that this version cannot follow. @param {Map<string, unknown>} given */
function complaintsAbout(given) {
  const { version, place } = { version: given.get('v') ?? 1, place: given.get('place') ?? 'attention' };
  const later = LATER.filter((key) => given.has(key));
  const complaints = [];
  if (String(version) !== '1') complaints.push('The link was made for another version of Headlight; some of it may be missing.');
  if (place !== 'attention') complaints.push(`There is no place called “${short(place)}” yet; Attention is shown.`);
  if (later.length) complaints.push(`This page cannot show ${later.join(', ')} yet; the address keeps it.`);
  return complaints;
}

/** @param {string} query with or without "?" */
export const fromQuery = (query) => read([...new URLSearchParams(query)]);

/** @param {object} view a stored view's `state` */
export const fromView = (view) => read(Object.entries(view));

/** @param {State} state @returns {[string, string][]} key and text of all that is not the default */
function printed(state) {
  const own = state.text !== DEFAULT_TEXT;
  const usual = initial(own ? state.text : undefined);
  /** @type {(from: State, key: string) => string | null} */
  const print = (from, key) => {
    const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (from))[key];
    return value === null ? null : KEYS[key].print(value);
  };
  /** @type {[string, string][]} */
  const pairs = own ? [['text', state.text]] : [];
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
  const values = { ...state, lock: state.lock.map(printLock) };
  const keys = printed(state).map(([key]) => [key, values[/** @type {keyof State} */ (key)]]);
  return { ...Object.fromEntries(keys), ...state.rest };
}
