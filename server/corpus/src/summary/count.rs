//! Counting labels.

use std::collections::BTreeMap;

use crate::store::{Corpus, Label};

/// How often each label is met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By label.
    pub by_label: BTreeMap<String, u64>,
    /// How many bear any label; of features, one may bear several.
    pub total: u64,
}

/// Counts a label over words, which are places in the corpus; features are counted one by one.
pub fn counts(corpus: &Corpus, label: Label, words: impl Iterator<Item = usize>) -> Counts {
    let mut by_number = vec![0u64; corpus.strings()];
    for word in words {
        if let Some(count) = by_number.get_mut(corpus.label(label, word) as usize) {
            *count += 1;
        }
    }
    let mut counts = Counts::default();
    // Number 0 stands for no label.
    for (number, count) in by_number.into_iter().enumerate().skip(1) {
        if count == 0 {
            continue;
        }
        counts.total += count;
        let text = corpus.string(number as u32);
        let parts: Vec<&str> = match label {
            Label::Feats => text.split('|').collect(),
            _ => vec![text],
        };
        for part in parts {
            *counts.by_label.entry(part.to_owned()).or_default() += count;
        }
    }
    counts
}

/// How often each offset from one word to another stands in the corpus, sentences apart: what looking
/// anywhere gives. A word may look at itself.
pub fn offsets(corpus: &Corpus) -> Counts {
    let mut lengths: BTreeMap<usize, u64> = BTreeMap::new();
    for at in 0..corpus.sentences() {
        *lengths.entry(corpus.sentence(at).words.len()).or_default() += 1;
    }
    let longest = lengths.keys().next_back().copied().unwrap_or_default() as i64;
    let pairs = |offset: i64| {
        let of = |(length, count): (&usize, &u64)| {
            (*length as u64).saturating_sub(offset.unsigned_abs()) * count
        };
        lengths.iter().map(of).sum()
    };
    let offsets = (1 - longest)..longest;
    let by_label: BTreeMap<_, u64> = offsets
        .map(|offset| (offset.to_string(), pairs(offset)))
        .collect();
    Counts {
        total: by_label.values().sum(),
        by_label,
    }
}
