//! Max pooling: a head of any size as a thumbnail.

use std::ops::Range;

use crate::error::{ApiError, Code};
use crate::json::Integer;

/// How many cells a head has at most along each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pool(usize);

impl Pool {
    /// Reads the number that was asked for.
    pub(super) fn parse(asked: Integer) -> Result<Self, ApiError> {
        let size = usize::try_from(asked.0).ok();
        let size = size.filter(|size| (8..=64).contains(size));
        size.map(Self).ok_or_else(|| {
            let detail = format!("`pool` must be 8 to 64, not {}.", asked.0);
            ApiError::new(Code::BadRequest, detail)
        })
    }

    /// How many cells each side has: a short text has one for each token.
    pub(super) fn side(self, tokens: usize) -> usize {
        self.0.min(tokens)
    }
}

/// The largest weight of each cell, row-major, in 255ths. With `n` tokens and `side` cells, cell
/// (a, b) holds the tokens from ⌊a·n/side⌋ up to, not including, ⌊(a+1)·n/side⌋, and so for b: every
/// token is in one cell, and every cell has a token.
pub(super) fn max_pool(head: &[u16], tokens: usize, side: usize) -> Vec<u8> {
    let windows: Vec<_> = (0..side).map(|cell| window(cell, tokens, side)).collect();
    let mut cells = Vec::with_capacity(side * side);
    for rows in &windows {
        let rows = &head[rows.start * tokens..rows.end * tokens];
        let columns = column_maxima(rows, tokens);
        let maxima = windows.iter().map(|window| columns[window.clone()].iter());
        cells.extend(maxima.map(|cell| narrow(cell.copied().max().unwrap_or_default())));
    }
    cells
}

/// What a pooled value stands for.
pub(super) fn widen(value: u8) -> f32 {
    f32::from(value) / 255.0
}

fn window(cell: usize, tokens: usize, side: usize) -> Range<usize> {
    cell * tokens / side..(cell + 1) * tokens / side
}

/// Down each column; row by row, which is how the numbers lie.
fn column_maxima(rows: &[u16], tokens: usize) -> Vec<u16> {
    let mut maxima = vec![0; tokens];
    for row in rows.chunks_exact(tokens) {
        for (largest, value) in maxima.iter_mut().zip(row) {
            *largest = (*largest).max(*value);
        }
    }
    maxima
}

/// 65535ths to the nearest 255th: 65535 is 257 times 255.
fn narrow(value: u16) -> u8 {
    ((u32::from(value) + 128) / 257) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn narrowing_rounds_to_nearest() {
        assert_eq!((narrow(0), narrow(65_535)), (0, 255));
        for value in 0..=u16::MAX {
            let exact = f64::from(value) / 257.0;
            assert!((f64::from(narrow(value)) - exact).abs() <= 0.5, "{value}");
        }
    }

    #[test]
    fn sizes_from_8_to_64_are_taken() {
        for size in [8, 64] {
            assert_eq!(Pool::parse(Integer(size)).unwrap().side(512), size as usize);
        }
        assert_eq!(Pool::parse(Integer(8)).unwrap().side(3), 3);
        for size in [i64::MIN, -8, 0, 7, 65, i64::MAX] {
            assert!(Pool::parse(Integer(size)).is_err(), "{size}");
        }
    }

    proptest! {
        #[test]
        fn every_token_is_in_one_window(tokens in 1usize..600, asked in 8usize..=64) {
            let side = Pool(asked).side(tokens);
            let windows: Vec<_> = (0..side).map(|cell| window(cell, tokens, side)).collect();
            prop_assert!(windows.iter().all(|window| !window.is_empty()));
            prop_assert!(windows.into_iter().flatten().eq(0..tokens));
        }

        #[test]
        fn a_cell_is_its_largest_weight(
            (tokens, head) in (1usize..40).prop_flat_map(|tokens| {
                (Just(tokens), prop::collection::vec(any::<u16>(), tokens * tokens))
            }),
        ) {
            let side = Pool(8).side(tokens);
            let pooled = max_pool(&head, tokens, side);
            prop_assert_eq!(pooled.len(), side * side);
            for (place, cell) in pooled.into_iter().enumerate() {
                let from = window(place / side, tokens, side);
                let weights = from.flat_map(|row| {
                    window(place % side, tokens, side).map(move |column| row * tokens + column)
                });
                prop_assert_eq!(cell, weights.map(|at| narrow(head[at])).max().unwrap());
            }
        }
    }
}
