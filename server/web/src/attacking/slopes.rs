//! Where the derivative of an answer leads.

use headlight_core::{Output, Target};
use headlight_explain::attack::{Draft, Slope, Suggestion};

use super::fill::{sequence, tokens};
use super::vocabulary::Vocabulary;
use crate::ReadyModel;
use crate::app::App;
use crate::error::ApiError;
use crate::input::encode;

/// For each word of the original: how large the derivative of a label's log-odds is there, and the words
/// by which they are expected to fall most. A word of several pieces is swapped whole for what its first
/// piece would be swapped for; a real forward pass decides anyway.
pub(super) async fn slopes(
    app: &App,
    model: &ReadyModel,
    vocabulary: &Vocabulary,
    draft: &Draft,
    label: usize,
    count: usize,
) -> Result<Vec<Slope>, ApiError> {
    let (text, spans) = draft.layout();
    let encoding = encode(model, text, None)?;
    let places: Vec<_> = spans.iter().map(|span| tokens(&encoding, *span)).collect();
    let target = Target {
        label,
        output: Output::LogOdds,
    };
    let (inference, info) = (&app.inference, &model.info);
    let sequence = sequence(encoding);
    let (gradient, swaps) = if count == 0 {
        let none = vec![Vec::new(); sequence.len()];
        let gradient = inference.embedding_gradient(info, sequence, target);
        (gradient.await?, none)
    } else {
        let allowed = vocabulary.allowed();
        let swaps = inference.swaps(info, sequence, target, allowed, count);
        swaps.await?
    };
    let slope = |tokens: &Vec<headlight_core::TokenIndex>| {
        let Some(first) = tokens.first() else {
            return Slope::default();
        };
        let rows: Vec<&[f32]> = gradient.gradient.chunks(gradient.size).collect();
        let sum = |number: usize| -> f64 {
            let of_tokens = tokens
                .iter()
                .map(|token| f64::from(rows[token.offset()][number]));
            of_tokens.sum()
        };
        let size: f64 = (0..gradient.size).map(|number| sum(number).abs()).sum();
        let found = swaps[first.offset()].iter().filter_map(|swap| {
            Some(Suggestion {
                text: vocabulary.word(swap.id)?.to_owned(),
                weight: f64::from(swap.fall),
            })
        });
        Slope {
            importance: size / tokens.len() as f64,
            swaps: found.collect(),
        }
    };
    Ok(places.iter().map(slope).collect())
}
