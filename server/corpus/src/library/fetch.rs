//! Getting a known corpus: from its home, from a mirror of it, or from a file.

mod download;

use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;
use tempfile::TempDir;

use super::Source;
use super::known::{Kind, Known};
use crate::read::{self, ReadError, Sentences};
use crate::{Sentence, read::Format};

/// Where a known corpus comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Its home.
    Home,
    /// Another address with the same files: a mirror of the registry, or of the release.
    Mirror(String),
    /// A copy on this machine: a file of it, packed or not, or a folder.
    File(PathBuf),
}

/// Why a corpus could not be fetched, as a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The network or the other side.
    #[error("{address} does not give the file: {reason}.")]
    Network {
        /// Where it was asked for.
        address: String,
        /// What was wrong.
        reason: String,
    },
    /// What came is something else.
    #[error("{address} gave another file than expected: its checksum is not the published one.")]
    Checksum {
        /// Where it came from.
        address: String,
    },
    /// The disk.
    #[error("The file cannot be read or written: {0}.")]
    Io(#[from] io::Error),
    /// The file.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was told to end.
    #[error("It was stopped.")]
    Stopped,
}

/// Brings the files of a corpus here; downloads lie in `folder` until they are read.
pub(super) fn source(
    known: &Known,
    origin: &Origin,
    folder: &Path,
    heard: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Box<dyn Source>, FetchError> {
    let (said, files, held) = match origin {
        Origin::File(path) => {
            let said = format!("{} (a local copy)", known.home());
            (said, files_at(path)?, None)
        }
        Origin::Home | Origin::Mirror(_) => {
            let held = tempfile::Builder::new()
                .prefix(super::MAKING)
                .tempdir_in(folder)?;
            let base = match origin {
                Origin::Mirror(address) => address.trim_end_matches('/'),
                _ => known.address(),
            };
            let files = download::all(known, base, held.path(), heard)?;
            (known.home().to_owned(), files, Some(held))
        }
    };
    Ok(match known.kind {
        Kind::Conllu => Box::new(ConlluFiles {
            said,
            files,
            _held: held,
        }),
        Kind::BrownPackage => Box::new(BrownFiles {
            said,
            documents: brown_documents(&files)?,
        }),
    })
}

/// A file alone, or the files of a folder by name.
fn files_at(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
    let mut files = entries.collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// CoNLL-U files one after the other.
struct ConlluFiles {
    said: String,
    files: Vec<PathBuf>,
    /// Goes when it is read.
    _held: Option<TempDir>,
}

impl Source for ConlluFiles {
    fn said(&self) -> &str {
        &self.said
    }

    fn sentences(&self) -> Result<Box<dyn Sentences + '_>, FetchError> {
        let conllu = |path: &&PathBuf| Format::of(path) == Format::Conllu;
        let open = |path: &PathBuf| Ok(read::conllu(read::open(path)?));
        let readers: Result<Vec<_>, ReadError> =
            self.files.iter().filter(conllu).map(open).collect();
        Ok(Box::new(readers?.into_iter().flatten()))
    }
}

/// The Brown corpus: five megabytes of documents, by name.
struct BrownFiles {
    said: String,
    documents: Vec<(String, Vec<u8>)>,
}

impl Source for BrownFiles {
    fn said(&self) -> &str {
        &self.said
    }

    fn sentences(&self) -> Result<Box<dyn Sentences + '_>, FetchError> {
        let read = |(name, bytes): &'_ (String, Vec<u8>)| -> Vec<Result<Sentence, ReadError>> {
            read::brown(bytes.as_slice(), Some(name.clone())).collect()
        };
        Ok(Box::new(self.documents.iter().flat_map(read)))
    }
}

/// The documents `ca01` to `cr09`, of a package or of files that lie beside each other.
fn brown_documents(files: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, FetchError> {
    let mut documents = Vec::new();
    for path in files {
        let packed = path
            .extension()
            .is_some_and(|end| end == "tgz" || end == "gz");
        if !packed {
            if let Some(name) = document_name(path) {
                documents.push((name, fs::read(path)?));
            }
            continue;
        }
        let package = GzDecoder::new(BufReader::new(fs::File::open(path)?));
        for entry in tar::Archive::new(package).entries()? {
            let entry = entry?;
            let name = entry.path().ok().as_deref().and_then(document_name);
            if let Some(name) = name {
                let mut bytes = Vec::new();
                entry.take(MAX_DOCUMENT).read_to_end(&mut bytes)?;
                documents.push((name, bytes));
            }
        }
    }
    documents.sort();
    Ok(documents)
}

/// Bytes of a document at most: they have about 20,000.
const MAX_DOCUMENT: u64 = 1 << 20;

/// The name of a file that is a document: `c`, a letter, two digits.
fn document_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    match name.as_bytes() {
        [b'c', b'a'..=b'r', tens, ones] if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            Some(name.to_owned())
        }
        _ => None,
    }
}
