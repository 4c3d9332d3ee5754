//! What there is and what could be.

use headlight_core::ModelId;
use headlight_corpus::index::{self, Shape, State};
use headlight_corpus::{About, Corpus, CorpusId, CorpusManifest, KNOWN, Known, Label};

use super::work::{Kind, WorkState};
use super::{Corpora, damaged};
use crate::ReadyModel;
use crate::error::ApiError;
use crate::wire::{Build, BuildState, CorpusEntry, CorpusState, PartState};

/// Word pieces of a word, as English has them: a guess before they are counted.
const PIECES_PER_WORD: f64 = 1.25;

/// Multiplications of one processor in a second: a guess before a build is under way.
const SPEED: f64 = 2e10;

impl Corpora {
    /// All corpora, those that could be fetched among them. Reads files: not for a thread that may not
    /// wait.
    pub(crate) fn list(&self, models: &[ReadyModel]) -> Result<Vec<CorpusEntry>, ApiError> {
        let there = self.library.list().map_err(|error| {
            let detail = "The corpora cannot be read right now: the server's disk does not answer.";
            ApiError::storage(detail, &error)
        })?;
        let known = KNOWN.iter().map(Known::id);
        let mut ids: Vec<CorpusId> = known.collect();
        ids.extend(
            there
                .into_iter()
                .map(|(id, _)| id)
                .filter(|id| Known::find(id.as_str()).is_none()),
        );
        ids.iter().map(|id| self.entry(id, models)).collect()
    }

    /// One corpus as the list shows it.
    pub(crate) fn entry(
        &self,
        id: &CorpusId,
        models: &[ReadyModel],
    ) -> Result<CorpusEntry, ApiError> {
        let manifest = Corpus::manifest_of(&self.library.folder(id));
        let manifest = manifest.map_err(|error| damaged(id, &error))?;
        let known = Known::find(id.as_str());
        let (state, error) = match self.works.state(&(id.clone(), Kind::Get)) {
            _ if manifest.is_some() => (CorpusState::Ready, None),
            Some(WorkState::Running(_)) => (CorpusState::Getting, None),
            Some(WorkState::Failed(error)) => {
                (CorpusState::Absent, Some(error.detail().to_owned()))
            }
            _ => (CorpusState::Absent, None),
        };
        let said = |manifest: &CorpusManifest| {
            (manifest.about.clone(), manifest.sentences, manifest.words)
        };
        let expected = known.map(|known| (known.about(), known.sentences as u64, known.words));
        let said = manifest.as_ref().map(said).or(expected);
        let Some((about, sentences, words)) = said else {
            return Err(super::unknown(id.as_str()));
        };
        let About {
            name,
            language,
            annotation,
            license,
            source,
        } = about;
        let labels = manifest
            .as_ref()
            .map_or(&[][..], |manifest| &manifest.labels);
        let build = |model| self.build_entry(id, model, manifest.as_ref(), words);
        Ok(CorpusEntry {
            id: id.to_string(),
            name,
            language,
            sentences,
            words,
            annotation,
            license,
            source,
            labels: labels.iter().copied().map(Label::name).collect(),
            state,
            download: known
                .filter(|_| manifest.is_none())
                .map(|known| known.bytes),
            checksum: manifest.as_ref().map(|manifest| manifest.checksum.clone()),
            error,
            builds: models.iter().map(build).collect(),
        })
    }

    fn build_entry(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
        manifest: Option<&CorpusManifest>,
        words: u64,
    ) -> Build {
        let folder = index::folder_of(&self.library.folder(id), &model.info.id);
        let on_disk = index::state_of(&folder).unwrap_or(State::Absent);
        let work = self
            .works
            .state(&(id.clone(), Kind::Build(model.info.id.clone())));
        let shape = match &on_disk {
            State::Absent => Self::estimate(words, model),
            State::Begun(manifest) | State::Whole(manifest) => manifest.shape,
        };
        let (state, error) = match (work, &on_disk) {
            (Some(WorkState::Running(_)), _) => (BuildState::Building, None),
            (_, State::Whole(index)) => self.whole(model, manifest, index),
            (Some(WorkState::Failed(error)), _) => {
                (BuildState::Failed, Some(error.detail().to_owned()))
            }
            (_, State::Begun(_)) => (BuildState::Stopped, None),
            (_, State::Absent) => (BuildState::Absent, None),
        };
        let ready = state == BuildState::Ready;
        let at_work = |kind: fn(ModelId) -> Kind| {
            let key = (id.clone(), kind(model.info.id.clone()));
            matches!(self.works.state(&key), Some(WorkState::Running(_)))
        };
        let part = |kind: fn(ModelId) -> Kind, there: bool| match there {
            _ if at_work(kind) => PartState::Making,
            true => PartState::Ready,
            false => PartState::Absent,
        };
        Build {
            heads: part(Kind::Heads, ready && self.head_table(id, model).is_ok()),
            probes: part(Kind::Probes, ready && self.all_probes(id, model).is_ok()),
            model: model.info.id.to_string(),
            state,
            layers_ready: if ready {
                (0..=shape.layers).collect()
            } else {
                Vec::new()
            },
            bytes: shape.bytes(),
            tokens: shape.tokens as u64,
            seconds: (!ready).then(|| self.seconds(&shape, model)),
            error,
        }
    }

    /// Whether a whole index serves.
    fn whole(
        &self,
        model: &ReadyModel,
        corpus: Option<&CorpusManifest>,
        index: &index::IndexManifest,
    ) -> (BuildState, Option<String>) {
        let checksum = corpus.map_or("", |corpus| &corpus.checksum);
        match self.identity(checksum, model) {
            Ok(expected) => match expected.objection(&index.identity) {
                None => (BuildState::Ready, None),
                Some(objection) => (BuildState::Mismatch, Some(objection.to_owned())),
            },
            Err(error) => (BuildState::Failed, Some(error.detail().to_owned())),
        }
    }

    /// The sizes that an index of so many words will about have.
    pub(super) fn estimate(words: u64, model: &ReadyModel) -> Shape {
        Shape::new(&model.info, (words as f64 * PIECES_PER_WORD) as usize)
    }

    /// About how long a build takes on this machine: two multiplications for each weight and token.
    fn seconds(&self, shape: &Shape, model: &ReadyModel) -> f64 {
        let embeddings = u64::from(model.info.vocab_size) * u64::from(model.info.hidden_size);
        let weights = model.info.parameters.saturating_sub(embeddings);
        let work = 2.0 * weights as f64 * shape.tokens as f64;
        (work / (SPEED * self.processors as f64)).round()
    }

    /// Bytes that indexes may still take; none where the system does not say.
    pub(crate) fn free_bytes(&self) -> Option<u64> {
        let free = index::free_bytes(&self.library.root()).ok()?;
        Some(free.saturating_sub(self.reserve))
    }
}
