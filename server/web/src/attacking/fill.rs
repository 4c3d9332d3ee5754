//! What a masked language model expects in the places of words.

use std::sync::Arc;

use headlight_core::{Encoding, Reading, Sequence, TokenIndex, TopK, Utf16Map, Utf16Span};
use headlight_explain::attack::{Draft, Suggestion};

use super::vocabulary::Vocabulary;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::inference::Asked;
use crate::input::encode;
use crate::routes::explain::mask;

/// Candidates of each piece of a word of several pieces, and how many pieces are filled together.
const PIECE_CANDIDATES: usize = 4;
const MOST_PIECES: usize = 12;
/// Combinations of pieces that are kept.
const COMBINATIONS: usize = 24;

/// A model for masked words.
#[derive(Clone)]
pub(crate) struct Filler {
    /// The model.
    pub model: ReadyModel,
    /// Its mask token, as it is written.
    pub mask: String,
    /// Its words.
    pub vocabulary: Arc<Vocabulary>,
}

impl Filler {
    /// The default model, or else the first of the list that knows masked words.
    pub(crate) async fn new(app: &App) -> Result<Self, ApiError> {
        let found = app.masked_model();
        let found = found.and_then(|model| Some((mask(&model)?, model)));
        let (mask, model) = found.ok_or_else(|| {
            let detail = "No model here predicts masked words, which this needs.";
            ApiError::new(Code::Unsupported, detail)
        })?;
        Ok(Self {
            vocabulary: app.dictionary.vocabulary(&model).await?,
            model,
            mask,
        })
    }

    /// What is expected in the place of each word, behind a mask of its own.
    pub(crate) async fn masked(
        &self,
        app: &App,
        draft: &Draft,
        words: &[usize],
        count: usize,
    ) -> Result<Vec<Vec<Suggestion>>, ApiError> {
        let holes = words
            .iter()
            .map(|word| draft.layout_with(*word, &self.mask));
        let holes = holes
            .zip(words)
            .map(|((text, spans), word)| (text, spans[*word]));
        self.behind(app, holes.collect(), count).await
    }

    /// What is expected of a word before each of some words.
    pub(crate) async fn before(
        &self,
        app: &App,
        draft: &Draft,
        word: usize,
        count: usize,
    ) -> Result<Vec<Suggestion>, ApiError> {
        let with = format!("{} {}", self.mask, draft.word(word));
        let (text, spans) = draft.layout_with(word, &with);
        let mut found = self.behind(app, vec![(text, spans[word])], count).await?;
        Ok(found.pop().unwrap_or_default())
    }

    /// What is expected behind the first mask of each span.
    async fn behind(
        &self,
        app: &App,
        holes: Vec<(String, Utf16Span)>,
        count: usize,
    ) -> Result<Vec<Vec<Suggestion>>, ApiError> {
        let mut asked = Vec::with_capacity(holes.len());
        for (text, span) in holes {
            let encoding = encode(&self.model, text, None)?;
            let mask = self.model.tokenizer.mask();
            let tokens = tokens(&encoding, span);
            let hole = tokens
                .into_iter()
                .find(|at| Some(encoding.tokens[at.offset()].id) == mask);
            asked.push((
                sequence(encoding),
                hole.map(Asked::from).into_iter().collect(),
            ));
        }
        let readings = app
            .inference
            .expectations(&self.model.info, asked, most())
            .await?;
        let words = readings.iter().map(|readings| {
            let words = readings.first().map(|reading| self.words(reading));
            words.into_iter().flatten().take(count).collect()
        });
        Ok(words.collect())
    }

    /// What is expected in the places of words by one reading of the text as it is: of words of several
    /// pieces, the likeliest combinations.
    pub(crate) async fn as_it_is(
        &self,
        app: &App,
        draft: &Draft,
        words: &[usize],
        count: usize,
    ) -> Result<Vec<Vec<Suggestion>>, ApiError> {
        let (text, spans) = draft.layout();
        let encoding = encode(&self.model, text, None)?;
        let places = words.iter().map(|word| tokens(&encoding, spans[*word]));
        let places: Vec<Vec<TokenIndex>> = places.collect();
        let all = places
            .iter()
            .flatten()
            .map(|token| Asked::from(*token))
            .collect();
        let pieces: Vec<String> = encoding
            .tokens
            .iter()
            .map(|token| token.piece.clone())
            .collect();
        let asked = vec![(sequence(encoding), all)];
        let readings = app
            .inference
            .expectations(&self.model.info, asked, most())
            .await?;
        let mut readings = readings.into_iter().flatten();
        let found = places.iter().map(|tokens| {
            let readings: Vec<Reading> = readings.by_ref().take(tokens.len()).collect();
            let wordpiece = tokens
                .iter()
                .any(|at| pieces[at.offset()].starts_with("##"));
            let mut found: Vec<Suggestion> = match readings.as_slice() {
                [] => Vec::new(),
                [one] => self.words(one).collect(),
                several if several.len() <= MOST_PIECES => self.combined(several, wordpiece),
                _ => Vec::new(),
            };
            found.truncate(count);
            found
        });
        Ok(found.collect())
    }

    /// Texts with the likeliest word in the place of each mask.
    pub(super) async fn filled(
        &self,
        app: &App,
        texts: Vec<String>,
    ) -> Result<Vec<String>, ApiError> {
        let mask = self.model.tokenizer.mask();
        let mut asked = Vec::with_capacity(texts.len());
        let mut spans = Vec::with_capacity(texts.len());
        for text in &texts {
            let encoding = encode(&self.model, text.clone(), None)?;
            let tokens = (0..).map(TokenIndex).zip(&encoding.tokens);
            let masked = tokens.filter(|(_, token)| Some(token.id) == mask);
            let holes = masked.filter_map(|(index, token)| Some((index, token.span?.at)));
            let (holes, at): (Vec<_>, Vec<_>) = holes.unzip();
            spans.push(at);
            asked.push((
                sequence(encoding),
                holes.into_iter().map(Asked::from).collect(),
            ));
        }
        let readings = app
            .inference
            .expectations(&self.model.info, asked, most())
            .await?;
        let filled = texts.iter().zip(spans).zip(readings);
        let filled = filled.map(|((text, spans), readings)| self.written(text, &spans, &readings));
        Ok(filled.collect())
    }

    /// A text with the likeliest words in some places.
    fn written(&self, text: &str, spans: &[Utf16Span], readings: &[Reading]) -> String {
        let map = Utf16Map::new(text);
        let mut written = String::with_capacity(text.len());
        let mut start = 0;
        for (span, reading) in spans.iter().zip(readings) {
            let end = span.start;
            written.push_str(map.slice(Utf16Span { start, end }));
            let word = self.words(reading).next();
            written.push_str(word.as_ref().map_or("", |word| &word.text));
            start = span.end;
        }
        let end = map.span_of_chars(map.chars(), map.chars()).end;
        written.push_str(map.slice(Utf16Span { start, end }));
        written
    }

    fn words<'a>(&'a self, reading: &'a Reading) -> impl Iterator<Item = Suggestion> + 'a {
        reading.candidates.iter().filter_map(|candidate| {
            Some(Suggestion {
                text: self.vocabulary.word(candidate.id)?.to_owned(),
                weight: f64::from(candidate.probability),
            })
        })
    }

    /// Words put together of the likeliest pieces, the likeliest first.
    fn combined(&self, readings: &[Reading], wordpiece: bool) -> Vec<Suggestion> {
        let mut found = vec![(String::new(), 1.0)];
        for (place, reading) in readings.iter().enumerate() {
            let pieces = reading.candidates.iter().filter_map(|candidate| {
                let piece = self.model.tokenizer.piece(candidate.id)?;
                let piece = part(&piece, place == 0, wordpiece)?.to_owned();
                Some((piece, f64::from(candidate.probability)))
            });
            let pieces: Vec<(String, f64)> = pieces.take(PIECE_CANDIDATES).collect();
            let longer = found.iter().flat_map(|(start, weight)| {
                let pieces = pieces.iter();
                pieces.map(move |(piece, p)| (format!("{start}{piece}"), weight * p))
            });
            found = longer.collect();
            found.sort_by(|a, b| b.1.total_cmp(&a.1));
            found.truncate(COMBINATIONS);
        }
        let suggest = |(text, weight)| Suggestion { text, weight };
        found.into_iter().map(suggest).collect()
    }
}

/// The letters of a piece, where it may stand there: at the start of a word or further on.
fn part(piece: &str, starts: bool, wordpiece: bool) -> Option<&str> {
    let (opens, letters) = if wordpiece {
        let goes_on = piece.strip_prefix("##");
        (goes_on.is_none(), goes_on.unwrap_or(piece))
    } else {
        let letters = piece.trim_start_matches(['Ġ', '▁']);
        (letters.len() < piece.len(), letters)
    };
    let fits = opens == starts && letters.chars().all(char::is_alphabetic);
    (fits && !letters.is_empty()).then_some(letters)
}

/// The tokens that begin inside a span.
pub(super) fn tokens(encoding: &Encoding, span: Utf16Span) -> Vec<TokenIndex> {
    let tokens = (0..).map(TokenIndex).zip(&encoding.tokens);
    let inside = tokens.filter(|(_, token)| {
        let at = token.span.map(|token| token.at);
        at.is_some_and(|at| at.start >= span.start && at.start < span.end)
    });
    inside.map(|(index, _)| index).collect()
}

pub(super) fn sequence(encoding: Encoding) -> Sequence {
    let ids = encoding.tokens.iter().map(|token| token.id).collect();
    Sequence::new(ids, encoding.segments, Vec::new())
}

/// As many candidates as can be asked for.
fn most() -> TopK {
    TopK::parse(100).unwrap_or(TopK::DEFAULT)
}
