//! The innermost loops of a search: dot products of bytes with floats. Sums run in fixed lanes, so
//! that every processor gives the same bits; the compiler makes vectors of the lanes. Loops over
//! arrays are written out: as iterators they are not unrolled, and the lanes fall apart.

use multiversion::multiversion;

use super::quantise::scale;

/// Numbers that are multiplied at a time.
const LANES: usize = 16;

/// Rows whose lanes are brought together at a time, side by side.
const ROWS: usize = 4;

/// Adds to each sum the cosine of the query with a row of bytes; `query` is of length one.
#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
pub(super) fn add_cosines(rows: &[u8], scales: &[u8], query: &[f32], sums: &mut [f32]) {
    plain_cosines(rows, scales, query, sums);
}

/// The same in whatever the compiler makes of it.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn plain_cosines(rows: &[u8], scales: &[u8], query: &[f32], sums: &mut [f32]) {
    let (scales, _) = scales.as_chunks::<2>();
    let (blocks, last_scales) = scales.as_chunks::<ROWS>();
    let (four_sums, last_sums) = sums.as_chunks_mut::<ROWS>();
    let fours = rows.chunks_exact(ROWS * query.len());
    let last = fours.remainder().chunks_exact(query.len());
    for ((rows, scales), sums) in fours.zip(blocks).zip(four_sums) {
        let dots = dots(rows, query);
        for row in 0..ROWS {
            sums[row] += scale(scales[row]) * dots[row];
        }
    }
    for ((row, bytes), sum) in last.zip(last_scales).zip(last_sums) {
        *sum += scale(*bytes) * dot(row, query);
    }
}

/// Adds to each sum the cosine of the query with a row of bytes, the mean taken off both: `query` is
/// less the mean already, and of length one.
#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
pub(super) fn add_centred(
    rows: &[u8],
    scales: &[u8],
    query: &[f32],
    mean: &[f32],
    sums: &mut [f32],
) {
    plain_centred(rows, scales, query, mean, sums);
}

#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn plain_centred(rows: &[u8], scales: &[u8], query: &[f32], mean: &[f32], sums: &mut [f32]) {
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let (shift, square) = (product(mean, query), product(mean, mean));
    // ‖x − μ‖² = 1 − 2 μ·x + ‖μ‖² for an x of length one.
    let score = |scale: f32, to_query: f32, to_mean: f32| {
        let squared = 1.0 - 2.0 * scale * to_mean + square;
        (scale * to_query - shift) / squared.max(1e-12).sqrt()
    };
    let (scales, _) = scales.as_chunks::<2>();
    let (blocks, last_scales) = scales.as_chunks::<ROWS>();
    let (four_sums, last_sums) = sums.as_chunks_mut::<ROWS>();
    let fours = rows.chunks_exact(ROWS * query.len());
    let last = fours.remainder().chunks_exact(query.len());
    for ((rows, scales), sums) in fours.zip(blocks).zip(four_sums) {
        let (to_query, to_mean) = (dots(rows, query), dots(rows, mean));
        for row in 0..ROWS {
            sums[row] += score(scale(scales[row]), to_query[row], to_mean[row]);
        }
    }
    for ((row, bytes), sum) in last.zip(last_scales).zip(last_sums) {
        *sum += score(scale(*bytes), dot(row, query), dot(row, mean));
    }
}

/// The products of the query with [`ROWS`] rows.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn dots(rows: &[u8], query: &[f32]) -> [f32; ROWS] {
    let size = query.len();
    let all = [
        lanes(&rows[..size], query),
        lanes(&rows[size..2 * size], query),
        lanes(&rows[2 * size..3 * size], query),
        lanes(&rows[3 * size..], query),
    ];
    let mut fours = [[0f32; 4]; ROWS];
    for row in 0..ROWS {
        fours[row] = folded(&all[row]);
    }
    let mut sums = [0f32; ROWS];
    for row in 0..ROWS {
        sums[row] = total(&fours[row]);
    }
    sums
}

/// The product of the query with one row.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn dot(row: &[u8], query: &[f32]) -> f32 {
    total(&folded(&lanes(row, query)))
}

/// Products by lane.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn lanes(row: &[u8], query: &[f32]) -> [f32; LANES] {
    let mut lanes = [0f32; LANES];
    let (numbers, rest) = row.as_chunks::<LANES>();
    let (factors, rest_factors) = query.as_chunks::<LANES>();
    for (numbers, factors) in numbers.iter().zip(factors) {
        for lane in 0..LANES {
            lanes[lane] += f32::from(numbers[lane].cast_signed()) * factors[lane];
        }
    }
    if !rest.is_empty() {
        // Zeros add nothing.
        let (mut last, mut last_factors) = ([0u8; LANES], [0f32; LANES]);
        last[..rest.len()].copy_from_slice(rest);
        last_factors[..rest.len()].copy_from_slice(rest_factors);
        for lane in 0..LANES {
            lanes[lane] += f32::from(last[lane].cast_signed()) * last_factors[lane];
        }
    }
    lanes
}

/// Halves upon halves, down to four.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn folded(lanes: &[f32; LANES]) -> [f32; 4] {
    let mut four = [0f32; 4];
    for lane in 0..4 {
        four[lane] = (lanes[lane] + lanes[lane + 8]) + (lanes[lane + 4] + lanes[lane + 12]);
    }
    four
}

#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled once for each kind of processor"
)]
fn total(four: &[f32; 4]) -> f32 {
    (four[0] + four[2]) + (four[1] + four[3])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filled(count: usize, seed: u32) -> Vec<u8> {
        let mut state = seed | 1;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    proptest! {
        #[test]
        fn every_processor_gives_the_same_bits(size in 1usize..100, rows in 0usize..40, seed: u32) {
            let (bytes, scales) = (filled(size * rows, seed), filled(2 * rows, !seed));
            let floats = |seed| filled(size, seed).iter().map(|b| f32::from(*b) - 99.5).collect();
            let (query, mean): (Vec<f32>, Vec<f32>) = (floats(seed ^ 1), floats(seed ^ 2));
            let (mut fast, mut plain) = (vec![0.5; rows], vec![0.5; rows]);
            add_cosines(&bytes, &scales, &query, &mut fast);
            plain_cosines(&bytes, &scales, &query, &mut plain);
            prop_assert_eq!(&fast, &plain);
            add_centred(&bytes, &scales, &query, &mean, &mut fast);
            plain_centred(&bytes, &scales, &query, &mean, &mut plain);
            prop_assert_eq!(fast, plain);
        }
    }
}
