//! What a head does on the whole: numbers to sort and colour heads by.

use headlight_core::surprise;
use serde::Serialize;
use utoipa::ToSchema;

/// A head in six numbers: means over the rows of the tokens that are not added specials (of a text
/// without any: over all rows). They mean the same for causal models.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub(super) struct Summary {
    /// How evenly a token looks around: entropy / ln n, from 0 (at one token) to 1 (at all alike).
    entropy: f32,
    /// How far it looks, in tokens.
    distance: f32,
    /// How much on the token before it; a token that has none counts as 0.
    previous: f32,
    /// How much on the token after it; a token that has none counts as 0.
    next: f32,
    /// How much on itself.
    #[serde(rename = "self")]
    itself: f32,
    /// How much on added specials.
    special: f32,
}

impl Summary {
    /// The summary of one head, row-major `[from, to]`.
    pub(super) fn of(head: &[u16], special: &[bool]) -> Self {
        let tokens = special.len();
        let only_specials = special.iter().all(|special| *special);
        let rows = head.chunks_exact(tokens).zip(special).enumerate();
        let chosen = rows.filter(|(_, (_, special))| only_specials || !**special);
        let mut sums = Sums::default();
        for (from, (row, _)) in chosen {
            sums.add(from, row, special);
        }
        sums.means(tokens)
    }
}

/// Sums over rows; exact, but for the entropy.
#[derive(Default)]
struct Sums {
    rows: u32,
    entropy: f64,
    distance: u64,
    previous: u64,
    next: u64,
    itself: u64,
    special: u64,
}

impl Sums {
    fn add(&mut self, from: usize, row: &[u16], special: &[bool]) {
        let at = |to: Option<usize>| to.and_then(|to| row.get(to)).map_or(0, |v| u64::from(*v));
        self.rows += 1;
        self.entropy += f64::from(row.iter().map(|v| surprise(*v)).sum::<f32>());
        self.distance += u64::from(
            row.iter()
                .zip(0..)
                .map(|(v, to)| far(from, to, *v))
                .sum::<u32>(),
        );
        self.previous += at(from.checked_sub(1));
        self.next += at(Some(from + 1));
        self.itself += at(Some(from));
        let to_special = row
            .iter()
            .zip(special)
            .map(|(v, special)| u32::from(*v) * u32::from(*special));
        self.special += u64::from(to_special.sum::<u32>());
    }

    fn means(&self, tokens: usize) -> Summary {
        let rows = f64::from(self.rows.max(1));
        let share = |sum: u64| (sum as f64 / rows / 65_535.0) as f32;
        // One token can only look at itself: no entropy, rather than 0 / 0.
        let most = (tokens.max(2) as f64).ln();
        Summary {
            entropy: (self.entropy / rows / most) as f32,
            distance: share(self.distance),
            previous: share(self.previous),
            next: share(self.next),
            itself: share(self.itself),
            special: share(self.special),
        }
    }
}

/// A weight times how far away it is; a row of at most 512 tokens sums to less than 2³².
fn far(from: usize, to: u32, value: u16) -> u32 {
    (from as u32).abs_diff(to) * u32::from(value)
}

#[cfg(test)]
mod tests {
    use headlight_core::quantise;

    use super::*;

    fn summary(rows: &[&[f32]], special: &[bool]) -> Summary {
        let weights = rows.concat();
        let head: Vec<u16> = weights.into_iter().map(quantise).collect();
        Summary::of(&head, special)
    }

    fn close(left: f32, right: f32) {
        assert!((left - right).abs() < 1e-4, "{left} {right}");
    }

    #[test]
    fn rows_of_added_specials_do_not_count() {
        let quarter: &[f32] = &[0.25; 4];
        let first: &[f32] = &[1.0, 0.0, 0.0, 0.0];
        let rows = [first, quarter, &[0.0, 0.5, 0.5, 0.0], first];
        let found = summary(&rows, &[true, false, false, true]);
        close(found.entropy, f32::midpoint(1.0, 0.5));
        close(found.distance, f32::midpoint(1.0, 0.5));
        close(found.previous, f32::midpoint(0.25, 0.5));
        close(found.next, f32::midpoint(0.25, 0.0));
        close(found.itself, f32::midpoint(0.25, 0.5));
        close(found.special, f32::midpoint(0.5, 0.0));
    }

    #[test]
    fn without_other_tokens_all_rows_count() {
        let found = summary(&[&[0.0, 1.0], &[1.0, 0.0]], &[true, true]);
        close(found.next, 0.5);
        close(found.previous, 0.5);
        close(found.special, 1.0);
    }

    #[test]
    fn the_ends_of_a_causal_triangle_have_no_neighbour() {
        let found = summary(&[&[1.0, 0.0], &[1.0, 0.0]], &[false, false]);
        close(found.previous, 0.5);
        close(found.next, 0.0);
        close(found.itself, 0.5);
    }

    #[test]
    fn one_token_looks_at_itself() {
        let found = summary(&[&[1.0]], &[false]);
        assert_eq!((found.entropy, found.itself), (0.0, 1.0));
    }

    #[test]
    fn the_longest_row_does_not_overflow() {
        let mut row = vec![0.0; 512];
        row[511] = 1.0;
        let head: Vec<u16> = row
            .iter()
            .copied()
            .cycle()
            .take(512 * 512)
            .map(quantise)
            .collect();
        let found = Summary::of(&head, &[false; 512]);
        close(found.distance, 255.5);
    }
}
