//! `GET /api/v1/corpora/{id}/heads/examples`: sentences of a corpus in which a head does what is said of it.

use std::sync::Arc;

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use headlight_core::{Head, Layer, Sequence};
use headlight_corpus::heads::{Behaviour, Example, Habit, Seen, Sentence, Subject, example};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::blocking;
use crate::ReadyModel;
use crate::app::{App, AppState};
use crate::corpora::{Opened, sequence};
use crate::error::{ApiError, Code, CorpusErrors};
use crate::input;
use crate::json::Integer;
use crate::path::PathOf;
use crate::wire::FoundSentence;

/// Sentences that the model reads at most; they are spread over the corpus.
const READ: usize = 24;
/// Examples that are given at most.
const GIVEN: usize = 5;
/// Words of a sentence that fits a screen.
const WORDS: std::ops::RangeInclusive<usize> = 5..=18;

/// What a head shall be seen at: a relation and a way, or a habit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExamplesQuery {
    /// The model.
    model: String,
    /// The layer, counted from 1.
    layer: i64,
    /// The head, counted from 1.
    head: i64,
    /// A relation of the corpus.
    relation: Option<String>,
    /// With `relation`: `from_dependent`, which is also what is taken when it is left out, or `from_head`.
    #[param(value_type = Option<String>)]
    seen: Option<Seen>,
    /// `previous`, `next`, `self`, `special`, `punctuation`, `same_word` or `broad`.
    #[param(value_type = Option<String>)]
    habit: Option<Habit>,
}

/// Sentences of a corpus in which a head does what is said of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeadExamples {
    /// The clearest first; at most five.
    examples: Vec<HeadExample>,
    /// How many sentences were read.
    read: usize,
}

/// A head at work in a sentence of a corpus.
#[derive(Serialize, ToSchema)]
struct HeadExample {
    sentence: FoundSentence,
    /// The token that looks, counted from 0 with added specials included.
    from: usize,
    /// The token that it looks at; null for a head that looks everywhere.
    #[schema(required)]
    to: Option<usize>,
    /// How much, from word to word; of a head that looks everywhere the row's entropy / ln n.
    weight: f32,
}

/// A sentence that may show it, as the model reads it.
struct Candidate {
    at: usize,
    sentence: Sentence,
    sequence: Sequence,
}

/// Short sentences in which a head finds a relation, or follows its habit, from the half of the documents on which heads
/// are counted: a few that may show it are read, spread over the corpus.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/heads/examples",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), ExamplesQuery),
    responses((status = OK, description = "Sentences", body = HeadExamples), CorpusErrors)
)]
pub(crate) async fn examples(
    app: AppState,
    PathOf(name): PathOf<String>,
    query: Result<Query<ExamplesQuery>, QueryRejection>,
) -> Result<Json<HeadExamples>, ApiError> {
    let Query(query) = query.map_err(|_rejection| refused())?;
    let id = app.corpora.id(&name)?;
    let model = app.model(&query.model)?;
    let layer = input::layer(Integer(query.layer), &model.info)?;
    let head = input::head(Integer(query.head), &model.info)?;
    let (shared, of) = (app.0.clone(), model.clone());
    let find = move || {
        let opened = shared.corpora.open(&id, &of)?;
        let subject = Subject::new(&opened.corpus);
        let behaviour = behaviour(&query, &opened, &subject)?;
        let candidates = candidates(&opened, &subject, behaviour);
        Ok((opened, behaviour, candidates))
    };
    let (opened, behaviour, candidates) = blocking(find).await?;
    let read = candidates.len();
    let mut found = Vec::new();
    for candidate in candidates {
        let shown = seen_at(&app.0, &model, &candidate, (layer, head), behaviour).await?;
        found.extend(shown.map(|shown| (candidate.at, shown)));
    }
    found.sort_by(|(_, a), (_, b)| b.weight.total_cmp(&a.weight));
    found.truncate(GIVEN);
    let examples = found
        .into_iter()
        .map(|(at, shown)| told(&opened, at, shown));
    Ok(Json(HeadExamples {
        examples: examples.collect(),
        read,
    }))
}

fn refused() -> ApiError {
    let detail = "The address names a `model`, a `layer`, a `head`, and either a `relation` (perhaps with `seen`) or a \
                  `habit` behind its question mark.";
    ApiError::new(Code::BadRequest, detail)
}

fn behaviour(
    query: &ExamplesQuery,
    opened: &Opened,
    subject: &Subject,
) -> Result<Behaviour, ApiError> {
    match (&query.relation, query.seen, query.habit) {
        (Some(name), seen, None) => {
            let relation = subject.relation(&opened.corpus, name);
            let relation = relation.ok_or_else(|| super::no_relation(name))?;
            Ok(Behaviour::Relation {
                relation,
                seen: seen.unwrap_or(Seen::FromDependent),
            })
        }
        (None, None, Some(habit)) => Ok(Behaviour::Habit(habit)),
        _ => Err(refused()),
    }
}

/// Sentences that may show it, spread over the corpus.
fn candidates(opened: &Opened, subject: &Subject, behaviour: Behaviour) -> Vec<Candidate> {
    let corpus = &opened.corpus;
    let fits = |at: &usize| {
        WORDS.contains(&corpus.sentence(*at).words.len())
            && subject.may_show(corpus, *at, behaviour)
    };
    let all: Vec<usize> = (0..corpus.sentences()).filter(fits).collect();
    let step = all.len().div_ceil(READ).max(1);
    let some = all.into_iter().step_by(step);
    some.map(|at| {
        let encoding = opened.encoding(at);
        Candidate {
            at,
            sentence: subject.sentence(corpus, at, &encoding),
            sequence: sequence(encoding),
        }
    })
    .collect()
}

async fn seen_at(
    app: &Arc<App>,
    model: &ReadyModel,
    candidate: &Candidate,
    (layer, head): (Layer, Head),
    behaviour: Behaviour,
) -> Result<Option<Example>, ApiError> {
    let trace = app
        .inference
        .trace(&model.info, &candidate.sequence)
        .await?;
    let attention = app.inference.attention(&model.info, &trace, layer).await?;
    let sentence = candidate.sentence.surveyed();
    Ok(example(&sentence, attention.head(head), behaviour))
}

fn told(opened: &Opened, at: usize, shown: Example) -> HeadExample {
    HeadExample {
        sentence: FoundSentence::of(&opened.corpus.sentence(at)),
        from: shown.from,
        to: shown.to,
        weight: shown.weight,
    }
}
