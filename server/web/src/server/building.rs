//! Work on corpora without a network.

use std::sync::Arc;

use headlight_core::ModelId;
use headlight_corpus::CorpusId;

use crate::app::App;
use crate::corpora::{Corpora, Kind, WorkState};
use crate::error::ApiError;
use crate::{CorpusProgress, ReadyModel, Server};

impl Server {
    /// Builds the index of a corpus by a model, or goes on with one that was stopped; `heard` is told how
    /// far it has come.
    ///
    /// # Errors
    /// With a sentence for the user.
    pub async fn build_corpus(
        &self,
        corpus: &str,
        model: &str,
        heard: impl FnMut(&CorpusProgress),
    ) -> Result<(), String> {
        self.work(corpus, model, Kind::Build, Corpora::build, heard)
            .await
    }

    /// Measures a model's heads on a corpus that is built for it; `heard` is told how far it has come.
    ///
    /// # Errors
    /// With a sentence for the user.
    pub async fn measure_heads(
        &self,
        corpus: &str,
        model: &str,
        heard: impl FnMut(&CorpusProgress),
    ) -> Result<(), String> {
        self.work(corpus, model, Kind::Heads, Corpora::survey, heard)
            .await
    }

    /// Begins work, and hears of it until it ends.
    async fn work(
        &self,
        corpus: &str,
        model: &str,
        kind: fn(ModelId) -> Kind,
        begin: fn(&Corpora, &Arc<App>, &CorpusId, ReadyModel) -> Result<(), ApiError>,
        heard: impl FnMut(&CorpusProgress),
    ) -> Result<(), String> {
        let app = &self.app.0;
        let id = app.corpora.id(corpus).map_err(told)?;
        let model = app.model(model).map_err(told)?;
        let kind = kind(model.info.id.clone());
        begin(&app.corpora, app, &id, model).map_err(told)?;
        self.attend(&id, kind, heard).await
    }

    /// Hears of work until it ends.
    async fn attend(
        &self,
        id: &CorpusId,
        kind: Kind,
        mut heard: impl FnMut(&CorpusProgress),
    ) -> Result<(), String> {
        let Some(mut state) = self.app.0.corpora.hear(id, kind) else {
            return Ok(());
        };
        loop {
            let now = state.borrow_and_update().clone();
            match now {
                WorkState::Running(progress) => heard(&progress),
                WorkState::Done => return Ok(()),
                WorkState::Stopped => return Err("It was stopped.".to_owned()),
                WorkState::Failed(error) => return Err(told(error)),
            }
            let broken = |_| "The work broke off; the log says why.".to_owned();
            state.changed().await.map_err(broken)?;
        }
    }
}

/// An error as a sentence for the user.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn told(error: ApiError) -> String {
    error.detail().to_owned()
}
