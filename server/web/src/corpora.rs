//! The corpora of a server: what is there, what is being made, and the thread that searches.

mod kept;
mod list;
mod make;
mod opened;
mod probes;
mod searcher;
mod survey;
mod work;
mod works;

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headlight_core::{Fingerprint, ModelId, ModelInfo, ModelLoader};
use headlight_corpus::heads::HeadTable;
use headlight_corpus::probe::ProbeSet;
use headlight_corpus::{Corpus, CorpusId, CorpusManifest, Known, Label, Library, Origin};

use crate::Settings;
use crate::error::{ApiError, Code};
use kept::Kept;
pub(crate) use opened::{Opened, sequence};
use searcher::Searcher;
pub(crate) use survey::Walk;
pub(crate) use work::{Kind, WorkState};
pub use work::{Phase, Progress};
use works::Works;

/// The corpora of a server.
pub(crate) struct Corpora {
    library: Library,
    /// Where known corpora come from, unless from their homes.
    origins: BTreeMap<String, Origin>,
    loader: Arc<dyn ModelLoader>,
    /// Bytes of the disk that no index takes.
    reserve: u64,
    processors: usize,
    fingerprints: Mutex<HashMap<ModelId, Fingerprint>>,
    opened: Mutex<HashMap<(CorpusId, ModelId), Arc<Opened>>>,
    head_tables: Kept<(CorpusId, ModelId), HeadTable>,
    probe_sets: Kept<(CorpusId, ModelId, Label), ProbeSet>,
    works: Works,
    /// The thread that searches.
    pub searcher: Searcher,
}

impl Corpora {
    /// Looks at nothing yet.
    pub(crate) fn new(settings: &Settings, loader: Arc<dyn ModelLoader>) -> Self {
        let processors = std::thread::available_parallelism();
        Self {
            library: Library::new(&settings.data),
            origins: settings.corpus_origins.clone(),
            loader,
            reserve: settings.disk_reserve,
            processors: processors.map_or(1, NonZeroUsize::get),
            fingerprints: Mutex::default(),
            opened: Mutex::default(),
            head_tables: Kept::default(),
            probe_sets: Kept::default(),
            works: Works::default(),
            searcher: Searcher::start(settings.interactive_capacity),
        }
    }

    /// The id, if a corpus of this name is there or could be.
    pub(crate) fn id(&self, name: &str) -> Result<CorpusId, ApiError> {
        let id = CorpusId::parse(name).map_err(|_no_id| unknown(name))?;
        let there = self.library.folder(&id).is_dir() || Known::find(id.as_str()).is_some();
        there.then_some(id).ok_or_else(|| unknown(name))
    }

    /// What is known of a corpus that is there.
    fn manifest(&self, id: &CorpusId) -> Result<CorpusManifest, ApiError> {
        match Corpus::manifest_of(&self.library.folder(id)) {
            Ok(Some(manifest)) => Ok(manifest),
            Ok(None) => {
                let detail = format!("The corpus “{id}” is not on this machine yet: get it first.");
                Err(ApiError::new(Code::CorpusNotBuilt, detail))
            }
            Err(error) => Err(damaged(id, &error)),
        }
    }

    /// The folder of a corpus that is there.
    fn folder(&self, id: &CorpusId) -> Result<PathBuf, ApiError> {
        self.manifest(id).map(|_| self.library.folder(id))
    }

    /// What a model's numbers follow from; reads its files the first time.
    fn fingerprint(&self, model: &ModelInfo) -> Result<Fingerprint, ApiError> {
        if let Some(known) = lock(&self.fingerprints).get(&model.id) {
            return Ok(known.clone());
        }
        let made = self.loader.fingerprint(model);
        let made = made.map_err(|error| ApiError::new(Code::ModelFailed, error.0))?;
        lock(&self.fingerprints).insert(model.id.clone(), made.clone());
        Ok(made)
    }
}

fn unknown(name: &str) -> ApiError {
    ApiError::new(
        Code::UnknownCorpus,
        format!("There is no corpus “{name}” here."),
    )
}

fn damaged(id: &CorpusId, error: &std::io::Error) -> ApiError {
    let detail = format!("The corpus “{id}” cannot be read: {error}.");
    ApiError::new(Code::CorpusFailed, detail)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
