//! Tokenizers behind one trait, with spans in UTF-16 and a grid of Unicode words.
//!
//! [`open`] reads a model's folder in the layout of Hugging Face and gives a
//! [`headlight_core::Tokenizer`] whose tokens and spans equal those of Hugging Face's `tokenizers`.

mod albert;
mod assemble;
mod bert;
mod bpe;
mod byte_level;
mod charsmap;
mod config;
mod error;
mod folder;
mod kind;
mod named;
mod normalise;
mod pipeline;
mod sentencepiece;
mod specials;
mod subwords;
mod template;
mod truncate;
mod unigram;
mod vocabulary;
mod wordpiece;
mod words;

use std::path::Path;
use std::sync::Arc;

use headlight_core::Tokenizer;

pub use error::TokenizeError;

use folder::Folder;
use kind::Kind;

/// Opens the tokenizer of a model's folder, of the kind that its files name.
///
/// | kind | files | models |
/// |---|---|---|
/// | WordPiece | `vocab.txt` | BERT, DistilBERT, ELECTRA |
/// | byte-level BPE | `vocab.json`, `merges.txt` | RoBERTa, GPT-2 |
/// | unigram | `spiece.model` | ALBERT |
///
/// `config.json` must be there. Without `tokenizer_config.json` the kind's defaults hold (BERT and
/// ALBERT: lower-cased); `special_tokens_map.json` and `added_tokens.json` are read where they are.
///
/// # Errors
/// When a file is missing or damaged, or the kind of tokenizer is not known.
pub fn open(folder: &Path) -> Result<Arc<dyn Tokenizer>, TokenizeError> {
    let folder = Folder::read(folder)?;
    Ok(match Kind::of(&folder)? {
        Kind::Bert => Arc::new(bert::open(&folder)?),
        Kind::Roberta => Arc::new(byte_level::open_roberta(&folder)?),
        Kind::Gpt2 => Arc::new(byte_level::open_gpt2(&folder)?),
        Kind::Albert => Arc::new(albert::open(&folder)?),
    })
}
