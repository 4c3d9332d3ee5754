//! The two matrices of a change and their product.

/// The two factors of a change: `a` is `[rank, inputs]`, `b` is `[outputs, rank]`.
pub(super) struct Factors {
    pub(super) a: Vec<f32>,
    pub(super) b: Vec<f32>,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
}

impl Factors {
    /// The shape of the product; flipped, of the product turned over.
    pub(super) fn shape(&self, flipped: bool) -> [usize; 2] {
        if flipped {
            [self.inputs, self.outputs]
        } else {
            [self.outputs, self.inputs]
        }
    }

    /// Adds the product to a weight.
    pub(super) fn add_to(&self, weight: &mut [f32], rank: usize, scale: f32, flipped: bool) {
        if flipped {
            let (a, b) = (transpose(&self.a, self.inputs), transpose(&self.b, rank));
            add_product(weight, &a, &b, rank, scale);
        } else {
            add_product(weight, &self.b, &self.a, rank, scale);
        }
    }
}

/// `sum += scale · left · right`, all row-major, `left` with `rank` columns.
fn add_product(sum: &mut [f32], left: &[f32], right: &[f32], rank: usize, scale: f32) {
    if rank == 0 || sum.is_empty() {
        return;
    }
    let columns = right.len() / rank;
    let rows = sum.chunks_exact_mut(columns).zip(left.chunks_exact(rank));
    for (row, factors) in rows {
        for (factor, right) in factors.iter().zip(right.chunks_exact(columns)) {
            let factor = scale * factor;
            for (sum, right) in row.iter_mut().zip(right) {
                *sum += factor * right;
            }
        }
    }
}

/// A matrix with this many columns, turned over.
fn transpose(matrix: &[f32], columns: usize) -> Vec<f32> {
    let column = |column| matrix.iter().skip(column).step_by(columns).copied();
    (0..columns).flat_map(column).collect()
}
