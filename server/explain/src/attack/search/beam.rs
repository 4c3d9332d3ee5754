//! All words at every step; the best drafts go on.

use super::{Edit, Hunt, Judged, Phase};

/// Keeps `width` drafts; with one, this is greedy.
pub(super) async fn beam(hunt: &Hunt<'_>, width: usize) -> Judged {
    hunt.desk.enter(Phase::Search);
    let mut drafts = vec![hunt.start.clone()];
    let mut best = hunt.start.clone();
    while !hunt.ends(&best) && !drafts.iter().any(|draft| hunt.over(draft)) {
        let mut judged = Vec::new();
        let mut candidates = 0;
        for draft in &drafts {
            let edits = edits(hunt, draft).await;
            candidates += edits.len();
            judged.extend(hunt.desk.try_edits(&draft.draft, &edits).await);
        }
        let mut tried = hunt.better(hunt.progress(&best), judged);
        // Two ways may lead to one draft; equals stand side by side.
        tried.dedup_by(|a, b| a.draft == b.draft);
        drafts = hunt.keep(tried.clone(), width).await;
        let Some(first) = drafts.first() else { break };
        hunt.step(first, candidates, &tried);
        best = first.clone();
    }
    best
}

/// Every edit of every word that a draft has not edited yet.
async fn edits(hunt: &Hunt<'_>, judged: &Judged) -> Vec<Edit> {
    let words = hunt.free.iter().copied();
    let words: Vec<usize> = words
        .filter(|word| !judged.draft.edits_word(*word))
        .collect();
    hunt.edits(&judged.draft, &words).await
}
