//! Building corpora without a network.

use crate::corpora::{Kind, WorkState};
use crate::error::ApiError;
use crate::{CorpusProgress, Server};

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
        mut heard: impl FnMut(&CorpusProgress),
    ) -> Result<(), String> {
        let told = |error: ApiError| error.detail().to_owned();
        let app = &self.app.0;
        let id = app.corpora.id(corpus).map_err(told)?;
        let model = app.model(model).map_err(told)?;
        let kind = Kind::Build(model.info.id.clone());
        app.corpora.build(app, &id, model).map_err(told)?;
        let Some(mut state) = app.corpora.hear(&id, kind) else {
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
            let broken = |_| "The build broke off; the log says why.".to_owned();
            state.changed().await.map_err(broken)?;
        }
    }
}
