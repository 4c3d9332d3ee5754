//! `POST /api/v1/attack/candidates`

use axum::Json;
use headlight_explain::Mt19937;
use headlight_explain::attack::{
    Draft, Edit, EditKind, Guard, Meaning, alarms, best, homoglyphs, match_case, negated,
    neighbours, typo_of_each_kind, words,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::{AlarmName, WordEdit, probabilities};
use super::body::EditName;
use super::job::{read, word_index};
use crate::app::AppState;
use crate::attacking::{Filler, Judge, Oracle};
use crate::error::{ApiError, Code, TextErrors};
use crate::json::{Body, Integer, Object};
use crate::routes::explain;

/// Swaps of each kind.
const COUNT: usize = 12;

/// A word of a text, and kinds of swaps.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CandidatesBody {
    /// The ids of one or two classifiers of the list.
    models: Vec<String>,
    /// The original text.
    text: String,
    /// Edits that are made already.
    #[schema(value_type = Option<Vec<EditBody>>)]
    edits: Option<Vec<Object<EditBody>>>,
    /// The word, by its index in the first model's words of the original.
    word: Integer,
    /// Which kinds of swaps; all by default, as far as there is what they need.
    kinds: Option<Vec<EditName>>,
    /// Replacements of one's own, at most twelve.
    own: Option<Vec<String>>,
    /// Where typos come from, 0 by default.
    seed: Option<u32>,
}

/// An edit of a word of the original.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditBody {
    /// The word, by its index.
    word: Integer,
    /// Where the replacement comes from.
    kind: EditName,
    /// What stands there instead; empty leaves the word out.
    replacement: String,
}

/// What may stand in the place of a word.
#[derive(Serialize, ToSchema)]
pub(crate) struct CandidatesAnswer {
    /// The text with the edits that are made.
    text: String,
    /// What each model says about it, `[models][labels]`.
    probabilities: Vec<Vec<f32>>,
    /// The swaps, kind by kind, at most twelve of each: the nearest to another label of the first model
    /// first.
    candidates: Vec<Candidate>,
    /// Kinds that were asked for and cannot be had, each with the reason.
    missing: Vec<MissingKind>,
}

/// A swap.
#[derive(Serialize, ToSchema)]
pub(crate) struct Candidate {
    #[serde(flatten)]
    edit: WordEdit,
    /// What each model says about the text with it, `[models][labels]`.
    probabilities: Vec<Vec<f32>>,
    /// What each model then says more or less, `[models][labels]`.
    change: Vec<Vec<f32>>,
    /// Why the meaning may change.
    alarms: Vec<AlarmName>,
    /// How much less the model for masked words expects it than the word, in nats for each piece; null where
    /// it cannot say.
    #[schema(required)]
    drop: Option<f32>,
    /// The cosine of the two texts' sentence vectors, by the same model; null without one.
    #[schema(required)]
    cosine: Option<f32>,
}

/// A kind of swaps that cannot be had.
#[derive(Serialize, ToSchema)]
pub(crate) struct MissingKind {
    /// The kind.
    kind: EditName,
    /// Why.
    detail: String,
}

const ALL: [EditName; 9] = [
    EditName::Typo,
    EditName::Homoglyph,
    EditName::MaskedLm,
    EditName::Synonym,
    EditName::Gradient,
    EditName::Delete,
    EditName::Insert,
    EditName::Negate,
    EditName::Own,
];

/// What may stand in the place of one word, every swap with what the models really say about it.
#[utoipa::path(
    post,
    path = "/api/v1/attack/candidates",
    tag = "text",
    request_body = CandidatesBody,
    responses((status = OK, description = "Swaps of a word", body = CandidatesAnswer), TextErrors)
)]
pub(crate) async fn candidates(
    app: AppState,
    Body(body): Body<CandidatesBody>,
) -> Result<Json<CandidatesAnswer>, ApiError> {
    let models = explain::classifiers(&app, &body.models)?;
    let (original, _) = read(&models[0], &body.text)?;
    let word = word_index(body.word, &original)?;
    let mut draft = Draft::new(original.clone());
    for Object(edit) in body.edits.unwrap_or_default() {
        draft = draft.with(Edit {
            word: word_index(edit.word, &original)?,
            kind: edit.kind.into(),
            replacement: edit.replacement,
        });
    }
    let own = body.own.unwrap_or_default();
    if own.len() > COUNT {
        let detail = format!("There may be at most {COUNT} replacements of one's own.");
        return Err(ApiError::new(Code::BadRequest, detail));
    }
    let desk = Swaps {
        own,
        oracle: Oracle::new(&app, Judge::plain(models)).await?,
        base: draft.without(word),
        word,
        seed: body.seed.unwrap_or(0),
    };
    desk.answer(&draft, &body.kinds.unwrap_or_else(|| ALL.to_vec()))
        .await
        .map(Json)
}

/// One word, and those who know about it.
struct Swaps<'a> {
    oracle: Oracle<'a>,
    /// The text with the word as it was.
    base: Draft,
    word: usize,
    own: Vec<String>,
    seed: u32,
}

impl Swaps<'_> {
    async fn answer(
        &self,
        draft: &Draft,
        kinds: &[EditName],
    ) -> Result<CandidatesAnswer, ApiError> {
        let text = draft.text();
        let now = self.oracle.judge.verdict(self.oracle.app, &text).await?;
        let label = best(&now[0]);
        let (mut candidates, mut missing) = (Vec::new(), Vec::new());
        for kind in kinds {
            match self.replacements((*kind).into(), label).await {
                Ok(replacements) => {
                    candidates.extend(self.scored(*kind, replacements, &now).await?);
                }
                Err(error) if matches!(error.code(), Code::NoWordnet | Code::Unsupported) => {
                    missing.push(MissingKind {
                        kind: *kind,
                        detail: error.detail().to_owned(),
                    });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(CandidatesAnswer {
            text,
            probabilities: probabilities(&now),
            candidates,
            missing,
        })
    }

    async fn replacements(&self, kind: EditKind, label: usize) -> Result<Vec<String>, ApiError> {
        let (app, old) = (self.oracle.app, self.base.word(self.word));
        let random = || Mt19937::new(self.seed);
        let texts = |found: Vec<headlight_explain::attack::Suggestion>| {
            words(old, found.into_iter().map(|found| found.text))
        };
        Ok(match kind {
            EditKind::Typo => {
                let mut typos = typo_of_each_kind(old, &mut random());
                typos.extend(neighbours(old, &mut random()));
                typos
            }
            EditKind::Homoglyph => homoglyphs(old),
            EditKind::Delete => vec![String::new()],
            EditKind::Own => self.own.clone(),
            EditKind::Negate => negated(old).into_iter().collect(),
            EditKind::Synonym => words(
                old,
                app.dictionary
                    .wordnet()
                    .await
                    .map(|_| self.oracle.lexicon.synonyms(old))?,
            ),
            EditKind::MaskedLm => {
                let filler = self.filler().await?;
                let found = filler
                    .masked(app, &self.base, &[self.word], 2 * COUNT)
                    .await?;
                texts(found.into_iter().flatten().collect())
            }
            EditKind::Insert => {
                let filler = self.filler().await?;
                let found = filler.before(app, &self.base, self.word, COUNT).await?;
                found
                    .into_iter()
                    .map(|found| format!("{} {old}", found.text))
                    .collect()
            }
            EditKind::Gradient => {
                let slopes = self
                    .oracle
                    .slopes(&self.base, (0, label), 2 * COUNT)
                    .await?;
                texts(
                    slopes
                        .get(self.word)
                        .map(|slope| slope.swaps.clone())
                        .unwrap_or_default(),
                )
            }
        })
    }

    async fn filler(&self) -> Result<Filler, ApiError> {
        Filler::new(self.oracle.app).await
    }

    /// Swaps with what the models say about each.
    async fn scored(
        &self,
        kind: EditName,
        replacements: Vec<String>,
        now: &headlight_explain::attack::Verdict,
    ) -> Result<Vec<Candidate>, ApiError> {
        let old = self.base.word(self.word).to_owned();
        let edits: Vec<Edit> = replacements
            .into_iter()
            .map(|replacement| Edit {
                word: self.word,
                kind: kind.into(),
                replacement: match kind {
                    EditName::Insert => match_case(&replacement, &old),
                    _ => replacement,
                },
            })
            .collect();
        let drafts: Vec<Draft> = edits
            .iter()
            .map(|edit| self.base.with(edit.clone()))
            .collect();
        let texts: Vec<_> = drafts.iter().map(|draft| draft.text().into()).collect();
        let verdicts = self
            .oracle
            .judge
            .verdicts(self.oracle.app, &texts, |_| {})
            .await?;
        let label = best(&now[0]);
        let mut order: Vec<usize> = (0..edits.len()).collect();
        order.sort_by(|a, b| verdicts[*a][0][label].total_cmp(&verdicts[*b][0][label]));
        order.truncate(COUNT);
        let chosen = order.iter().map(|at| drafts[*at].clone());
        let chosen: Vec<Draft> = chosen.collect();
        let cosines = self.oracle.cosines(&chosen).await?;
        let asked: Vec<_> = chosen.into_iter().map(|draft| (draft, self.word)).collect();
        let drops = self.oracle.drops(&asked).await?;
        let known = drops.into_iter().zip(cosines);
        let known = known.map(|(drop, cosine)| Meaning { drop, cosine });
        let candidate = |(at, meaning): (&usize, Meaning)| {
            let (edit, verdict) = (&edits[*at], &verdicts[*at]);
            let reasons = alarms(edit, &old, meaning, &*self.oracle.lexicon, Guard::default());
            let change = verdict
                .iter()
                .zip(now)
                .map(|(new, old)| new.iter().zip(old).map(|(new, old)| new - old).collect());
            Candidate {
                edit: edit.into(),
                probabilities: probabilities(verdict),
                change: probabilities(&change.collect()),
                alarms: reasons.into_iter().map(Into::into).collect(),
                drop: meaning.drop.map(|drop| drop as f32),
                cosine: meaning.cosine.map(|cosine| cosine as f32),
            }
        };
        Ok(order.iter().zip(known).map(candidate).collect())
    }
}
