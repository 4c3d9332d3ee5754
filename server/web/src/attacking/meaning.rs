//! What edits do to the meaning of a text, by a masked language model.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use headlight_core::{Reading, Sequence, Text, TokenId, TokenIndex, TopK};
use headlight_explain::attack::Draft;

use super::fill::{Filler, sequence, tokens};
use crate::app::App;
use crate::error::ApiError;
use crate::inference::Asked;
use crate::input::encode;

/// Words of more pieces than this are not asked about.
const MOST_PIECES: usize = 16;

/// How much less each edited word, in its draft, is expected than the old one, in nats for each piece.
pub(super) async fn drops(
    app: &App,
    filler: &Filler,
    edits: &[(Draft, usize)],
) -> Result<Vec<Option<f64>>, ApiError> {
    let mut asked = Hidden::default();
    for (draft, word) in edits {
        let old = &draft.original().words()[*word].text;
        asked.push(filler, draft, *word, old)?;
        asked.push(filler, draft, *word, draft.word(*word))?;
    }
    let (inference, info) = (&app.inference, &filler.model.info);
    let readings = inference
        .expectations(info, asked.sequences, TopK::DEFAULT)
        .await?;
    let expected = asked.places.iter().map(|place| {
        let (sequence, tokens) = place.clone()?;
        mean_logarithm(&readings[sequence][tokens])
    });
    let expected: Vec<Option<f64>> = expected.collect();
    let drop = |pair: &[Option<f64>]| match pair {
        [Some(old), Some(new)] => Some(old - new),
        _ => None,
    };
    Ok(expected.chunks(2).map(drop).collect())
}

/// Words behind masks. Words of as many pieces in one place are one sequence, read once; a word that is
/// asked for again is asked for once.
#[derive(Default)]
struct Hidden {
    sequences: Vec<(Sequence, Vec<Asked>)>,
    /// The masks of each sequence.
    masks: Vec<Vec<TokenIndex>>,
    /// Sequences by their text and where its masks begin.
    known: HashMap<(String, u32), usize>,
    /// Rows by their sequence and the pieces that are asked for.
    rows: HashMap<(usize, Vec<TokenId>), Range<usize>>,
    /// For each word, its sequence and its rows among what is asked there; none where nothing is.
    places: Vec<Option<(usize, Range<usize>)>>,
}

impl Hidden {
    /// Asks for a word in the place of one of a draft's.
    fn push(
        &mut self,
        filler: &Filler,
        draft: &Draft,
        word: usize,
        text: &str,
    ) -> Result<(), ApiError> {
        let place = match filler.ids(text)? {
            Some(ids) => {
                let at = self.sequence(filler, draft, word, ids.len())?;
                self.ask(at, ids)
            }
            None => None,
        };
        self.places.push(place);
        Ok(())
    }

    /// The draft with so many masks in the place of a word.
    fn sequence(
        &mut self,
        filler: &Filler,
        draft: &Draft,
        word: usize,
        masks: usize,
    ) -> Result<usize, ApiError> {
        let (text, spans) = draft.layout_with(word, &filler.mask.repeat(masks));
        let key = (text, spans[word].start);
        if let Some(at) = self.known.get(&key) {
            return Ok(*at);
        }
        let encoding = encode(&filler.model, key.0.clone(), None)?;
        self.masks.push(tokens(&encoding, spans[word]));
        self.sequences.push((sequence(encoding), Vec::new()));
        let at = self.sequences.len() - 1;
        self.known.insert(key, at);
        Ok(at)
    }

    fn ask(&mut self, at: usize, ids: Vec<TokenId>) -> Option<(usize, Range<usize>)> {
        let masks = &self.masks[at];
        if masks.len() != ids.len() {
            return None;
        }
        let asked = &mut self.sequences[at].1;
        let rows = match self.rows.entry((at, ids)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let ids = new.key().1.iter();
                let start = asked.len();
                asked.extend(masks.iter().zip(ids).map(|(token, id)| Asked {
                    token: *token,
                    original: Some(*id),
                }));
                new.insert(start..asked.len())
            }
        };
        Some((at, rows.clone()))
    }
}

impl Filler {
    /// The pieces of a word; none where there are none, or too many to ask for.
    fn ids(&self, text: &str) -> Result<Option<Vec<TokenId>>, ApiError> {
        let tokenizer = &self.model.tokenizer;
        let pieces = tokenizer.pieces_of(&Text::parse(format!(" {text}"))?);
        let ids: Option<Vec<TokenId>> = pieces.iter().map(|piece| tokenizer.id(piece)).collect();
        Ok(ids.filter(|ids| (1..=MOST_PIECES).contains(&ids.len())))
    }
}

/// The mean logarithm of what is expected of the pieces that stand there.
fn mean_logarithm(readings: &[Reading]) -> Option<f64> {
    let known = readings.iter().map(|reading| reading.original);
    let logarithms = known.map(|known| Some(f64::from(known?.probability).max(1e-12).ln()));
    let logarithms: Vec<f64> = logarithms.collect::<Option<_>>()?;
    Some(logarithms.iter().sum::<f64>() / logarithms.len() as f64)
}

/// The sentence vector of the original that was asked about last: a search asks about one again and again.
#[derive(Default)]
pub(super) struct Anchor(Mutex<Option<(String, Vec<f32>)>>);

impl Anchor {
    fn get(&self, text: &str) -> Option<Vec<f32>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.as_ref().filter(|(known, _)| known == text);
        known.map(|(_, vector)| vector.clone())
    }

    fn set(&self, text: String, vector: Vec<f32>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((text, vector));
    }
}

/// The cosine of each draft's sentence vector with that of their original: the mean of the last hidden
/// states.
pub(super) async fn cosines(
    app: &App,
    filler: &Filler,
    anchor: &Anchor,
    drafts: &[Draft],
) -> Result<Vec<f64>, ApiError> {
    let Some(first) = drafts.first() else {
        return Ok(Vec::new());
    };
    let original = first.original().text();
    let known = anchor.get(original);
    let missing = known.is_none().then(|| original.to_owned());
    let texts = missing.into_iter().chain(drafts.iter().map(Draft::text));
    let read = |text| encode(&filler.model, text, None).map(sequence);
    let sequences = texts.map(read).collect::<Result<Vec<_>, _>>()?;
    let vectors = app
        .inference
        .mean_states(&filler.model.info, sequences)
        .await?;
    let mut vectors = vectors.into_iter();
    let Some(start) = known.or_else(|| vectors.next()) else {
        return Ok(Vec::new());
    };
    let cosines = vectors.map(|other| cosine(&start, &other)).collect();
    anchor.set(original.to_owned(), start);
    Ok(cosines)
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| -> f64 {
        let products = a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b));
        products.sum()
    };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cosine_is_one_for_the_same_direction() {
        assert!((cosine(&[1.0, 2.0], &[2.0, 4.0]) - 1.0).abs() < 1e-12);
        assert!(cosine(&[1.0, 0.0], &[0.0, 1.0]).abs() < 1e-12);
        assert!(cosine(&[0.0], &[1.0]).abs() < 1e-12);
    }
}
