//! Taking units away by writing what a language model expects in their places.

use std::collections::HashMap;
use std::sync::Arc;

use headlight_core::{Encoding, Reading, Sequence, Text, TokenIndex, TopK, Utf16Map};
use headlight_explain::{Cut, Mask, Unit};

use super::operator::mask;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::input::encode;

/// Among so many candidates there is nearly always a whole word.
const CANDIDATES: i64 = 20;

/// A model for masked words, and its mask token.
pub(super) struct Refill {
    model: ReadyModel,
    mask: String,
}

/// A text with masks in it.
struct Holed {
    sequence: Sequence,
    /// The masks that the model reads, with the units for which they stand.
    holes: Vec<(TokenIndex, usize)>,
}

impl Refill {
    /// By the default model, or else by the first of the list that knows masked words.
    pub(super) fn new(app: &App) -> Result<Self, ApiError> {
        let model = app.masked_model();
        let found = model.and_then(|model| Some((mask(&model)?, model)));
        let (mask, model) = found.ok_or_else(|| {
            let detail = "No model here predicts masked words, which `refill` needs.";
            ApiError::new(Code::Unsupported, detail)
        })?;
        Ok(Self { model, mask })
    }

    /// What is left of a text, for each mask: all places that are gone are masked at once, and each
    /// gets the most probable whole word that is not the one that stood there. What the model does
    /// not read, because the text is too long for it, is left out.
    pub(super) async fn texts(
        &self,
        app: &App,
        cut: &Cut,
        masks: &[Mask],
    ) -> Result<Vec<Arc<str>>, ApiError> {
        let mut places = HashMap::new();
        let mut distinct = Vec::new();
        for mask in masks {
            places.entry(mask).or_insert_with(|| {
                distinct.push(mask);
                distinct.len() - 1
            });
        }
        let holed = distinct.iter().map(|mask| self.holed(cut, mask));
        let holed = holed.collect::<Result<Vec<_>, _>>()?;
        let rows = holed.iter().map(|text| {
            let holes = text.holes.iter().map(|(token, _)| (*token).into());
            (text.sequence.clone(), holes.collect())
        });
        let top_k = TopK::parse(CANDIDATES).unwrap_or(TopK::DEFAULT);
        let (inference, info) = (&app.inference, &self.model.info);
        let readings = inference.expectations(info, rows.collect(), top_k).await?;
        let filled = distinct.iter().zip(&holed).zip(readings);
        let filled = filled.map(|((mask, text), readings)| self.filled(cut, mask, text, &readings));
        let filled: Vec<Arc<str>> = filled.map(Arc::from).collect();
        Ok(masks
            .iter()
            .map(|mask| filled[places[mask]].clone())
            .collect())
    }

    fn holed(&self, cut: &Cut, mask: &Mask) -> Result<Holed, ApiError> {
        let mut starts = Vec::new();
        let text = cut.written(mask, |piece, text| {
            starts.push((text.len(), piece.unit));
            text.push_str(&self.mask);
            text.push_str(&piece.tail);
        });
        let map = Utf16Map::new(&text);
        let starts = starts.iter().map(|(at, unit)| {
            let span = map.span_of_bytes(*at, at + self.mask.len());
            (span.start, *unit)
        });
        let starts: HashMap<u32, Option<usize>> = starts.collect();
        let encoding = encode(&self.model, text.clone(), None)?;
        let holes = self.masked(&encoding).filter_map(|(token, start)| {
            let unit = starts.get(&start).copied().flatten()?;
            Some((token, unit))
        });
        let holes = holes.collect();
        let ids = encoding.tokens.iter().map(|token| token.id).collect();
        let sequence = Sequence::new(ids, encoding.segments, Vec::new());
        Ok(Holed { sequence, holes })
    }

    /// The mask tokens of a text, and where they start.
    fn masked(&self, encoding: &Encoding) -> impl Iterator<Item = (TokenIndex, u32)> {
        let mask = self.model.tokenizer.mask();
        let tokens = (0..).map(TokenIndex).zip(&encoding.tokens);
        let masked = tokens.filter(move |(_, token)| Some(token.id) == mask);
        masked.filter_map(|(index, token)| Some((index, token.span?.at.start)))
    }

    fn filled(&self, cut: &Cut, mask: &Mask, text: &Holed, readings: &[Reading]) -> String {
        let expected = text.holes.iter().zip(readings);
        let expected = expected.map(|((_, unit), reading)| {
            let word = self.word(reading, &cut.units[*unit]);
            (*unit, word.unwrap_or_default())
        });
        let expected: HashMap<usize, String> = expected.collect();
        cut.written(mask, |piece, text| {
            let word = piece.unit.and_then(|unit| expected.get(&unit));
            if let Some(word) = word.filter(|word| !word.is_empty()) {
                text.push_str(word);
                text.push_str(&piece.tail);
            }
        })
    }

    /// The most probable whole word that the unit is not.
    fn word(&self, reading: &Reading, unit: &Unit) -> Option<String> {
        let letters = unit.text.trim_matches(|c: char| !c.is_alphanumeric());
        let mut words = reading.candidates.iter().filter_map(|candidate| {
            let piece = self.model.tokenizer.piece(candidate.id)?;
            self.whole(&piece)
        });
        words.find(|word| word.to_lowercase() != letters.to_lowercase())
    }

    /// The word that a piece is by itself: no special token, no continuation, no punctuation.
    fn whole(&self, piece: &str) -> Option<String> {
        let word = piece.trim_start_matches(['Ġ', '▁']);
        let letters = !word.is_empty() && word.chars().all(char::is_alphanumeric);
        let text = Text::parse(format!(" {word}")).ok().filter(|_| letters)?;
        let alone = self.model.tokenizer.pieces_of(&text) == [piece];
        alone.then(|| word.to_owned())
    }
}
