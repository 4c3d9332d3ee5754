//! The corpora of a data folder: one folder each, by its id; and those that can be fetched.

mod fetch;
mod known;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use headlight_core::ModelId;
use serde::Serialize;

pub use fetch::{FetchError, Origin};
pub use known::{KNOWN, Known};

use crate::disk::sync_folder;
use crate::read::Sentences;
use crate::store::{About, Corpus, CorpusManifest, CorpusWriter, WriteError};

/// How the names of folders in the making begin. A process that is killed leaves its own behind.
const MAKING: &str = ".making-";

/// The name of a corpus: what could be a model's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CorpusId(String);

/// Why a string is no corpus's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A corpus's id has 1 to 64 letters, digits, dots, underscores or hyphens.")]
pub struct CorpusIdError;

impl CorpusId {
    /// Reads an id.
    ///
    /// # Errors
    /// When the name could not be a folder's name of the allowed form.
    pub fn parse(name: &str) -> Result<Self, CorpusIdError> {
        match ModelId::parse(name) {
            Ok(_) if !name.starts_with('.') => Ok(Self(name.to_owned())),
            _ => Err(CorpusIdError),
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CorpusId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The corpora below a data folder.
#[derive(Clone, Debug)]
pub struct Library {
    root: PathBuf,
}

impl Library {
    /// The corpora of a server or a command with this data folder.
    pub fn new(data: &Path) -> Self {
        Self {
            root: data.join("corpora"),
        }
    }

    /// Where all of them lie.
    pub fn root(&self) -> PathBuf {
        self.root.clone()
    }

    /// Where a corpus lies, if it is there.
    pub fn folder(&self, id: &CorpusId) -> PathBuf {
        self.root.join(id.as_str())
    }

    /// The corpora that are there, by id; folders that cannot be read are left out.
    ///
    /// # Errors
    /// When the data folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<(CorpusId, CorpusManifest)>> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if let Ok(id) = CorpusId::parse(&name)
                && let Ok(Some(manifest)) = Corpus::manifest_of(&path)
            {
                found.push((id, manifest));
            }
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(found)
    }

    /// Puts sentences into the library as one corpus: there whole, or not at all. Where the same text
    /// is there already under this name, it stays. `heard` is told after each sentence how many were
    /// read, and may end it.
    ///
    /// # Errors
    /// With a sentence for the user.
    pub fn add(
        &self,
        id: &CorpusId,
        about: About,
        sentences: impl Sentences,
        mut heard: impl FnMut(usize) -> bool,
    ) -> Result<CorpusManifest, AddError> {
        fs::create_dir_all(&self.root).map_err(WriteError::Io)?;
        let making = tempfile::Builder::new()
            .prefix(MAKING)
            .tempdir_in(&self.root);
        let making = making.map_err(WriteError::Io)?;
        let mut writer = CorpusWriter::default();
        for sentence in sentences {
            writer.add(&sentence.map_err(WriteError::Read)?)?;
            if !heard(writer.sentences()) {
                return Err(AddError::Stopped);
            }
        }
        let manifest = writer.finish(making.path(), about)?;
        let to = self.folder(id);
        if let Some(there) = Corpus::manifest_of(&to).map_err(WriteError::Io)? {
            return if there.checksum == manifest.checksum {
                Ok(there)
            } else {
                Err(AddError::Another(id.clone()))
            };
        }
        fs::rename(making.keep(), &to).map_err(WriteError::Io)?;
        sync_folder(&self.root).map_err(WriteError::Io)?;
        Ok(manifest)
    }

    /// Fetches a known corpus into the library. `heard` is told of bytes, then of sentences, and may
    /// end it.
    ///
    /// # Errors
    /// With a sentence for the user.
    pub fn fetch(
        &self,
        known: &Known,
        origin: &Origin,
        mut heard: impl FnMut(Fetched) -> bool,
    ) -> Result<CorpusManifest, AddError> {
        fs::create_dir_all(&self.root).map_err(WriteError::Io)?;
        let mut bytes = |done, total| heard(Fetched::Bytes { done, total });
        let source = fetch::source(known, origin, &self.root, &mut bytes)?;
        let total = known.sentences;
        let mut read = |done| heard(Fetched::Sentences { done, total });
        let about = About {
            source: source.said().to_owned(),
            ..known.about()
        };
        self.add(&known.id(), about, source.sentences()?, &mut read)
    }
}

/// How far fetching has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// Bytes that have come.
    Bytes {
        /// So many.
        done: u64,
        /// Of about so many.
        total: u64,
    },
    /// Sentences that were read.
    Sentences {
        /// So many.
        done: usize,
        /// Of about so many.
        total: usize,
    },
}

/// Why a corpus was not put into the library, as a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It cannot be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The name is taken.
    #[error("There is a corpus “{0}” already, with another text: choose another name.")]
    Another(CorpusId),
    /// It was told to end.
    #[error("It was stopped.")]
    Stopped,
}

/// What was fetched, ready to be read.
trait Source {
    /// Where it came from, for people.
    fn said(&self) -> &str;
    /// Its sentences.
    fn sentences(&self) -> Result<Box<dyn Sentences + '_>, FetchError>;
}
