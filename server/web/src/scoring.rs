//! What classifiers say about many texts: explanations, and whatever else asks thousands of them.

mod cache;

use std::sync::Arc;

use headlight_core::{ModelId, Sequence};
use tokio::sync::watch;

use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::inference::Lane;
use crate::input::sequence;
use crate::progress::listening;

pub(crate) use cache::{Logits, ScoreCache};

/// The logits `[texts][labels]` that a classifier gives texts. Those that are kept are looked up, the
/// others are one bulk job, in which equals in length run together; each batch is kept as it comes,
/// so that nothing is lost when the job is broken off. `heard` is told, now and then, of how many
/// more texts there is an answer.
pub(crate) async fn logits(
    app: &App,
    model: &ReadyModel,
    texts: Vec<Arc<str>>,
    mut heard: impl FnMut(usize),
) -> Result<Vec<Logits>, ApiError> {
    let asked = Asked::prepare(app.scores.clone(), model.clone(), texts).await?;
    heard(asked.known);
    if asked.sequences.is_empty() {
        return Ok(asked.answers.into_iter().flatten().collect());
    }
    let (telling, told) = watch::channel(0);
    let keep = asked.keeper(app.scores.clone(), model.info.id.clone());
    let each = move |places: &[usize], logits: &[Vec<f32>]| {
        keep(places, logits);
        telling.send_modify(|done| *done += places.len());
    };
    let (inference, info) = (&app.inference, &model.info);
    let scored = inference.scores_heard(Lane::Bulk, info, asked.sequences, each);
    let scored = listening(scored, told, heard).await?;
    let mut scored = scored.into_iter().map(Logits::from);
    let answers = asked.answers.into_iter();
    Ok(answers
        .filter_map(|known| known.or_else(|| scored.next()))
        .collect())
}

/// Texts, and what is known of them.
struct Asked {
    /// What is kept, `[texts]`.
    answers: Vec<Option<Logits>>,
    known: usize,
    /// The others, and how a model reads them.
    missing: Vec<Arc<str>>,
    sequences: Vec<Sequence>,
}

impl Asked {
    /// Looks texts up and reads the others, on a thread that may take its time: thousands of texts
    /// are read in some tenths of a second.
    async fn prepare(
        kept: ScoreCache,
        model: ReadyModel,
        texts: Vec<Arc<str>>,
    ) -> Result<Self, ApiError> {
        let work = tokio::task::spawn_blocking(move || Self::read(&kept, &model, texts));
        work.await.map_err(|error| ApiError::internal(&error))?
    }

    fn read(kept: &ScoreCache, model: &ReadyModel, texts: Vec<Arc<str>>) -> Result<Self, ApiError> {
        let answers = texts.iter().map(|text| kept.get(&model.info.id, text));
        let answers: Vec<Option<Logits>> = answers.collect();
        let missing = texts.into_iter().zip(&answers);
        let missing = missing.filter_map(|(text, known)| known.is_none().then_some(text));
        let missing: Vec<Arc<str>> = missing.collect();
        let sequences = missing.iter().map(|text| readable(model, text));
        Ok(Self {
            known: answers.len() - missing.len(),
            sequences: sequences.collect::<Result<_, _>>()?,
            answers,
            missing,
        })
    }

    /// What keeps the answers about missing texts, by their places among them.
    fn keeper(&self, kept: ScoreCache, model: ModelId) -> impl Fn(&[usize], &[Vec<f32>]) + use<> {
        let missing = self.missing.clone();
        move |places, logits| {
            for (place, logits) in places.iter().zip(logits) {
                kept.insert(&model, &missing[*place], logits.as_slice().into());
            }
        }
    }
}

/// A text as the model reads it. A model without added specials makes nothing of an empty text: it
/// reads a space.
fn readable(model: &ReadyModel, text: &str) -> Result<Sequence, ApiError> {
    match sequence(model, text.to_owned()) {
        Err(error) if error.code() == Code::NoTokens => sequence(model, " ".to_owned()),
        other => other,
    }
}
