//! An annotated corpus on disk: a folder with what is known of it (`corpus.json`) and its sentences
//! and words as columns (`corpus.safetensors`), mapped into memory.

mod columns;
mod write;

use std::io;
use std::ops::Range;
use std::path::Path;

use headlight_core::Utf16Span;
use memmap2::Mmap;
use serde::{Deserialize, Serialize};

use crate::disk::read_json;
use crate::map::map;
pub use columns::Label;
use columns::{ABSENT, Columns};
pub use write::{CorpusWriter, WriteError};

/// What is known of a corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// A name for people.
    pub name: String,
    /// The language, in English; none where it is not known.
    pub language: Option<String>,
    /// Where the annotation comes from, as a phrase for people.
    pub annotation: String,
    /// The licence of the text.
    pub license: Option<String>,
    /// Where the text came from.
    pub source: String,
}

/// What `corpus.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusManifest {
    /// The version of the format.
    pub version: u32,
    /// What is known of it.
    #[serde(flatten)]
    pub about: About,
    /// Number of sentences.
    pub sentences: u64,
    /// Number of words.
    pub words: u64,
    /// What the words bear.
    pub labels: Vec<Label>,
    /// The SHA-256 of the sentences and words.
    pub checksum: String,
}

const VERSION: u32 = 1;
const MANIFEST: &str = "corpus.json";
const COLUMNS: &str = "corpus.safetensors";

/// An annotated corpus.
pub struct Corpus {
    manifest: CorpusManifest,
    map: Mmap,
    columns: Columns,
}

/// A sentence of a corpus.
#[derive(Clone, Debug)]
pub struct SentenceRef<'a> {
    /// Its name in the source.
    pub id: &'a str,
    /// The document that it stands in.
    pub document: Option<&'a str>,
    /// The text.
    pub text: &'a str,
    /// Its words, as places in the corpus.
    pub words: Range<usize>,
}

/// A word of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordRef<'a> {
    /// The word as the annotation has it.
    pub form: &'a str,
    /// The dictionary's form.
    pub lemma: Option<&'a str>,
    /// The part of speech of Universal Dependencies.
    pub upos: Option<&'a str>,
    /// The source's own tag.
    pub xpos: Option<&'a str>,
    /// Features.
    pub feats: Option<&'a str>,
    /// The word that it depends on, from 1 within the sentence; 0 for the root.
    pub head: Option<u32>,
    /// The relation to it.
    pub deprel: Option<&'a str>,
    /// Where it stands in the sentence.
    pub span: Utf16Span,
}

impl Corpus {
    /// What is known of the corpus in a folder; none where there is none.
    ///
    /// # Errors
    /// When the folder cannot be read, or holds another version.
    pub fn manifest_of(folder: &Path) -> io::Result<Option<CorpusManifest>> {
        let manifest: Option<CorpusManifest> = read_json(&folder.join(MANIFEST))?;
        match manifest {
            Some(manifest) if manifest.version != VERSION => {
                Err(io::Error::other("another version of Headlight made it"))
            }
            manifest => Ok(manifest),
        }
    }

    /// Opens the corpus in a folder.
    ///
    /// # Errors
    /// When it is not there, not whole or not readable.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "there is no corpus");
        let manifest = Self::manifest_of(folder)?.ok_or_else(missing)?;
        let map = map(&folder.join(COLUMNS))?;
        let columns = Columns::find(&map)?;
        Ok(Self {
            manifest,
            map,
            columns,
        })
    }

    /// What is known of it.
    pub fn manifest(&self) -> &CorpusManifest {
        &self.manifest
    }

    /// Number of sentences.
    pub fn sentences(&self) -> usize {
        self.columns.sentences()
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.columns.words()
    }

    /// The sentence at a place.
    pub fn sentence(&self, at: usize) -> SentenceRef<'_> {
        let c = &self.columns;
        SentenceRef {
            id: c.string(&self.map, c.sentence_id(&self.map, at)),
            document: self.said(c.document(&self.map, at)),
            text: c.text(&self.map, at),
            words: c.words_of(&self.map, at),
        }
    }

    /// The word at a place.
    pub fn word(&self, at: usize) -> WordRef<'_> {
        let c = &self.columns;
        let said = |label| self.said(c.label(&self.map, label, at));
        let (start, end) = c.span(&self.map, at);
        WordRef {
            form: c.string(&self.map, c.form(&self.map, at)),
            lemma: said(Label::Lemma),
            upos: said(Label::Upos),
            xpos: said(Label::Xpos),
            feats: said(Label::Feats),
            head: Some(c.head(&self.map, at)).filter(|head| *head != ABSENT),
            deprel: said(Label::Deprel),
            span: Utf16Span { start, end },
        }
    }

    /// The number of a word's label; numbers stand for strings, 0 for none.
    pub fn label(&self, label: Label, word: usize) -> u32 {
        self.columns.label(&self.map, label, word)
    }

    /// The number of a word's form.
    pub fn form(&self, word: usize) -> u32 {
        self.columns.form(&self.map, word)
    }

    /// How many strings there are.
    pub fn strings(&self) -> usize {
        self.columns.strings()
    }

    /// The string with this number.
    pub fn string(&self, number: u32) -> &str {
        self.columns.string(&self.map, number)
    }

    fn said(&self, number: u32) -> Option<&str> {
        (number != 0).then(|| self.string(number))
    }
}
