//! Defences: what a text is put through before a classifier reads it.

use std::sync::Arc;

use headlight_core::Text;
use headlight_explain::Mt19937;
use headlight_explain::attack::Lexicon;
use headlight_explain::attack::defence::{map_words, normalise, synonym_draw};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::dictionary::Words;
use super::fill::Filler;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::routes::explain::unknown as unknown_token;

/// Draws of a vote, and what share of the words each changes.
const VOTES: u32 = 8;
const SHARE: f64 = 0.3;
/// A word of so many pieces that is in no dictionary is unknown.
const UNKNOWN_PIECES: usize = 3;

/// The defences by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DefenceName {
    /// Look-alike letters, hidden characters and compatibility forms made plain.
    Unicode,
    /// Words in no dictionary corrected to the nearest that is.
    Spelling,
    /// Words in no dictionary left out.
    DropUnknown,
    /// Words in no dictionary replaced by the unknown token.
    MarkUnknown,
    /// The mean over eight draws, in each of which a masked language model writes three words in ten
    /// anew.
    Refill,
    /// The mean over eight draws, in each of which three words in ten become synonyms.
    Synonyms,
    /// The mean of the two models.
    Ensemble,
}

/// A defence, ready.
pub(crate) enum Defence {
    Unicode,
    Spelling(Arc<Words>),
    /// What stands in the place of an unknown word; nothing where it is left out.
    Unknown(Arc<Words>, ReadyModel, String),
    Refill(Filler, u32),
    Synonyms(Arc<Words>, u32),
    Ensemble,
}

impl Defence {
    /// The defence of this name for these classifiers; draws follow from the seed.
    pub(crate) async fn new(
        app: &App,
        models: &[ReadyModel],
        name: DefenceName,
        seed: u32,
    ) -> Result<Self, ApiError> {
        let model = &models[0];
        Ok(match name {
            DefenceName::Unicode => Self::Unicode,
            DefenceName::Spelling => Self::Spelling(words(app, model).await?),
            DefenceName::DropUnknown => {
                Self::Unknown(words(app, model).await?, model.clone(), String::new())
            }
            DefenceName::MarkUnknown => {
                let unknown = unknown_token(model).ok_or_else(|| {
                    let detail = format!("{} has no unknown token.", model.info.name);
                    ApiError::new(Code::Unsupported, detail)
                })?;
                Self::Unknown(words(app, model).await?, model.clone(), unknown)
            }
            DefenceName::Refill => Self::Refill(Filler::new(app).await?, seed),
            DefenceName::Synonyms => {
                app.dictionary.wordnet().await?;
                Self::Synonyms(words(app, model).await?, seed)
            }
            DefenceName::Ensemble => match models {
                [left, right] if left.info.labels.len() == right.info.labels.len() => {
                    Self::Ensemble
                }
                _ => {
                    let detail = "An ensemble takes two models with the same labels.";
                    return Err(ApiError::new(Code::BadRequest, detail));
                }
            },
        })
    }

    /// What classifiers read instead of each text: one text, or the draws of a vote.
    pub(super) async fn read(
        &self,
        app: &App,
        texts: &[Arc<str>],
    ) -> Result<Vec<Vec<Arc<str>>>, ApiError> {
        let one = |with: &dyn Fn(&str) -> String| {
            let read = texts.iter().map(|text| vec![with(text).into()]);
            Ok(read.collect())
        };
        match self {
            Self::Ensemble => Ok(texts.iter().map(|text| vec![text.clone()]).collect()),
            Self::Unicode => one(&normalise),
            Self::Spelling(words) => one(&|text| map_words(text, |word| corrected(words, word))),
            Self::Unknown(words, model, instead) => one(&|text| {
                let unknown = |word: &str| unknown(words, model, word);
                map_words(text, |word| unknown(word).then(|| instead.clone()))
            }),
            Self::Synonyms(words, seed) => {
                let drawn = texts.iter().map(|text| {
                    let draw = |vote| {
                        let mut random = Mt19937::new(seed.wrapping_add(vote));
                        synonym_draw(text, &**words, SHARE, &mut random).into()
                    };
                    (0..VOTES).map(draw).collect()
                });
                Ok(drawn.collect())
            }
            Self::Refill(filler, seed) => filler.votes(app, texts, *seed).await,
        }
    }
}

impl Filler {
    /// Each text drawn anew several times: random words behind masks, all masked at once, each replaced
    /// by what is expected there.
    async fn votes(
        &self,
        app: &App,
        texts: &[Arc<str>],
        seed: u32,
    ) -> Result<Vec<Vec<Arc<str>>>, ApiError> {
        let masked = texts.iter().flat_map(|text| {
            (0..VOTES).map(|vote| {
                let mut random = Mt19937::new(seed.wrapping_add(vote));
                let hides = |_: &str| (random.unit() < SHARE).then(|| self.mask.clone());
                map_words(text, hides)
            })
        });
        let filled = self.filled(app, masked.collect()).await?;
        let mut filled = filled.into_iter().map(Arc::from);
        let votes = texts
            .iter()
            .map(|_| filled.by_ref().take(VOTES as usize).collect());
        Ok(votes.collect())
    }
}

async fn words(app: &App, model: &ReadyModel) -> Result<Arc<Words>, ApiError> {
    Ok(Arc::new(Words {
        wordnet: app.dictionary.wordnet().await.ok(),
        vocabulary: app.dictionary.vocabulary(model).await?,
    }))
}

fn corrected(words: &Words, word: &str) -> Option<String> {
    if words.knows(word) {
        return None;
    }
    let found = words.vocabulary.speller().correct(word)?;
    Some(headlight_explain::attack::match_case(&found, word))
}

/// Whether a word is in no dictionary and falls into many pieces.
fn unknown(words: &Words, model: &ReadyModel, word: &str) -> bool {
    let pieces = || Text::parse(format!(" {word}")).map(|text| model.tokenizer.pieces_of(&text));
    !words.knows(word) && pieces().is_ok_and(|pieces| pieces.len() >= UNKNOWN_PIECES)
}
