//! What edits do to the meaning of a text, by a masked language model.

use std::ops::Range;

use headlight_core::{Reading, Sequence, Text, TokenId, TopK};
use headlight_explain::attack::{Draft, Meaning};

use super::fill::{Filler, sequence, tokens};
use crate::app::App;
use crate::error::ApiError;
use crate::inference::Asked;
use crate::input::encode;

/// Words of more pieces than this are not asked about.
const MOST_PIECES: usize = 16;

/// What each edited word, in its draft, does to the meaning.
pub(super) async fn meanings(
    app: &App,
    filler: &Filler,
    edits: &[(Draft, usize)],
) -> Result<Vec<Meaning>, ApiError> {
    let mut asked = Hidden::default();
    for (draft, word) in edits {
        let old = &draft.original().words()[*word].text;
        asked.push(filler.hidden(draft, *word, old)?);
        asked.push(filler.hidden(draft, *word, draft.word(*word))?);
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
    let cosines = cosines(app, filler, edits).await?;
    let pairs = expected.chunks(2).zip(cosines);
    let meaning = |(pair, cosine): (&[Option<f64>], f64)| Meaning {
        drop: match pair {
            [Some(old), Some(new)] => Some(old - new),
            _ => None,
        },
        cosine: Some(cosine),
    };
    Ok(pairs.map(meaning).collect())
}

/// Words behind masks. Words of as many pieces in one place are one sequence, read once.
#[derive(Default)]
struct Hidden {
    sequences: Vec<(Sequence, Vec<Asked>)>,
    /// For each word, its sequence and its rows among what is asked there.
    places: Vec<Option<(usize, Range<usize>)>>,
}

impl Hidden {
    fn push(&mut self, word: Option<(Sequence, Vec<Asked>)>) {
        let place = word.map(|(sequence, rows)| {
            let known = self
                .sequences
                .iter()
                .position(|(known, _)| *known == sequence);
            let at = known.unwrap_or_else(|| {
                self.sequences.push((sequence, Vec::new()));
                self.sequences.len() - 1
            });
            let all = &mut self.sequences[at].1;
            let start = all.len();
            all.extend(rows);
            (at, start..all.len())
        });
        self.places.push(place);
    }
}

impl Filler {
    /// A word's pieces behind masks in a draft, and which they are; none where there is nothing to ask.
    fn hidden(
        &self,
        draft: &Draft,
        word: usize,
        text: &str,
    ) -> Result<Option<(Sequence, Vec<Asked>)>, ApiError> {
        let tokenizer = &self.model.tokenizer;
        let spaced = Text::parse(format!(" {text}"))?;
        let pieces = tokenizer.pieces_of(&spaced);
        let ids: Option<Vec<TokenId>> = pieces.iter().map(|piece| tokenizer.id(piece)).collect();
        let ids = ids.unwrap_or_default();
        if ids.is_empty() || ids.len() > MOST_PIECES {
            return Ok(None);
        }
        let masks = self.mask.repeat(ids.len());
        let (text, spans) = draft.layout_with(word, &masks);
        let encoding = encode(&self.model, text, None)?;
        let places = tokens(&encoding, spans[word]);
        if places.len() != ids.len() {
            return Ok(None);
        }
        let ask = |(token, id)| Asked {
            token,
            original: Some(id),
        };
        Ok(Some((
            sequence(encoding),
            places.into_iter().zip(ids).map(ask).collect(),
        )))
    }
}

/// The mean logarithm of what is expected of the pieces that stand there.
fn mean_logarithm(readings: &[Reading]) -> Option<f64> {
    let known = readings.iter().map(|reading| reading.original);
    let logarithms = known.map(|known| Some(f64::from(known?.probability).max(1e-12).ln()));
    let logarithms: Vec<f64> = logarithms.collect::<Option<_>>()?;
    Some(logarithms.iter().sum::<f64>() / logarithms.len() as f64)
}

/// The cosine of each draft's sentence vector with its original's: the mean of the last hidden states.
async fn cosines(
    app: &App,
    filler: &Filler,
    edits: &[(Draft, usize)],
) -> Result<Vec<f64>, ApiError> {
    let Some((first, _)) = edits.first() else {
        return Ok(Vec::new());
    };
    let original = first.original().text().to_owned();
    let texts = [original]
        .into_iter()
        .chain(edits.iter().map(|(draft, _)| draft.text()));
    let read = |text| encode(&filler.model, text, None).map(sequence);
    let sequences = texts.map(read).collect::<Result<Vec<_>, _>>()?;
    let vectors = app
        .inference
        .mean_states(&filler.model.info, sequences)
        .await?;
    let Some((first, others)) = vectors.split_first() else {
        return Ok(Vec::new());
    };
    Ok(others.iter().map(|other| cosine(first, other)).collect())
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
