//! Tokenizers behind one trait, with spans in UTF-16 and a grid of Unicode words.
//!
//! [`open`] reads a model's folder in the layout of Hugging Face and gives a
//! [`headlight_core::Tokenizer`] whose tokens and spans equal those of Hugging Face's `tokenizers`.

mod assemble;
mod bert;
mod config;
mod error;
mod normalise;
mod specials;
mod truncate;
mod wordpiece;
mod words;

use std::path::Path;
use std::sync::Arc;

use headlight_core::Tokenizer;

pub use error::TokenizeError;

/// Opens the tokenizer of a model's folder, of the kind that its `config.json` names.
///
/// BERT needs `vocab.txt`; a missing `tokenizer_config.json` means BERT's defaults (lower-cased).
///
/// # Errors
/// When a file is missing or damaged, or the kind of tokenizer is not known.
pub fn open(folder: &Path) -> Result<Arc<dyn Tokenizer>, TokenizeError> {
    let model = config::model(folder)?;
    match model.model_type.as_str() {
        "bert" => Ok(Arc::new(bert::Bert::open(folder, &model)?)),
        other => Err(TokenizeError::UnknownType {
            model_type: other.to_owned(),
        }),
    }
}
