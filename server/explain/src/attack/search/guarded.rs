//! What the guard lets pass: what costs least is asked first.

use super::{Edit, Hunt, Judged};
use crate::attack::draft::Draft;
use crate::attack::guard::{Guard, Meaning, alarms, forbids, misspells};

/// Of so many of the best drafts the guard is asked whether they are still about the same.
const GUARDED: usize = 8;

impl Hunt<'_> {
    /// Edits of some words of a draft that may be tried, word by word: with a guard, those that it has
    /// nothing against by the words themselves and by what is expected in their places. That takes one
    /// pass of a language model for all words of as many pieces in one place, and spares a query for each
    /// edit that it refuses.
    pub(super) async fn edits(&self, draft: &Draft, words: &[usize]) -> Vec<Edit> {
        let (desk, plan) = (self.desk, self.plan);
        let source = plan.recipe.source();
        let found = source.edits(desk, plan, draft, words).await;
        let changes = |edit: &Edit| plan.original.words()[edit.word].text != edit.replacement;
        let edits = found.into_iter().flatten().filter(changes);
        self.expected(draft, edits.collect()).await
    }

    /// The edits that neither turn the meaning round nor are unlikely.
    pub(super) async fn expected(&self, draft: &Draft, mut edits: Vec<Edit>) -> Vec<Edit> {
        let Some(guard) = self.plan.options.guard else {
            return edits;
        };
        edits.retain(|edit| !self.forbidden(edit, Meaning::default(), guard));
        let drafts: Vec<Draft> = edits.iter().map(|edit| draft.with(edit.clone())).collect();
        let drops = self.drops(drafts.iter().zip(&edits)).await;
        let known = edits.into_iter().zip(drops);
        let fits = known.filter(|(edit, drop)| {
            let (drop, cosine) = (*drop, None);
            !self.forbidden(edit, Meaning { drop, cosine }, guard)
        });
        fits.map(|(edit, _)| edit).collect()
    }

    /// How much less each edit's word is expected in its draft; of what is misspelt on purpose nobody asks.
    async fn drops(
        &self,
        edits: impl Iterator<Item = (&Draft, &Edit)> + Clone,
    ) -> Vec<Option<f64>> {
        let written = edits.clone().filter(|(_, edit)| !misspells(edit.kind));
        let asked = written.map(|(draft, edit)| (draft.clone(), edit.word));
        let mut known = self.desk.drops(asked.collect()).await.into_iter();
        let mut drop = |edit: &Edit| {
            if misspells(edit.kind) {
                None
            } else {
                known.next().flatten()
            }
        };
        edits.map(|(_, edit)| drop(edit)).collect()
    }

    /// The first of the better drafts that are still about the same, at most `count`, a few looked at
    /// at a time.
    pub(super) async fn keep(&self, mut better: Vec<Judged>, count: usize) -> Vec<Judged> {
        let Some(guard) = self.plan.options.guard else {
            better.truncate(count);
            return better;
        };
        better.truncate(GUARDED.max(count));
        let mut kept = Vec::new();
        for few in better.chunks(count + 1) {
            let drafts = few.iter().map(|judged| judged.draft.clone());
            let cosines = self.desk.cosines(drafts.collect()).await;
            let near = few.iter().zip(cosines).filter(|(judged, cosine)| {
                let (drop, cosine) = (None, *cosine);
                let edit = judged.edit.as_ref();
                edit.is_some_and(|edit| !self.forbidden(edit, Meaning { drop, cosine }, guard))
            });
            kept.extend(near.map(|(judged, _)| judged.clone()));
            if kept.len() >= count {
                break;
            }
        }
        kept.truncate(count);
        kept
    }

    fn forbidden(&self, edit: &Edit, meaning: Meaning, guard: Guard) -> bool {
        let old = &self.plan.original.words()[edit.word].text;
        let found = alarms(edit, old, meaning, &*self.plan.lexicon, guard);
        found.iter().any(|alarm| forbids(*alarm, edit.kind))
    }

    /// What each edit of a draft does to its meaning, in the order of the edits.
    pub(super) async fn meanings(&self, draft: &Draft) -> Vec<Meaning> {
        if draft.edits().len() == 0 {
            return Vec::new();
        }
        let drops = self.drops(draft.edits().map(|edit| (draft, edit)));
        let drops = drops.await.into_iter();
        let cosine = self.desk.cosines(vec![draft.clone()]).await.pop().flatten();
        drops.map(|drop| Meaning { drop, cosine }).collect()
    }
}
