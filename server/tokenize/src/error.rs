//! Why a tokenizer cannot be opened, as sentences for the user.

use std::io;

/// Why a tokenizer cannot be opened. Names files by name, never by path.
#[derive(Debug, thiserror::Error)]
pub enum TokenizeError {
    /// A file is missing or cannot be read.
    #[error("The tokenizer's file {file} cannot be read ({source}).")]
    Unreadable {
        /// The file's name.
        file: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is a tokenizer, but not in the form that is read here.
    #[error(
        "This tokenizer comes as tokenizer.json alone, which Headlight does not read: {file} is \
         missing. The model that this one was made from usually has that file; copy it into the folder."
    )]
    OnlyTokenizerJson {
        /// The file that is missing.
        file: String,
    },
    /// A file is larger than any honest one.
    #[error("The tokenizer's file {file} has {bytes} bytes; the limit is {limit}.")]
    TooLarge {
        /// The file's name.
        file: String,
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// A configuration is not the JSON that it should be.
    #[error("The file {file} is not valid ({source}).")]
    Json {
        /// The file's name.
        file: String,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// No tokenizer is known for this kind of model.
    #[error("Headlight has no tokenizer for models of type “{model_type}”.")]
    UnknownType {
        /// `model_type` of `config.json`.
        model_type: String,
    },
    /// The model asks for a tokenizer that is not its kind's usual one.
    #[error("Headlight does not know the tokenizer “{class}”.")]
    UnknownClass {
        /// `tokenizer_class` of `tokenizer_config.json`.
        class: String,
    },
    /// The vocabulary lacks an entry that every text needs.
    #[error("The vocabulary has no entry “{token}”, without which no text can be read.")]
    MissingToken {
        /// The entry.
        token: String,
    },
    /// A line of the merges is not two entries whose union is an entry.
    #[error("Line {line} of merges.txt does not join two entries of the vocabulary to a third.")]
    Merge {
        /// The line's number, from 1.
        line: usize,
    },
    /// The SentencePiece file is not what it should be.
    #[error("The file spiece.model is not valid: {0}.")]
    SentencePiece(&'static str),
    /// The special tokens cannot be searched for.
    #[error("The special tokens of tokenizer_config.json are too many or too long.")]
    Specials(#[from] aho_corasick::BuildError),
}
