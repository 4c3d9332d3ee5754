//! What places of a corpus have in common, and whether chance would do as much.

mod count;
mod statistics;

pub use count::{Counts, counts, offsets};
pub use statistics::{benjamini_hochberg, hypergeometric, wilson};

/// How often a label is met among what was found, beside how often it is in the corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The label.
    pub label: String,
    /// How many bear it.
    pub count: u64,
    /// Their share of those that bear any.
    pub share: f64,
    /// The lower end of the share's 95 % interval (Wilson 1927).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The share in the corpus.
    pub base_rate: f64,
    /// How many times the base rate the share is.
    pub lift: f64,
    /// Whether chance gives a share as unlikely as this one in fewer than 1 of 20 such finds: an exact
    /// two-sided hypergeometric test for each label, the list held to a false discovery rate of 5 %
    /// (Benjamini and Hochberg 1995).
    pub significant: bool,
}

/// The false discovery rate of a list.
const RATE: f64 = 0.05;

/// A bar for each label that was found, by falling count, then by name. `base` counts the population
/// that `found` was drawn from.
pub fn bars(found: &Counts, base: &Counts) -> Vec<Bar> {
    let mut labels: Vec<(&String, u64)> = found.by_label.iter().map(|(l, n)| (l, *n)).collect();
    labels.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    let in_base = |label: &str| base.by_label.get(label).copied().unwrap_or_default();
    let chance = labels
        .iter()
        .map(|(label, count)| hypergeometric(*count, found.total, in_base(label), base.total));
    let significant = benjamini_hochberg(&chance.collect::<Vec<_>>(), RATE);
    let bars = labels.into_iter().zip(significant);
    bars.map(|((label, count), significant)| {
        let (low, high) = wilson(count, found.total);
        let share = ratio(count, found.total);
        let base_rate = ratio(in_base(label), base.total);
        Bar {
            label: label.clone(),
            count,
            share,
            low,
            high,
            base_rate,
            lift: if base_rate > 0.0 {
                share / base_rate
            } else {
                0.0
            },
            significant,
        }
    })
    .collect()
}

fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / (whole as f64).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(labels: &[(&str, u64)], total: u64) -> Counts {
        let by_label = labels
            .iter()
            .map(|(label, count)| ((*label).to_owned(), *count));
        Counts {
            by_label: by_label.collect(),
            total,
        }
    }

    #[test]
    fn bars_say_what_is_more_than_chance() {
        let found = counted(&[("NOUN", 10), ("VERB", 38), ("X", 2)], 50);
        let base = counted(
            &[("NOUN", 2000), ("VERB", 1500), ("ADV", 6000), ("X", 500)],
            10_000,
        );
        let bars = bars(&found, &base);
        let labels: Vec<_> = bars.iter().map(|bar| bar.label.as_str()).collect();
        assert_eq!(labels, ["VERB", "NOUN", "X"]);
        let verb = &bars[0];
        assert!((verb.share - 0.76).abs() < 1e-12 && (verb.base_rate - 0.15).abs() < 1e-12);
        assert!((verb.lift - 0.76 / 0.15).abs() < 1e-9);
        assert!(verb.low < 0.76 && verb.high > 0.76);
        let significant: Vec<_> = bars.iter().map(|bar| bar.significant).collect();
        assert_eq!(significant, [true, false, false]);
    }

    #[test]
    fn nothing_found_is_no_bar() {
        assert_eq!(bars(&Counts::default(), &counted(&[("A", 1)], 1)), []);
    }
}
