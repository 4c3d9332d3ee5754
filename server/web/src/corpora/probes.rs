//! Probes that are trained on a corpus.

use std::sync::Arc;

use headlight_corpus::probe::{ProbeSet, Told};
use headlight_corpus::{CorpusId, Label, index};

use super::make::blocking;
use super::opened::Opened;
use super::work::{Kind, Phase, Reporter};
use super::{Corpora, damaged};
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::inference::Failure;

/// What probes can tell.
pub(crate) const PROBED: [Label; 2] = [Label::Upos, Label::Deprel];

impl Corpora {
    /// Begins to train probes on a corpus that is built for a model, unless that goes on already.
    pub(crate) fn train(
        &self,
        app: &Arc<App>,
        id: &CorpusId,
        model: ReadyModel,
    ) -> Result<(), ApiError> {
        let opened = self.open(id, &model)?;
        let there = &opened.corpus.manifest().labels;
        let labels: Vec<Label> = PROBED.into_iter().filter(|l| there.contains(l)).collect();
        if labels.is_empty() {
            let detail = format!("The words of “{id}” bear no gold tags to learn from.");
            return Err(ApiError::new(Code::BadRequest, detail));
        }
        let key = (id.clone(), Kind::Probes(model.info.id.clone()));
        let id = id.clone();
        self.works.begin(app, key, Phase::Train, |app, reporter| {
            blocking(move || train(&app, &id, &model, &opened, &labels, reporter))
        });
        Ok(())
    }

    /// The probes for a label, where they were trained on what this model makes of this corpus. Reads files: not
    /// for a thread that may not wait.
    pub(crate) fn probes(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
        label: Label,
    ) -> Result<Option<Arc<ProbeSet>>, ApiError> {
        let opened = self.open(id, model)?;
        let folder = index::folder_of(&self.folder(id)?, &model.info.id);
        let key = (id.clone(), model.info.id.clone(), label);
        let written = ProbeSet::written(&folder, label);
        let set = self
            .probe_sets
            .get(key, written, || ProbeSet::read(&folder, label))
            .map_err(|error| damaged(id, &error))?;
        let identity = &opened.index.manifest().identity;
        Ok(set.filter(|set| identity.objection(&set.identity).is_none()))
    }

    /// All probes that there are; an error where there is none.
    pub(crate) fn all_probes(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
    ) -> Result<Vec<Arc<ProbeSet>>, ApiError> {
        let sets = PROBED.map(|label| self.probes(id, model, label));
        let sets: Result<Vec<_>, _> = sets.into_iter().collect();
        let there: Vec<_> = sets?.into_iter().flatten().collect();
        if there.is_empty() {
            let name = &model.info.name;
            let detail = format!("No probe has been trained on “{id}” for {name} yet.");
            return Err(ApiError::new(Code::CorpusNotBuilt, detail));
        }
        Ok(there)
    }
}

/// Trains and writes the probes for each label, one after the other.
fn train(
    app: &App,
    id: &CorpusId,
    model: &ReadyModel,
    opened: &Opened,
    labels: &[Label],
    mut reporter: Reporter,
) -> Result<(), ApiError> {
    let folder = index::folder_of(&app.corpora.folder(id)?, &model.info.id);
    for (turn, label) in labels.iter().enumerate() {
        let heard = |done: usize, all: usize| {
            let goes_on = reporter.tell(
                Phase::Train,
                (turn * all + done) as u64,
                (labels.len() * all) as u64,
            );
            if goes_on { Told::GoOn } else { Told::Stop }
        };
        let set = ProbeSet::train(&opened.corpus, &opened.index, *label, heard);
        let set = set.ok_or(Failure::Stopping)?;
        set.write(&folder).map_err(|error| {
            let detail = "The probes cannot be written: the server's disk does not take them.";
            ApiError::storage(detail, &error)
        })?;
    }
    Ok(())
}
