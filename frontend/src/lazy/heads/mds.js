/** Axes that are followed at once: more than are wanted, so that the second is soon told from the third. */
const FOLLOWED = 6;
const ROUNDS = 300;
/** Eigenvalues that change less in a round, against their sum, have settled. */
const SETTLED = 1e-13;

/**
 * Classical scaling (Torgerson 1952): points in a plane whose distances come as near as a plane can to those given. Of
 * the matrix −½ J D² J, where J takes the mean off rows and columns, these are the first two eigenvectors, each by the root
 * of its eigenvalue. The root of a Jensen–Shannon divergence is a distance between points of a Euclidean space (Fuglede and
 * Topsøe 2004), and so is that of a mean of divergences: D² is the divergence itself, and no eigenvalue is below 0.
 * @param {number[][]} squared  D², symmetric @returns {{ points: [number, number][], kept: number }} `kept`: share of all eigenvalues
 */
export function scaled(squared) {
  const n = squared.length;
  const means = squared.map((row) => row.reduce((sum, value) => sum + value, 0) / Math.max(1, n));
  const mean = means.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const centred = squared.map((row, i) => Float64Array.from(row, (value, j) => -0.5 * (value - means[i] - means[j] + mean)));
  const axes = leading(centred).slice(0, 2);
  const all = centred.reduce((sum, row, i) => sum + row[i], 0);
  const points = squared.map((_, i) => /** @type {[number, number]} */ ([0, 1].map((a) => (axes[a] ? Math.sqrt(axes[a].value) * axes[a].vector[i] : 0))));
  return { points, kept: all > 0 ? Math.min(1, axes.reduce((sum, { value }) => sum + value, 0) / all) : 1 };
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function product(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Vectors of length one that are at right angles (Gram and Schmidt); one that lies among those before it becomes 0. @param {Float64Array[]} vectors  written over */
function orthonormal(vectors) {
  vectors.forEach((vector, i) => {
    const before = product(vector, vector);
    for (const other of vectors.slice(0, i)) {
      const along = product(vector, other);
      for (let k = 0; k < vector.length; k++) vector[k] -= along * other[k];
    }
    const left = product(vector, vector);
    const scale = left > 1e-24 * before ? 1 / Math.sqrt(left) : 0;
    for (let k = 0; k < vector.length; k++) vector[k] *= scale;
  });
  return vectors;
}

/** Sums of vectors. @param {Float64Array[]} vectors @param {Float64Array[]} parts  [vector][sum] @param {number} sum */
const mixed = (vectors, parts, sum) => vectors[0].map((_, k) => vectors.reduce((all, vector, v) => all + parts[v][sum] * vector[k], 0));

/**
 * The largest eigenvalues of a symmetric matrix that has none below 0, and their vectors, by falling value: a few vectors are
 * multiplied again and again and turned to their best axes (subspace iteration after Rayleigh and Ritz).
 * @param {Float64Array[]} matrix @returns {{ value: number, vector: Float64Array }[]}
 */
function leading(matrix) {
  const n = matrix.length;
  let vectors = orthonormal(Array.from({ length: Math.min(n, FOLLOWED) }, (_, c) => Float64Array.from(matrix, (__, i) => Math.sin((i + 1) * (c + 1.7)))));
  let before = -1;
  for (let round = 0; vectors.length; round++) {
    const images = vectors.map((vector) => Float64Array.from(matrix, (row) => product(row, vector)));
    const { values, vectors: parts } = eigen(vectors.map((vector) => Float64Array.from(images, (image) => product(vector, image))));
    const order = [...values.keys()].sort((a, b) => values[b] - values[a]);
    const sum = order.slice(0, 2).reduce((all, at) => all + values[at], 0);
    if (round === ROUNDS || Math.abs(sum - before) <= SETTLED * Math.abs(sum))
      return order.map((at) => ({ value: Math.max(0, values[at]), vector: upright(mixed(vectors, parts, at)) }));
    before = sum;
    vectors = orthonormal(order.map((at) => mixed(images, parts, at)));
  }
  return [];
}

/** An eigenvector has either sign: the one whose largest number is above zero, so that a picture is always the same. @param {Float64Array} vector */
function upright(vector) {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-9 ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}

/** Sweeps of rotations, each of which clears all numbers beside the diagonal once; a dozen bring them to nothing. */
const SWEEPS = 30;
const NOTHING = 1e-22;

/**
 * Eigenvalues and -vectors of a symmetric matrix (Jacobi's method of plane rotations). The matrix is written over.
 * @param {Float64Array[]} matrix @returns {{ values: number[], vectors: Float64Array[] }} vectors in columns
 */
function eigen(matrix) {
  const n = matrix.length;
  const vectors = matrix.map((_, i) => Float64Array.from(matrix, (__, j) => (i === j ? 1 : 0)));
  const size = matrix.reduce((sum, row) => sum + row.reduce((part, value) => part + value * value, 0), 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let beside = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) beside += matrix[p][q] ** 2;
    if (beside <= NOTHING * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(matrix, vectors, p, q);
  }
  return { values: matrix.map((row, i) => row[i]), vectors };
}

/** Turns the plane of two axes so that nothing is left between them. @param {Float64Array[]} matrix @param {Float64Array[]} vectors @param {number} p @param {number} q */
function rotate(matrix, vectors, p, q) {
  if (matrix[p][q] === 0) return;
  const theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const rows of [matrix, vectors])
    for (const row of rows) {
      const [a, b] = [row[p], row[q]];
      row[p] = c * a - s * b;
      row[q] = s * a + c * b;
    }
  const [a, b] = [matrix[p], matrix[q]];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k], b[k]];
    a[k] = c * x - s * y;
    b[k] = s * x + c * y;
  }
}
