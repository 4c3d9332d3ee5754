// Explanations of both sides, and how far they agree.
import { CLASSIFIER } from './texts.mjs';

/** What both sides explain; their second label. */
const TARGET = 'positive';

/**
 * Headlight's explanation of one text, with the ms it took.
 * @param {{ ask: (path: string, body: object) => Promise<{ bytes: Buffer, ms: number }> }} server
 */
export async function explain(server, { text, method, seed = 0, options }) {
  const body = { models: [CLASSIFIER], text, method, target: TARGET, seed, options: { faithfulness: false, ...options } };
  const { bytes, ms } = await server.ask('/api/v1/explain', body);
  const answer = JSON.parse(bytes);
  const [{ weights }] = answer.results;
  const units = weights.map(({ unit, weight }) => ({ text: answer.units[unit].text, weight }));
  return { ms, units, evaluations: answer.evaluations };
}

/** The largest difference between numbers that should be the same. */
export function apart(ours, theirs) {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} weights beside ${theirs.length}`);
  return ours.reduce((most, weight, i) => Math.max(most, Math.abs(weight - theirs[i])), 0);
}

/** How far weights are from those that are right, as a share of these (L1). */
export function error(weights, right) {
  const sum = (numbers) => numbers.reduce((total, number) => total + Math.abs(number), 0);
  return sum(weights.map((weight, i) => weight - right[i])) / sum(right);
}

/** A sweep in words. */
export const swept = ({ best, times }) =>
  `${best} fastest of ${Object.entries(times).map(([size, ms]) => `${size}: ${Math.round(ms)} ms`).join(', ')}`;
