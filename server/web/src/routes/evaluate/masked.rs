//! What is left of texts when all their words are masked: where a model leans that knows nothing but their length.

use std::collections::HashMap;
use std::sync::Arc;

use headlight_explain::{Mask, Punctuation, Removal, by_grid};

use super::set::Set;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::events::Listener;
use crate::input;
use crate::routes::explain::mask;
use crate::scoring;
use crate::wire::softmax;

/// The rows of a set as one model reads them.
pub(super) struct Masked {
    /// `mask`, or `delete` for a model without a mask token.
    pub removal: &'static str,
    /// The probabilities `[rows][labels]` of rows without any word.
    pub probabilities: Vec<Arc<[f32]>>,
    /// Rows that were cut because they have too many tokens.
    pub truncated: usize,
}

/// Texts without any word, each once.
struct Blanks {
    texts: Vec<Arc<str>>,
    /// For each row the place of its blank.
    places: Vec<usize>,
    truncated: usize,
}

/// Asks each model about the rows without any word.
pub(super) async fn masked(
    app: &App,
    set: &Set,
    listener: &mut Listener,
) -> Result<Vec<Masked>, ApiError> {
    let mut blanks = Vec::with_capacity(set.models.len());
    for model in &set.models {
        let rows: Vec<Arc<str>> = set.rows.iter().map(|row| row.text.clone()).collect();
        let model = model.clone();
        let work = tokio::task::spawn_blocking(move || read(&model, &rows));
        blanks.push(work.await.map_err(|error| ApiError::internal(&error))??);
    }
    let total = blanks.iter().map(|blanks| blanks.texts.len()).sum();
    listener.begin("masked", total).await;
    let mut found = Vec::with_capacity(blanks.len());
    for (model, blanks) in set.models.iter().zip(blanks) {
        let heard = |texts| listener.asked(texts);
        let logits = scoring::logits(app, model, blanks.texts, heard).await?;
        let known: Vec<Arc<[f32]>> = logits.iter().map(|row| softmax(row).into()).collect();
        let rows = blanks.places.iter().map(|place| known[*place].clone());
        found.push(Masked {
            removal: if mask(model).is_some() {
                "mask"
            } else {
                "delete"
            },
            probabilities: rows.collect(),
            truncated: blanks.truncated,
        });
    }
    Ok(found)
}

fn read(model: &ReadyModel, rows: &[Arc<str>]) -> Result<Blanks, ApiError> {
    let removal = mask(model).map_or(Removal::Delete, Removal::Replace);
    let mut known = HashMap::new();
    let mut blanks = Blanks {
        texts: Vec::new(),
        places: Vec::with_capacity(rows.len()),
        truncated: 0,
    };
    for row in rows {
        let blank: Arc<str> = match input::encode(model, row.to_string(), None) {
            Ok(encoding) => {
                blanks.truncated += usize::from(encoding.truncated.is_some());
                let cut = by_grid(row, &encoding, Punctuation::Joined);
                removal.apply(&cut, &Mask::none(cut.units.len())).into()
            }
            // There is no word to be masked.
            Err(error) if error.code() == Code::NoTokens => row.clone(),
            Err(error) => return Err(error),
        };
        let next = blanks.texts.len();
        let place = *known.entry(blank.clone()).or_insert(next);
        if place == next {
            blanks.texts.push(blank);
        }
        blanks.places.push(place);
    }
    Ok(blanks)
}
