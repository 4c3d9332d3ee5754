//! Corpora as people have them: CoNLL-U, plain text, the files of the Brown corpus; packed or not.

mod brown;
mod conllu;
mod lines;
mod packed;
mod plain;

use std::fs::File;
use std::io::{self, BufRead};
use std::iter;
use std::path::Path;

pub use brown::brown;
pub use conllu::conllu;
pub use plain::{Split, plain};

use crate::Sentence;

/// Why a corpus cannot be read, as a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be read.
    #[error("The file cannot be read: {0}.")]
    Io(#[from] io::Error),
    /// A line does not fit.
    #[error("Line {line} {reason}.")]
    Line {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
}

impl ReadError {
    fn at(line: u64, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::Line { line, reason }
    }
}

/// Sentences one after the other; nothing comes after an error.
pub trait Sentences: Iterator<Item = Result<Sentence, ReadError>> {}

impl<T: Iterator<Item = Result<Sentence, ReadError>>> Sentences for T {}

/// What a reader gives until it has no more or fails.
fn until_error(mut read: impl FnMut() -> Result<Option<Sentence>, ReadError>) -> impl Sentences {
    let mut ended = false;
    iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = read().transpose();
        ended = !matches!(next, Some(Ok(_)));
        next
    })
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CoNLL-U of Universal Dependencies.
    Conllu,
    /// Text, cut into sentences in this way.
    Plain(Split),
    /// `word/tag` lines.
    Brown,
}

impl Format {
    /// The format that a file's name speaks of: `.conllu` or `.conll`, packed or not, else text.
    pub fn of(path: &Path) -> Self {
        let end = |path: &Path| {
            let end = path.extension().unwrap_or_default().to_string_lossy();
            end.to_lowercase()
        };
        let packed = matches!(end(path).as_str(), "gz" | "zst" | "xz");
        let bare = path.with_extension("");
        let written = if packed { end(&bare) } else { end(path) };
        match written.as_str() {
            "conllu" | "conll" => Self::Conllu,
            _ => Self::Plain(Split::Unicode),
        }
    }

    /// The sentences of a source in this format.
    pub fn read<'a>(self, source: impl BufRead + 'a) -> Box<dyn Sentences + 'a> {
        match self {
            Self::Conllu => Box::new(conllu(source)),
            Self::Plain(split) => Box::new(plain(source, split)),
            Self::Brown => Box::new(brown(source, None)),
        }
    }
}

/// Opens a file, unpacking what is packed by gzip, Zstandard or xz, whatever its name says.
///
/// # Errors
/// When the file cannot be read.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>, ReadError> {
    Ok(packed::unpacked(File::open(path)?)?)
}
