/**
 * Classical scaling (Torgerson 1952): points in a plane whose distances come as near as a plane can to those given. Of
 * the matrix −½ J D² J, where J takes the mean off rows and columns, these are the first two eigenvectors, each by the root
 * of its eigenvalue. The root of a Jensen–Shannon divergence is a distance (Endres and Schindelin 2003), so D² is the
 * divergence itself.
 * @param {number[][]} squared  D², symmetric @returns {{ points: [number, number][], kept: number }} `kept`: share of the positive eigenvalues
 */
export function scaled(squared) {
  const n = squared.length;
  const means = squared.map((row) => row.reduce((sum, value) => sum + value, 0) / Math.max(1, n));
  const mean = means.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const centred = squared.map((row, i) => Float64Array.from(row, (value, j) => -0.5 * (value - means[i] - means[j] + mean)));
  const { values, vectors } = eigen(centred);
  const order = [...values.keys()].sort((a, b) => values[b] - values[a]);
  const axes = order.slice(0, 2).map((at) => ({ length: Math.sqrt(Math.max(0, values[at])), vector: upright(vectors.map((row) => row[at])) }));
  const all = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const points = squared.map((_, i) => /** @type {[number, number]} */ ([0, 1].map((a) => (axes[a] ? axes[a].length * axes[a].vector[i] : 0))));
  return { points, kept: all > 0 ? axes.reduce((sum, { length }) => sum + length * length, 0) / all : 1 };
}

/** An eigenvector has either sign: the one whose largest number is above zero, so that a picture is always the same. @param {number[]} vector */
function upright(vector) {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-12 ? value : best), 0);
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
