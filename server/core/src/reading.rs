//! What the vocabulary head reads out of a hidden state.

use crate::{HiddenLayer, TokenId};

/// How many candidates to name: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopK(u8);

impl TopK {
    /// Candidates named when nothing is said.
    pub const DEFAULT: Self = Self(5);

    /// Reads a number of candidates.
    pub fn parse(k: i64) -> Option<Self> {
        u8::try_from(k)
            .ok()
            .filter(|k| (1..=100).contains(k))
            .map(Self)
    }

    /// How many.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

/// A hidden state to be read: `hidden_size` numbers, where they stand, and what really stood there.
#[derive(Clone, Copy, Debug)]
pub struct HiddenRow<'a> {
    /// Where the state stands.
    pub at: HiddenLayer,
    /// The state.
    pub state: &'a [f32],
    /// The token whose probability and rank are asked for.
    pub original: Option<TokenId>,
}

/// A vocabulary entry and how probable the model finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub id: TokenId,
    /// Softmax over the whole vocabulary.
    pub probability: f32,
}

/// The token that really stood there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Original {
    /// The entry.
    pub id: TokenId,
    /// Softmax over the whole vocabulary.
    pub probability: f32,
    /// Its place among all entries by falling probability, from 1; ties by id.
    pub rank: u32,
}

/// What the vocabulary head makes of one hidden state.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The most probable entries, falling; ties by id.
    pub candidates: Vec<Candidate>,
    /// The token that really stood there.
    pub original: Option<Original>,
    /// Entropy of the distribution in nats.
    pub entropy: f32,
}

/// Ranks one row of probabilities `[vocabulary]`.
pub fn rank_row(
    probabilities: &[f32],
    entropy: f32,
    top_k: TopK,
    original: Option<TokenId>,
) -> Reading {
    let original = original.and_then(|id| {
        let probability = *probabilities.get(id.0 as usize)?;
        Some(Original {
            id,
            probability,
            rank: rank_of(probabilities, id.0 as usize),
        })
    });
    Reading {
        candidates: most_probable(probabilities, top_k.get()),
        original,
        entropy,
    }
}

fn rank_of(probabilities: &[f32], place: usize) -> u32 {
    let own = probabilities[place];
    let (before, after) = probabilities.split_at(place);
    let ahead = before.iter().filter(|p| **p >= own).count();
    (ahead + after.iter().filter(|p| **p > own).count()) as u32 + 1
}

/// The `k` largest, falling, ties by place: a short sorted list is kept while the row is read once.
fn most_probable(probabilities: &[f32], k: usize) -> Vec<Candidate> {
    let mut best: Vec<Candidate> = Vec::with_capacity(k + 1);
    for (place, &probability) in probabilities.iter().enumerate() {
        if best.len() == k && best[k - 1].probability >= probability {
            continue;
        }
        let at = best.partition_point(|c| c.probability >= probability);
        best.insert(
            at,
            Candidate {
                id: TokenId(place as u32),
                probability,
            },
        );
        best.truncate(k);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_a_full_sort(
            row in prop::collection::vec(0u8..20, 1..60),
            k in 1i64..10,
            original in 0usize..60,
        ) {
            let row: Vec<f32> = row.into_iter().map(f32::from).collect();
            let mut order: Vec<usize> = (0..row.len()).collect();
            order.sort_by(|a, b| row[*b].total_cmp(&row[*a]).then(a.cmp(b)));
            let id = (original < row.len()).then_some(TokenId(original as u32));
            let reading = rank_row(&row, 0.0, TopK::parse(k).unwrap(), id);
            let ids: Vec<usize> = reading.candidates.iter().map(|c| c.id.0 as usize).collect();
            prop_assert_eq!(&ids[..], &order[..(k as usize).min(row.len())]);
            let rank = order.iter().position(|place| *place == original).map(|p| p as u32 + 1);
            prop_assert_eq!(reading.original.map(|o| o.rank), rank);
        }
    }
}
