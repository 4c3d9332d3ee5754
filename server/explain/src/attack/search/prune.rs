//! Undoing edits that it does not take.

use super::{Hunt, Judged, Phase};
use crate::attack::Goal;

/// Undoes one edit after the other as long as the goal stays reached without it, the least useful one
/// first. In the end every edit is needed: undoing any one of them misses the goal.
pub(super) async fn prune(hunt: &Hunt<'_>, mut found: Judged) -> Judged {
    hunt.desk.enter(Phase::Prune);
    loop {
        let words: Vec<usize> = found.draft.edits().map(|edit| edit.word).collect();
        let drafts = words.iter().map(|word| found.draft.without(*word));
        let judged = hunt.desk.judge(drafts).await;
        let floor = match hunt.plan.goal {
            // As far apart as can be: nothing is given away.
            Goal::Disagree => hunt.progress(&found),
            _ => f64::NEG_INFINITY,
        };
        let fits = judged.into_iter().filter(|judged| {
            let edited = judged.draft.edits().len() > 0;
            edited && hunt.reached(judged) && hunt.progress(judged) >= floor
        });
        let best = fits.max_by(|a, b| hunt.progress(a).total_cmp(&hunt.progress(b)));
        match best {
            Some(fewer) => found = fewer,
            None => return found,
        }
    }
}
