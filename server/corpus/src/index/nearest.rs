//! The best of many scores.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use headlight_core::{Neighbour, VectorQuery};

/// The k best so far, each group once.
pub(super) struct Best<'a> {
    query: &'a VectorQuery<'a>,
    /// The worst on top.
    kept: BinaryHeap<Reverse<Ranked>>,
    /// The best of the group that is being read.
    open: Option<(u32, Ranked)>,
}

/// A neighbour in its order: the better is the greater, of equals the one that comes first.
#[derive(Clone, Copy, Debug)]
struct Ranked(Neighbour);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let score = self.0.score.total_cmp(&other.0.score);
        score.then(other.0.vector.cmp(&self.0.vector))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

impl<'a> Best<'a> {
    pub(super) fn new(query: &'a VectorQuery<'a>) -> Self {
        Self {
            query,
            kept: BinaryHeap::with_capacity(query.k + 1),
            open: None,
        }
    }

    /// Looks at the next scores; the first belongs to the vector `first`.
    pub(super) fn look(&mut self, first: usize, scores: &[f32]) {
        for (at, score) in scores.iter().enumerate() {
            let vector = first + at;
            if self.query.allowed.is_none_or(|allowed| allowed.has(vector)) {
                let score = *score;
                self.meet(Ranked(Neighbour { vector, score }));
            }
        }
    }

    fn meet(&mut self, next: Ranked) {
        let Some(groups) = self.query.groups else {
            return self.keep(next);
        };
        let group = groups[next.0.vector];
        match &mut self.open {
            Some((open, best)) if *open == group => *best = next.max(*best),
            open => {
                if let Some((_, best)) = open.replace((group, next)) {
                    self.keep(best);
                }
            }
        }
    }

    fn keep(&mut self, next: Ranked) {
        if self.kept.len() < self.query.k {
            self.kept.push(Reverse(next));
        } else if let Some(mut worst) = self.kept.peek_mut()
            && next > worst.0
        {
            *worst = Reverse(next);
        }
    }

    /// The best of several that looked at different groups, the best first.
    pub(super) fn merged(parts: impl IntoIterator<Item = Self>) -> Vec<Neighbour> {
        let mut k = 0;
        let mut all = Vec::new();
        for mut part in parts {
            k = part.query.k;
            if let Some((_, best)) = part.open.take() {
                part.keep(best);
            }
            all.extend(part.kept.into_iter().map(|Reverse(ranked)| ranked));
        }
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.truncate(k);
        all.into_iter().map(|ranked| ranked.0).collect()
    }
}
