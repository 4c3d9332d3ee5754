/** @typedef {import('./types.js').Method} Method */
/** @typedef {{ method: Method, weights: number[], supported: number }} Voice  weights by word; `supported`: comprehensiveness */

/** Comprehensiveness that differs by less is the same. */
const SAME = 0.001;

/** Words that are compared as the strongest. */
export const TOP_WORDS = 3;

/**
 * Kendall's τ-b (1945): how far two lists put the same things in the same order, ties taken out.
 * @param {number[]} a @param {number[]} b  as long as a @returns {number | null} −1..1; null where one is constant
 */
export function kendall(a, b) {
  let [balance, inA, inB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [x, y] = [Math.sign(a[i] - a[j]), Math.sign(b[i] - b[j])];
      balance += x * y;
      inA += x * x;
      inB += y * y;
    }
  }
  return inA && inB ? balance / Math.sqrt(inA * inB) : null;
}

/** @param {number[]} weights @returns {Set<number>} the strongest words, whatever their sign; ties to the earlier */
function strongest(weights) {
  const order = [...weights.keys()].filter((i) => weights[i] !== 0);
  return new Set(order.sort((i, j) => Math.abs(weights[j]) - Math.abs(weights[i]) || i - j).slice(0, TOP_WORDS));
}

/** How many of the strongest words two lists share. @param {number[]} a @param {number[]} b */
export const overlap = (a, b) => [...strongest(a)].filter((word) => strongest(b).has(word)).length;

/** Rollout knows no minus: with it, sizes are compared. @param {Voice} a @param {Voice} b */
export function compared(a, b) {
  const sizes = [a, b].some(({ method }) => method === 'attention_rollout');
  const [x, y] = [a, b].map(({ weights }) => (sizes ? weights.map(Math.abs) : weights));
  return { tau: kendall(x, y), shared: overlap(x, y) };
}

/**
 * Every pair, and what they say together.
 * @param {Voice[]} voices
 * @returns {{ pairs: { a: Voice, b: Voice, tau: number | null, shared: number }[], closest: { a: Voice, b: Voice, tau: number } | null,
 *   apart: { voice: Voice, tau: number } | null, supported: Voice[] }}  `supported`: those whose words matter most
 */
export function agreement(voices) {
  const pairs = voices.flatMap((a, i) => voices.slice(i + 1).map((b) => ({ a, b, ...compared(a, b) })));
  const known = /** @type {{ a: Voice, b: Voice, tau: number }[]} */ (pairs.filter(({ tau }) => tau !== null));
  const closest = known.reduce((best, pair) => (best && best.tau >= pair.tau ? best : pair), /** @type {typeof known[0] | null} */ (null));
  const means = voices.flatMap((voice) => {
    const own = known.filter(({ a, b }) => a === voice || b === voice);
    return own.length ? [{ voice, tau: own.reduce((sum, { tau }) => sum + tau, 0) / own.length }] : [];
  });
  const apart = means.length > 2 ? means.reduce((worst, one) => (worst.tau <= one.tau ? worst : one)) : null;
  const most = Math.max(...voices.map((voice) => voice.supported));
  const supported = voices.filter((voice) => most > -Infinity && voice.supported >= most - SAME);
  return { pairs, closest, apart, supported };
}
