//! Fetching corpora and building indexes.

use std::sync::Arc;
use std::time::Duration;

use headlight_core::ModelId;
use headlight_corpus::index::{self, Builder, Plan, Prepared, Shape, State};
use headlight_corpus::{AddError, Corpus, CorpusId, FetchError, Fetched, Known, Origin};
use tokio::sync::watch;

use super::work::{Kind, Phase, Reporter, WorkState};
use super::{Corpora, damaged, opened};
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};

/// How often it is tried to begin a build: another that was stopped may still hold the files.
const TRIES: usize = 20;

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(250);

impl Corpora {
    /// Begins to fetch a corpus, unless it is there or on its way.
    pub(crate) fn get(&self, app: &Arc<App>, id: &CorpusId) -> Result<(), ApiError> {
        let folder = self.library.folder(id);
        if Corpus::manifest_of(&folder).is_ok_and(|manifest| manifest.is_some()) {
            return Ok(());
        }
        let known = Known::find(id.as_str()).ok_or_else(|| {
            let detail = format!("Headlight does not know where the corpus “{id}” comes from.");
            ApiError::new(Code::CorpusFailed, detail)
        })?;
        let key = (id.clone(), Kind::Get);
        self.works
            .begin(app, key, Phase::Download, |app, reporter| {
                blocking(move || app.corpora.fetch(known, reporter))
            });
        Ok(())
    }

    fn fetch(&self, known: &Known, mut reporter: Reporter) -> Result<(), ApiError> {
        let origin = self.origins.get(known.id().as_str());
        let heard = |fetched| match fetched {
            Fetched::Bytes { done, total } => reporter.tell(Phase::Download, done, total),
            Fetched::Sentences { done, total } => {
                reporter.tell(Phase::Read, done as u64, total as u64)
            }
        };
        let fetched = self
            .library
            .fetch(known, origin.unwrap_or(&Origin::Home), heard);
        fetched.map(drop).map_err(|error| match error {
            AddError::Stopped | AddError::Fetch(FetchError::Stopped) => {
                crate::inference::Failure::Stopping.into()
            }
            error => ApiError::new(Code::CorpusFailed, error.to_string()),
        })
    }

    /// Begins to build the index of a corpus by a model, unless it is whole or on its way.
    pub(crate) fn build(
        &self,
        app: &Arc<App>,
        id: &CorpusId,
        model: ReadyModel,
    ) -> Result<(), ApiError> {
        let manifest = self.manifest(id)?;
        self.room_for(&Self::estimate(manifest.words, &model))?;
        let key = (id.clone(), Kind::Build(model.info.id.clone()));
        let id = id.clone();
        self.works
            .begin(app, key, Phase::Tokenize, |app, reporter| async move {
                build(app, id, model, reporter).await
            });
        Ok(())
    }

    /// Stops work; false where there is none.
    pub(crate) fn stop(&self, id: &CorpusId, kind: Kind) -> bool {
        self.works.stop(&(id.clone(), kind))
    }

    /// Hears how work goes on; none where there was none.
    pub(crate) fn hear(&self, id: &CorpusId, kind: Kind) -> Option<watch::Receiver<WorkState>> {
        self.works.hear(&(id.clone(), kind))
    }

    /// The model whose build of a corpus goes on.
    pub(crate) fn building(&self, id: &CorpusId, models: &[ReadyModel]) -> Option<ModelId> {
        let mut ids = models.iter().map(|model| model.info.id.clone());
        ids.find(|model| {
            let state = self.works.state(&(id.clone(), Kind::Build(model.clone())));
            matches!(state, Some(WorkState::Running(_)))
        })
    }

    /// Refuses what has no room on the disk.
    fn room_for(&self, shape: &Shape) -> Result<(), ApiError> {
        let free = self.free_bytes();
        if free.is_none_or(|free| shape.bytes() <= free) {
            return Ok(());
        }
        let gigabytes = |bytes: u64| bytes as f64 / 1e9;
        let detail = format!(
            "The index needs {:.1} GB and the disk has {:.1} GB left: make room first.",
            gigabytes(shape.bytes()),
            gigabytes(free.unwrap_or_default())
        );
        Err(ApiError::new(Code::NoSpace, detail))
    }

    /// Tokenises a corpus for a build; none where the index is whole.
    fn prepare(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
        mut reporter: Reporter,
    ) -> Result<Option<Prepared>, ApiError> {
        let folder = self.folder(id)?;
        let corpus = Corpus::open(&folder).map_err(|error| damaged(id, &error))?;
        let identity = self.identity(&corpus.manifest().checksum, model)?;
        let at = index::folder_of(&folder, &model.info.id);
        let state = index::state_of(&at).map_err(|error| damaged(id, &error))?;
        match &state {
            State::Whole(there) if identity.objection(&there.identity).is_none() => {
                return Ok(None);
            }
            _ => {}
        }
        let total = corpus.sentences() as u64;
        let heard = |done| reporter.tell(Phase::Tokenize, done as u64, total);
        let limit = opened::limit(model);
        let plan = Plan::make(&corpus, &*model.tokenizer, limit, heard);
        let plan = plan.ok_or(crate::inference::Failure::Stopping)?;
        let shape = Shape::new(&model.info, plan.tokens().len());
        if !matches!(state, State::Begun(_)) {
            self.room_for(&shape)?;
        }
        Ok(Some(Prepared::new(
            plan,
            identity,
            shape,
            model.info.parameters,
        )))
    }

    /// Opens the files of a build.
    fn begin(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
        prepared: &Prepared,
    ) -> Result<Builder, ApiError> {
        let at = index::folder_of(&self.library.folder(id), &model.info.id);
        for _ in 1..TRIES {
            match prepared.begin(&at) {
                Err(error) if error.kind() == std::io::ErrorKind::ResourceBusy => {
                    std::thread::sleep(PAUSE);
                }
                begun => return begun.map_err(|error| unwritable(&error)),
            }
        }
        prepared.begin(&at).map_err(|error| unwritable(&error))
    }
}

async fn build(
    app: Arc<App>,
    id: CorpusId,
    model: ReadyModel,
    reporter: Reporter,
) -> Result<(), ApiError> {
    let begin = {
        let (app, model, reporter) = (app.clone(), model.clone(), reporter.clone());
        move || {
            let prepared = app.corpora.prepare(&id, &model, reporter)?;
            let begin = |prepared| app.corpora.begin(&id, &model, &prepared);
            prepared.map(begin).transpose()
        }
    };
    let Some(builder) = blocking(begin).await? else {
        return Ok(());
    };
    let mut reporter = reporter;
    let total = builder.total() as u64;
    reporter.tell(Phase::Build, builder.done() as u64, total);
    let heard = move |builder: &Builder| {
        reporter.tell(Phase::Build, builder.read() as u64, total);
    };
    let built = app.inference.build(&model.info, builder, heard).await?;
    built.map_err(|error| unwritable(&error))
}

fn unwritable(error: &std::io::Error) -> ApiError {
    let detail = "The index cannot be written: the server's disk does not take it.";
    ApiError::storage(detail, error)
}

/// Runs what waits for the disk or the network.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(ApiError::internal(&error)))
}
