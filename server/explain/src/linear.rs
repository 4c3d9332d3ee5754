//! A small symmetric system of equations.

/// The inverse of a symmetric positive semi-definite matrix `[n][n]`, by Cholesky. A direction that
/// adds nothing to those before it (a column that repeats another) gets zeros, so that a singular
/// system still has its smallest set of answers.
pub(crate) fn inverse(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let factor = cholesky(matrix);
    let size = matrix.len();
    (0..size)
        .map(|row| {
            let mut unit = vec![0.0; size];
            unit[row] = 1.0;
            substitute(&factor, unit)
        })
        .collect()
}

/// Solves `matrix · x = right`, in the same sense.
pub(crate) fn solve(matrix: &[Vec<f64>], right: Vec<f64>) -> Vec<f64> {
    substitute(&cholesky(matrix), right)
}

/// Below this share of its diagonal, what is left of a column is rounding.
const RANK_TOLERANCE: f64 = 1e-12;

/// The lower factor; the diagonal is 0 for directions without weight of their own.
fn cholesky(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (row, given) in matrix.iter().enumerate() {
        let mut line = vec![0.0; row + 1];
        for column in 0..row {
            let left = given[column] - dot(&line[..column], &factor[column][..column]);
            let pivot = factor[column][column];
            line[column] = if pivot > 0.0 { left / pivot } else { 0.0 };
        }
        let left = given[row] - dot(&line[..row], &line[..row]);
        let counts = left > given[row].abs() * RANK_TOLERANCE;
        line[row] = if counts { left.sqrt() } else { 0.0 };
        factor.push(line);
    }
    factor
}

fn substitute(factor: &[Vec<f64>], mut values: Vec<f64>) -> Vec<f64> {
    for row in 0..factor.len() {
        let left = values[row] - dot(&factor[row][..row], &values[..row]);
        values[row] = divide(left, factor[row][row]);
    }
    for row in (0..factor.len()).rev() {
        let later: f64 = (row + 1..factor.len())
            .map(|k| factor[k][row] * values[k])
            .sum();
        values[row] = divide(values[row] - later, factor[row][row]);
    }
    values
}

fn divide(value: f64, pivot: f64) -> f64 {
    if pivot > 0.0 { value / pivot } else { 0.0 }
}

/// The sum of products.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(l, r)| l * r).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves() {
        let matrix = [vec![4.0, 2.0], vec![2.0, 3.0]];
        let answer = solve(&matrix, vec![8.0, 8.0]);
        assert!((answer[0] - 1.0).abs() < 1e-12 && (answer[1] - 2.0).abs() < 1e-12);
        let inverse = inverse(&matrix);
        assert!((inverse[0][0] - 0.375).abs() < 1e-12 && (inverse[0][1] + 0.25).abs() < 1e-12);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "these numbers are exact")]
    fn a_repeated_column_gets_nothing() {
        let matrix = [vec![2.0, 2.0], vec![2.0, 2.0]];
        assert_eq!(solve(&matrix, vec![4.0, 4.0])[1].abs(), 0.0);
    }
}
