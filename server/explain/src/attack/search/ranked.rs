//! The most important word first, each tried once.

use std::collections::HashMap;

use super::{Edit, Hunt, Judged, Phase};
use crate::attack::EditKind;
use crate::attack::desk::Desk;
use crate::attack::draft::Draft;
use crate::attack::recipe::Ranking;

/// So many edits of a word are kept where all were tried beforehand: if the guard refuses one, there
/// is another.
const PREPARED: usize = 3;

/// Words in their order, with edits that were tried already.
#[derive(Default)]
struct Order {
    words: Vec<(usize, f64)>,
    prepared: HashMap<usize, Vec<Edit>>,
}

/// Goes through the words once; `importance` is told of their order.
pub(super) async fn ranked(hunt: &Hunt<'_>, importance: &mut Vec<(usize, f64)>) -> Judged {
    let order = order(hunt).await;
    importance.clone_from(&order.words);
    hunt.desk.enter(Phase::Search);
    let mut current = hunt.start.clone();
    for (word, _) in &order.words {
        if hunt.ends(&current) || hunt.over(&current) {
            break;
        }
        let edits = match order.prepared.get(word) {
            Some(edits) => edits.clone(),
            None => edits(hunt, &current.draft, *word).await,
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

async fn edits(hunt: &Hunt<'_>, draft: &Draft, word: usize) -> Vec<Edit> {
    let source = hunt.plan.recipe.source();
    let found = source.edits(hunt.desk, hunt.plan, draft, &[word]).await;
    found.into_iter().flatten().collect()
}

async fn order(hunt: &Hunt<'_>) -> Order {
    hunt.desk.enter(Phase::Rank);
    let mut order = match hunt.plan.recipe.ranking() {
        Ranking::Unknown => plain(without(hunt, &hunt.plan.unknown).await),
        Ranking::Delete => plain(without(hunt, "").await),
        Ranking::Gradient => plain(slopes(hunt.desk, hunt).await),
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

async fn slopes(desk: &Desk, hunt: &Hunt<'_>) -> Vec<(usize, f64)> {
    let slopes = desk.slopes(&hunt.start.draft, hunt.plan.candidates()).await;
    let importance = |word: usize| slopes.get(word).map_or(0.0, |slope| slope.importance);
    hunt.free
        .iter()
        .map(|word| (*word, importance(*word)))
        .collect()
}

/// Each word's best edit, by what it changes times the softmax of what the unknown token changes.
async fn weighted(hunt: &Hunt<'_>) -> Order {
    let saliency = without(hunt, &hunt.plan.unknown).await;
    let source = hunt.plan.recipe.source();
    let edits = source
        .edits(hunt.desk, hunt.plan, &hunt.start.draft, &hunt.free)
        .await;
    let edits: Vec<Edit> = edits.into_iter().flatten().collect();
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
