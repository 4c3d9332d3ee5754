/** @typedef {{ kind: 'same' | 'added' | 'gone' | 'cut', text: string }} Part  `cut`: left out of what is shown */

/** More steps than this are not worth an exact comparison. */
const MOST_STEPS = 250_000;
/** Pieces that are shown on either side of a change. */
const AROUND = 24;

/** Words, spaces and single characters. @param {string} text */
const piecesOf = (text) => text.match(/\s+|[\p{L}\p{N}\p{M}_'’]+|[^]/gu) ?? [];

/**
 * The longest common subsequence, as steps through both lists.
 * @param {string[]} a @param {string[]} b @returns {Part[]}
 */
function steps(a, b) {
  if (a.length * b.length > MOST_STEPS) return parts(a, b);
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
  /** @type {Part[]} */
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) found.push({ kind: 'same', text: b[(i++, j++)] });
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) found.push({ kind: 'gone', text: a[i++] });
    else found.push({ kind: 'added', text: b[j++] });
  }
  return [...found, ...parts(a.slice(i), b.slice(j))];
}

/** @param {string[]} a @param {string[]} b @returns {Part[]} */
const parts = (a, b) => [...a.map((text) => ({ kind: /** @type {const} */ ('gone'), text })), ...b.map((text) => ({ kind: /** @type {const} */ ('added'), text }))];

/** Neighbours of one kind become one; between two that are the same, what is gone stands before what is new. @param {Part[]} all @returns {Part[]} */
function joined(all) {
  /** @type {Part[]} */
  const found = [];
  let [gone, added] = ['', ''];
  const flush = () => {
    if (gone) found.push({ kind: 'gone', text: gone });
    if (added) found.push({ kind: 'added', text: added });
    [gone, added] = ['', ''];
  };
  for (const { kind, text } of all) {
    if (kind === 'gone') gone += text;
    else if (kind === 'added') added += text;
    else {
      flush();
      const last = found.at(-1);
      if (last?.kind === 'same') last.text += text;
      else found.push({ kind: 'same', text });
    }
  }
  flush();
  return found;
}

/**
 * What became of a text, by words, spaces and signs: what is the same, what is
 * gone and what is new, in the order of reading.
 * @param {string} before @param {string} after @returns {Part[]}
 */
export function diff(before, after) {
  const [a, b] = [piecesOf(before), piecesOf(after)];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (/** @type {string[]} */ pieces) => pieces.map((text) => ({ kind: /** @type {const} */ ('same'), text }));
  return joined([...same(b.slice(0, head)), ...steps(a.slice(head, a.length - tail), b.slice(head, b.length - tail)), ...same(b.slice(b.length - tail))]);
}

/** How much of a text was written anew, 0..1. @param {Part[]} all */
const share = (all) => {
  const length = (/** @type {Part['kind']} */ kind) => all.reduce((sum, part) => sum + (part.kind === kind ? part.text.length : 0), 0);
  return length('added') / Math.max(1, length('added') + length('same'));
};

/**
 * A long stretch, cut where it is far from where it meets another one.
 * @param {Part} part @param {boolean} first  nothing stands before it @param {boolean} last @returns {Part[]}
 */
function shortened({ kind, text }, first, last) {
  const pieces = piecesOf(text);
  const own = kind !== 'same';
  const [begin, end] = [first && !own ? 0 : AROUND, last && !own ? 0 : AROUND];
  if (pieces.length <= begin + end + 4) return [{ kind, text }];
  const kept = (/** @type {string[]} */ some) => (some.length ? [{ kind, text: some.join('') }] : []);
  return [...kept(pieces.slice(0, begin)), { kind: 'cut', text: ' … ' }, ...kept(end ? pieces.slice(-end) : [])];
}

/**
 * A variant as the table shows it: what is far from every change is cut; where
 * most is new, what was there before is not repeated, and spaces never are.
 * @param {string} before @param {string} after @returns {Part[]}
 */
export function shown(before, after) {
  const all = diff(before, after);
  const most = share(all) > 0.5;
  const parts = all.filter(({ kind, text }) => kind !== 'gone' || (!most && text.trim()));
  if (parts.length === 1) return shortened(parts[0], false, false);
  return parts.flatMap((part, i) => shortened(part, i === 0, i === parts.length - 1));
}
