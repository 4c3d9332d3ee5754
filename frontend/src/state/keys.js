/** @typedef {import('../types.js').Lock} Lock */

/** The methods of /explain. @type {import('../types.js').Method[]} */
export const METHODS = ['lime', 'shap', 'integrated_gradients', 'gradient_x_input', 'occlusion', 'attention_rollout'];

/** What the server takes as a budget. */
export const BUDGET = { least: 2, most: 20_000 };

/** Where the replacements of an attack come from. @type {import('../types.js').EditKind[]} */
export const EDITS = ['typo', 'homoglyph', 'masked_lm', 'synonym', 'gradient', 'delete', 'insert', 'negate', 'own'];

/** The recipes of /attack. @type {import('../types.js').Recipe[]} */
export const RECIPES = ['deep_word_bug', 'typos', 'homoglyphs', 'bae', 'bert_attack', 'pwws', 'hot_flip', 'input_reduction'];

/** The goals of /attack. @type {import('../types.js').Goal[]} */
export const GOALS = ['left', 'right', 'both', 'left_only', 'right_only', 'disagree'];

/** The defences of /attack/defend, in the order in which they are tried. @type {import('../types.js').Defence[]} */
export const DEFENCES = ['unicode', 'spelling', 'drop_unknown', 'mark_unknown', 'refill', 'synonyms', 'ensemble'];

/** Rows on which a recipe may be run through each defence. */
export const ATTACKED = { least: 0, most: 200 };

/** What an attack may ask about, and how many drafts a beam goes on with. */
export const QUERIES = { least: 1, most: 20_000 };
export const BEAM = { least: 2, most: 10 };

/** How many neighbours the server gives. */
export const NEIGHBOURS = { least: 1, most: 1000 };

/** How far from a neighbour a column may stand. */
export const REACH = 5;

/** What is looked for among all heads: between two tokens, by relation, by habit, or like another head. */
const FIND = /^(pair|(relation|habit)(:.{1,40})?|like(:\d{1,4}\.\d{1,4})?)$/su;

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

/** @param {string} value a whole number of 32 bits */
function readSeed(value) {
  const seed = /^\d{1,10}$/.test(value) ? Number(value) : Infinity;
  return seed < 2 ** 32 ? seed : undefined;
}

/** @type {(range: { least: number, most: number }) => (value: string) => number | undefined} */
const within = ({ least, most }) => (value) => {
  const number = whole(value);
  return number !== undefined && number >= least && number <= most ? number : undefined;
};

/** @param {string} value "-1,0,1"; the neighbour itself is always among them */
function readOffsets(value) {
  const offsets = list(value, (part) => (/^-?\d{1,2}$/.test(part) && Math.abs(Number(part)) <= REACH ? Number(part) : undefined));
  return offsets && [...new Set([0, ...offsets])].sort((a, b) => a - b);
}

/** @param {string} value "5:dog", the token percent-encoded @returns {import('../types.js').Replacement | undefined} */
function readReplacement(value) {
  const [, index, token] = /^(\d{1,6}):(.+)$/s.exec(value) ?? [];
  return index === undefined ? undefined : { index: Number(index), token: decoded(token) };
}

/** @param {string} value "3:typo:gopd", the replacement percent-encoded @returns {import('../types.js').WordEdit | undefined} */
function readEdit(value) {
  const [, word, name, replacement] = /^(\d{1,6}):(\w+):(.*)$/s.exec(value) ?? [];
  const kind = EDITS.find((one) => one === name);
  return kind && { word: Number(word), kind, replacement: decoded(replacement).toWellFormed() };
}

/** One edit for each word, the last that is named. @param {string} value */
function readEdits(value) {
  const edits = list(value, readEdit);
  return edits && [...new Map(edits.map((edit) => [edit.word, edit])).values()].sort((a, b) => a.word - b.word);
}

/** @param {string} value names, in any order, or "none" */
function readDefences(value) {
  const named = value === 'none' ? [] : list(value, (part) => DEFENCES.find((one) => one === part));
  return named && DEFENCES.filter((one) => named.includes(one));
}

/** @param {string} value */
function readWords(value) {
  const words = list(value, whole);
  return words && [...new Set(words)].sort((a, b) => a - b);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} value "3.4" @returns {import('../types.js').HeadAt | undefined} */
function readHeadAt(value) {
  const [, layer, head] = /^(\d{1,4})\.(\d{1,4})$/.exec(value) ?? [];
  return layer === undefined ? undefined : { layer: Number(layer), head: Number(head) };
}

/** A picture beside another one has none beside itself. @param {string} value */
const readPin = (value) =>
  value
    .split('&')
    .filter((pair) => !pair.startsWith('pin='))
    .join('&');

/** @param {Lock} lock */
const printLock = (lock) => `${lock.index}${lock.side === 'from' ? 'f' : 't'}`;

/**
 * Every key of the state: how its text is read (undefined: not understood) and
 * how a value that is not null is printed.
 * @type {Record<string, { read: (value: string) => unknown, print: (value: any) => string }>}
 */
export const KEYS = {
  model: { read: (value) => value || undefined, print: String },
  mask: { read: (value) => list(value, whole), print: String },
  layer: { read: whole, print: String },
  heads: { read: readHeads, print: (heads) => printHeads(heads) || 'none' },
  threshold: { read: readPercent, print: String },
  lock: { read: (value) => list(value, readLock), print: (locks) => locks.map(printLock).join(',') },
  specials: { read: oneOf(['hide', 'show', 'renorm']), print: String },
  combine: { read: oneOf(['mean', 'sum', 'max']), print: String },
  units: { read: oneOf(['pieces', 'words']), print: String },
  replace: {
    read: (value) => list(value, readReplacement),
    print: (/** @type {import('../types.js').Replacement[]} */ replaced) =>
      replaced.map(({ index, token }) => `${index}:${encodeURIComponent(token)}`).join(','),
  },
  ablate: {
    read: (value) => list(value, readHeadAt),
    print: (/** @type {import('../types.js').HeadAt[]} */ off) => off.map(({ layer, head }) => `${layer}.${head}`).join(','),
  },
  pair: { read: (value) => value.toWellFormed(), print: String },
  pairs: { read: (value) => list(value, oneOf(['aa', 'ab', 'ba', 'bb'])), print: String },
  view: { read: oneOf(['arcs', 'heatmap', 'overview', 'map']), print: String },
  find: { read: (value) => (FIND.test(value) ? value.toWellFormed() : undefined), print: String },
  tags: { read: oneOf(['hide', 'show']), print: String },
  values: { read: oneOf(['hide', 'show']), print: String },
  measure: { read: oneOf(['none', 'entropy', 'distance', 'previous', 'next', 'self', 'special']), print: String },
  order: { read: oneOf(['grid', 'measure']), print: String },
  pin: { read: readPin, print: String },
  scale: { read: oneOf(['view', 'fixed']), print: String },
  model2: { read: (value) => value || undefined, print: String },
  method: { read: oneOf(METHODS), print: String },
  target: { read: (value) => value.toWellFormed(), print: String },
  seed: { read: readSeed, print: String },
  preset: { read: oneOf(['headlight', 'library']), print: String },
  removal: { read: oneOf(['delete', 'mask', 'unk', 'refill']), print: String },
  baseline: { read: oneOf(['pad', 'mask', 'zero', 'mean']), print: String },
  punctuation: { read: oneOf(['joined', 'own']), print: String },
  algorithm: { read: oneOf(['exact', 'permutation', 'partition', 'kernel']), print: String },
  budget: { read: within(BUDGET), print: String },
  grid: { read: oneOf(['words', 'own']), print: String },
  set: { read: (value) => value.toWellFormed() || undefined, print: String },
  corpus: { read: (value) => value || undefined, print: String },
  by: { read: oneOf(['embedding', 'context']), print: String },
  label: { read: oneOf(['upos', 'deprel']), print: String },
  offsets: { read: readOffsets, print: String },
  k: { read: within(NEIGHBOURS), print: String },
  centred: { read: oneOf(['no', 'yes']), print: String },
  per: { read: oneOf(['one', 'all']), print: String },
  upos: { read: (value) => value.toWellFormed(), print: String },
  deprel: { read: (value) => value.toWellFormed(), print: String },
  form: { read: (value) => value.toWellFormed(), print: String },
  lemma: { read: (value) => value.toWellFormed(), print: String },
  not_form: { read: (value) => value.toWellFormed(), print: String },
  section: { read: oneOf(['desk', 'search', 'checklist', 'defences']), print: String },
  edits: {
    read: readEdits,
    print: (/** @type {import('../types.js').WordEdit[]} */ edits) =>
      edits.map(({ word, kind, replacement }) => `${word}:${kind}:${encodeURIComponent(replacement)}`).join(','),
  },
  locked: { read: readWords, print: String },
  recipe: { read: oneOf(RECIPES), print: String },
  goal: { read: oneOf(GOALS), print: String },
  search: { read: oneOf(['ranked', 'greedy', 'beam']), print: String },
  beam: { read: within(BEAM), print: String },
  queries: { read: within(QUERIES), print: String },
  guard: { read: oneOf(['yes', 'no']), print: String },
  cases: { read: (value) => value.toWellFormed() || undefined, print: String },
  passed: { read: oneOf(['show', 'hide']), print: String },
  defences: { read: readDefences, print: (defences) => defences.join(',') || 'none' },
  attacked: { read: within(ATTACKED), print: String },
};
