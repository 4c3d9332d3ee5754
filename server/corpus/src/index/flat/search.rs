//! One pass over the vectors, on all processors.

use std::ops::Range;

use headlight_core::{Neighbour, VectorQuery};

use super::super::kernel::{add_centred, add_cosines};
use super::super::nearest::Best;

/// Tokens whose scores are held at a time: their sums stay in the nearest cache.
const BLOCK: usize = 2048;

/// Fewer tokens than this are not worth another thread.
const SHARE: usize = 8192;

/// The vectors of one group.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// `[token][size]`
    pub numbers: &'a [u8],
    /// `[token]` of two bytes
    pub scales: &'a [u8],
    /// Numbers in a vector.
    pub size: usize,
}

/// What is compared with what.
pub(super) struct Scan<'a> {
    parts: Vec<(Part<'a>, Vec<f32>)>,
    means: Option<Vec<&'a [f32]>>,
}

impl<'a> Scan<'a> {
    /// Vectors, the query for each group and, for a centred search, the mean of each.
    pub(super) fn new(
        parts: Vec<Part<'a>>,
        queries: &[&[f32]],
        means: Option<&[&'a [f32]]>,
    ) -> Self {
        let prepared = queries.iter().enumerate().map(|(at, query)| {
            let mut query = unit(query);
            if let Some(means) = means {
                subtract(&mut query, means[at]);
                query = unit(&query);
            }
            query
        });
        Self {
            parts: parts.into_iter().zip(prepared).collect(),
            means: means.map(<[_]>::to_vec),
        }
    }

    /// The nearest of `count` vectors.
    pub(super) fn run(
        &self,
        query: &VectorQuery<'_>,
        count: usize,
        threads: usize,
    ) -> Vec<Neighbour> {
        let shares = threads.min(count / SHARE).max(1);
        let cut = |share: usize| group_start(query, share * count / shares, count);
        let ranges: Vec<_> = (0..shares)
            .map(|share| cut(share)..cut(share + 1))
            .collect();
        let best = |range: &Range<usize>| {
            let mut best = Best::new(query);
            self.look(range.clone(), &mut best);
            best
        };
        let Some((last, others)) = ranges.split_last() else {
            return Vec::new();
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = others
                .iter()
                .map(|range| scope.spawn(|| best(range)))
                .collect();
            let last = best(last);
            let others = others.into_iter().map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            Best::merged(others.chain([last]))
        })
    }

    fn look(&self, range: Range<usize>, best: &mut Best<'_>) {
        let mut sums = vec![0f32; BLOCK];
        let share = 1.0 / self.parts.len() as f32;
        for first in range.clone().step_by(BLOCK) {
            let tokens = first..range.end.min(first + BLOCK);
            let sums = &mut sums[..tokens.len()];
            sums.fill(0.0);
            for (at, (part, query)) in self.parts.iter().enumerate() {
                let rows = &part.numbers[tokens.start * part.size..tokens.end * part.size];
                let scales = &part.scales[2 * tokens.start..2 * tokens.end];
                match &self.means {
                    None => add_cosines(rows, scales, query, sums),
                    Some(means) => add_centred(rows, scales, query, means[at], sums),
                }
            }
            for sum in sums.iter_mut() {
                *sum *= share;
            }
            best.look(first, sums);
        }
    }
}

/// The first place from `at` on where a group begins.
fn group_start(query: &VectorQuery<'_>, at: usize, count: usize) -> usize {
    let Some(groups) = query.groups.filter(|_| at > 0 && at < count) else {
        return at;
    };
    let same = |place: &usize| groups[*place] == groups[at - 1];
    at + (at..count).take_while(same).count()
}

/// A vector brought to length one; zeros stay zeros.
pub(super) fn unit(vector: &[f32]) -> Vec<f32> {
    let squares: f64 = vector.iter().map(|x| f64::from(*x) * f64::from(*x)).sum();
    let factor = if squares > 0.0 {
        1.0 / squares.sqrt()
    } else {
        0.0
    };
    let scaled = vector.iter().map(|x| (f64::from(*x) * factor) as f32);
    scaled.collect()
}

/// The cosine of two vectors; 0 where one is none.
pub(super) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (unit(a), unit(b));
    a.iter().zip(&b).map(|(a, b)| a * b).sum()
}

/// Takes the mean off a vector.
pub(super) fn subtract(vector: &mut [f32], mean: &[f32]) {
    for (x, mean) in vector.iter_mut().zip(mean) {
        *x -= mean;
    }
}

/// Pairs of different places below `count`, the same ones each time.
pub(super) fn random_pairs(count: usize, pairs: usize) -> Vec<(usize, usize)> {
    let mut random = fastrand::Rng::with_seed(0);
    if count < 2 {
        return Vec::new();
    }
    let mut pair = || {
        let a = random.usize(..count);
        let b = random.usize(..count - 1);
        (a, b + usize::from(b >= a))
    };
    std::iter::repeat_with(&mut pair).take(pairs).collect()
}
