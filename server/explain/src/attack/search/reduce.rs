//! The fewest words with the same answer.

use super::{Hunt, Judged, Phase};

/// Leaves out one word after the other, always the one that matters least, as long as the label stays
/// and a word is left.
pub(super) async fn reduce(hunt: &Hunt<'_>) -> Judged {
    hunt.desk.enter(Phase::Search);
    let source = hunt.plan.recipe.source();
    let words = hunt.plan.original.words().len();
    let mut current = hunt.start.clone();
    while current.draft.edits().len() + 1 < words && !hunt.over(&current) {
        let left = hunt.free.iter().copied();
        let left: Vec<usize> = left
            .filter(|word| !current.draft.edits_word(*word))
            .collect();
        // What is left out changes the meaning: there is nothing to guard.
        let edits = source
            .edits(hunt.desk, hunt.plan, &current.draft, &left)
            .await;
        let edits: Vec<_> = edits.into_iter().flatten().collect();
        let judged = hunt.desk.try_edits(&current.draft, &edits).await;
        let kept = judged
            .into_iter()
            .filter(|judged| hunt.reached(judged))
            .collect();
        let kept = hunt.better(f64::NEG_INFINITY, kept);
        let Some(next) = kept.first().cloned() else {
            break;
        };
        hunt.step(&next, edits.len(), &kept);
        current = next;
    }
    current
}
