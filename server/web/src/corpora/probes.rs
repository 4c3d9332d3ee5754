//! Probes that were trained on a corpus.

use headlight_corpus::probe::ProbeSet;
use headlight_corpus::{CorpusId, Label, index};

use super::{Corpora, damaged};
use crate::ReadyModel;
use crate::error::ApiError;

impl Corpora {
    /// The probes for a label, where they were trained on what this model makes of this corpus. Reads files: not
    /// for a thread that may not wait.
    pub(crate) fn probes(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
        label: Label,
    ) -> Result<Option<ProbeSet>, ApiError> {
        let opened = self.open(id, model)?;
        let folder = index::folder_of(&self.folder(id)?, &model.info.id);
        let set = ProbeSet::read(&folder, label).map_err(|error| damaged(id, &error))?;
        let identity = &opened.index.manifest().identity;
        Ok(set.filter(|set| identity.objection(&set.identity).is_none()))
    }
}
