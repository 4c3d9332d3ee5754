/** The normal quantile of a two-sided 95 % interval. */
const Z = 1.959964;

/**
 * The 95 % interval of a share (Wilson 1927), which holds for few texts as well.
 * @param {number} hits @param {number} of  at least 1 @returns {{ low: number, high: number }} 0..1
 */
export function wilson(hits, of) {
  const share = hits / of;
  const weight = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / weight;
  const half = (Z / weight) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
