//! The most important word first, each tried once.

use std::collections::HashMap;

use super::{Edit, GAIN, Hunt, Judged, Phase};
use crate::attack::EditKind;
use crate::attack::recipe::Ranking;
use crate::attack::source::Source;

/// So many edits of a word are kept where all were tried beforehand: if the guard refuses one, there
/// is another.
const PREPARED: usize = 3;

/// So many times at most the words are gone through by the derivative.
const ROUNDS: usize = 3;

/// Words in their order, with edits that were tried already.
#[derive(Default)]
struct Order {
    words: Vec<(usize, f64)>,
    prepared: HashMap<usize, Vec<Edit>>,
}

/// Goes through the words once; by the derivative again and again as long as that helps, since it leads
/// elsewhere from the text that was reached. `importance` is told of the words' order.
pub(super) async fn ranked(hunt: &Hunt<'_>, importance: &mut Vec<(usize, f64)>) -> Judged {
    let order = order(hunt).await;
    importance.clone_from(&order.words);
    hunt.desk.enter(Phase::Search);
    let rounds = match hunt.plan.recipe.source() {
        Source::Gradient => ROUNDS,
        _ => 1,
    };
    let mut current = hunt.start.clone();
    for _ in 0..rounds {
        let next = round(hunt, &order, current.clone()).await;
        let nearer = hunt.progress(&next) > hunt.progress(&current) + GAIN;
        current = next;
        if !nearer || hunt.ends(&current) {
            break;
        }
    }
    current
}

/// Tries each word once, those that are edited already too.
async fn round(hunt: &Hunt<'_>, order: &Order, mut current: Judged) -> Judged {
    for (word, _) in &order.words {
        if hunt.ends(&current) || hunt.desk.spent() {
            break;
        }
        if hunt.over(&current) && !current.draft.edits_word(*word) {
            continue;
        }
        let edits = match order.prepared.get(word) {
            Some(edits) => hunt.expected(&current.draft, edits.clone()).await,
            None => hunt.edits(&current.draft, &[*word]).await,
        };
        let judged = hunt.desk.try_edits(&current.draft, &edits).await;
        let better = hunt.better(hunt.progress(&current), judged);
        let tried = better.clone();
        if let Some(next) = hunt.keep(better, 1).await.pop() {
            hunt.step(&next, edits.len(), &tried);
            current = next;
        }
    }
    current
}

async fn order(hunt: &Hunt<'_>) -> Order {
    hunt.desk.enter(Phase::Rank);
    let mut order = match hunt.plan.ranking() {
        Ranking::Unknown => plain(without(hunt, &hunt.plan.unknown).await),
        Ranking::Delete => plain(without(hunt, "").await),
        Ranking::Gradient => plain(slopes(hunt).await),
        Ranking::Weighted => weighted(hunt).await,
    };
    order.words.sort_by(|a, b| b.1.total_cmp(&a.1));
    order
}

fn plain(words: Vec<(usize, f64)>) -> Order {
    Order {
        words,
        prepared: HashMap::new(),
    }
}

/// What changes when something else stands in the place of each word.
async fn without(hunt: &Hunt<'_>, other: &str) -> Vec<(usize, f64)> {
    let replaced = |word: &usize| Edit {
        word: *word,
        kind: EditKind::Delete,
        replacement: other.to_owned(),
    };
    let edits: Vec<Edit> = hunt.free.iter().map(replaced).collect();
    let judged = hunt.desk.try_edits(&hunt.start.draft, &edits).await;
    let before = hunt.progress(&hunt.start);
    let words = hunt.free.iter().copied().zip(&judged);
    words
        .map(|(word, judged)| (word, hunt.progress(judged) - before))
        .collect()
}

/// How large the derivative is at each word: one pass forward and back, whatever their number.
async fn slopes(hunt: &Hunt<'_>) -> Vec<(usize, f64)> {
    let swaps = match hunt.plan.recipe.source() {
        Source::Gradient => hunt.plan.candidates(),
        _ => 0,
    };
    let slopes = hunt.desk.slopes(&hunt.start.draft, swaps).await;
    let importance = |word: usize| slopes.get(word).map_or(0.0, |slope| slope.importance);
    hunt.free
        .iter()
        .map(|word| (*word, importance(*word)))
        .collect()
}

/// Each word's best edit, by what it changes times the softmax of what the unknown token changes.
async fn weighted(hunt: &Hunt<'_>) -> Order {
    let saliency = without(hunt, &hunt.plan.unknown).await;
    let edits = hunt.edits(&hunt.start.draft, &hunt.free).await;
    let judged = hunt.desk.try_edits(&hunt.start.draft, &edits).await;
    let before = hunt.progress(&hunt.start);
    let sum: f64 = saliency.iter().map(|(_, changes)| changes.exp()).sum();
    let mut order = Order::default();
    for (word, changes) in saliency {
        let of_word = judged
            .iter()
            .filter(|judged| judged.draft.edits_word(word))
            .cloned();
        let best = hunt.better(before, of_word.collect());
        let Some(gain) = best.first().map(|judged| hunt.progress(judged) - before) else {
            continue;
        };
        let prepared = best.iter().filter_map(|judged| judged.edit.clone());
        order
            .prepared
            .insert(word, prepared.take(PREPARED).collect());
        order.words.push((word, changes.exp() / sum * gain));
    }
    order
}
