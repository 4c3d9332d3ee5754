// The picture's definition, written a second time and on purpose in another
// way than the page does it: plain arrays and the JSON answer.

const ONE = 65535;

/** Mean, sum or maximum over heads of [head][from][to], in whole 65535ths. */
function together(attention, how) {
  const n = attention[0].length;
  const cell = (i, j) => {
    const values = attention.map((head) => Math.round(head[i][j] * ONE));
    const sum = values.reduce((a, b) => a + b, 0);
    if (how === 'max') return Math.max(...values) / ONE;
    return how === 'sum' ? sum / ONE : sum / ONE / values.length;
  };
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => cell(i, j)));
}

/** Drops special rows and columns; with `renorm` the rest adds up to 1. */
function plain(matrix, tokens, specials) {
  if (specials === 'show') return matrix;
  const left = matrix.map((row, i) => row.map((value, j) => (tokens[i].special || tokens[j].special ? 0 : value)));
  if (specials === 'hide') return left;
  return left.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return sum ? row.map((value) => value / sum) : row;
  });
}

/** One row's targets until they hold the share. */
function kept(row, share) {
  const order = [...row.keys()].filter((j) => row[j] > 0).sort((a, b) => row[b] - row[a] || a - b);
  const goal = share * row.reduce((a, b) => a + b, 0);
  const targets = [];
  for (let sum = 0; targets.length < order.length && (share === 1 || sum < goal); sum += row[targets.at(-1)])
    targets.push(order[targets.length]);
  return targets;
}

/**
 * The arcs that must be drawn for an answer of /attention with one layer.
 * @param {{ tokens: object[], attention: number[][][][] }} answer
 */
export function expectedEdges({ tokens, attention }, { heads, combine = 'mean', specials = 'hide', threshold = 70, lock = [] }) {
  const chosen = heads ? attention[0].filter((_, h) => heads.includes(h + 1)) : attention[0];
  const matrix = plain(together(chosen, combine), tokens, specials);
  const edges = matrix.flatMap((row, from) =>
    (threshold ? kept(row, threshold / 100) : []).map((to) => ({ from, to, weight: row[to] })),
  );
  return lock.length ? edges.filter(({ from, to }) => lock.includes(`${from}f`) || lock.includes(`${to}t`)) : edges;
}
