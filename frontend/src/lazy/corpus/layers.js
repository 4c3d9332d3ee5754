/** @typedef {import('./types.js').LayerShares} LayerShares */
/** @typedef {import('./types.js').Share} Share */
/** @typedef {{ label: string, first: number, last: number }} Run  layers in a row at which a label is the most frequent one */

/** @param {LayerShares} layer @param {string} label @returns {Share | undefined} */
const shareAt = ({ shares }, label) => shares.find((share) => share.label === label);

/** The share of a label at every layer. @param {LayerShares[]} layers @param {string} label @returns {{ layer: number, share: number }[]} */
export const courseOf = (layers, label) => layers.map((at) => ({ layer: at.layer, share: shareAt(at, label)?.share ?? 0 }));

/** Which labels lead, layer after layer. @param {LayerShares[]} layers  ascending @returns {Run[]} */
export function runsOf(layers) {
  /** @type {Run[]} */
  const runs = [];
  for (const { layer, shares } of layers) {
    if (!shares.length) continue;
    const run = runs.at(-1);
    if (run && run.label === shares[0].label) run.last = layer;
    else runs.push({ label: shares[0].label, first: layer, last: layer });
  }
  return runs;
}

/**
 * The label that leads in the end, and since when.
 * @param {LayerShares[]} layers @returns {(Run & { share: number, base: number, neighbours: number }) | null}
 */
export function takeover(layers) {
  const run = runsOf(layers).at(-1);
  const end = layers.at(-1);
  const share = run && end && shareAt(end, run.label);
  return run && share ? { ...run, share: share.share, base: share.base_rate, neighbours: end.neighbours } : null;
}

/** The labels worth a line: those with the largest share anywhere, the leaders among them. @param {LayerShares[]} layers @param {number} most */
export function labelsOf(layers, most) {
  /** @type {Map<string, number>} */
  const peaks = new Map();
  for (const { shares } of layers) for (const { label, share } of shares) peaks.set(label, Math.max(share, peaks.get(label) ?? 0));
  const leaders = new Set(runsOf(layers).map(({ label }) => label));
  const rank = (/** @type {[string, number]} */ [label, peak]) => (leaders.has(label) ? 1 : 0) + peak;
  return [...peaks].sort((a, b) => rank(b) - rank(a)).slice(0, most).map(([label]) => label);
}
