//! Putting a corpus on disk.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize_to_file};

use super::columns::{ABSENT, Label};
use super::{About, COLUMNS, CorpusManifest, MANIFEST, VERSION};
use crate::disk::{checksum, replace_json, sync_folder};
use crate::read::ReadError;
use crate::{Sentence, Word};

/// Why a corpus was not put on disk, as a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Its source cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The disk does not take it.
    #[error("The corpus cannot be written: {0}.")]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("There is no sentence in it.")]
    Empty,
    /// Its text does not fit our format.
    #[error("The corpus is too large: more than 4 GB of text.")]
    TooLarge,
}

/// Takes sentences in and writes them as one corpus.
#[derive(Default)]
pub struct CorpusWriter {
    text: Vec<u8>,
    text_end: Vec<u32>,
    word_end: Vec<u32>,
    id: Vec<u32>,
    document: Vec<u32>,
    form: Vec<u32>,
    labels: [Vec<u32>; 5],
    head: Vec<u32>,
    start: Vec<u32>,
    end: Vec<u32>,
    pool: Pool,
}

/// Strings by number; 0 is the empty one, which stands for none.
#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    known: HashMap<String, u32>,
}

impl CorpusWriter {
    /// Takes a sentence in.
    ///
    /// # Errors
    /// When there is no room for more.
    pub fn add(&mut self, sentence: &Sentence) -> Result<(), WriteError> {
        self.text.extend(sentence.text.as_bytes());
        let text_end = u32::try_from(self.text.len()).map_err(|_large| WriteError::TooLarge)?;
        self.text_end.push(text_end);
        self.id.push(self.pool.number(Some(&sentence.id))?);
        self.document
            .push(self.pool.number(sentence.document.as_deref())?);
        for word in &sentence.words {
            self.word(word)?;
        }
        self.word_end.push(self.form.len() as u32);
        Ok(())
    }

    fn word(&mut self, word: &Word) -> Result<(), WriteError> {
        let said = [
            &word.lemma,
            &word.upos,
            &word.xpos,
            &word.feats,
            &word.deprel,
        ];
        for (column, said) in self.labels.iter_mut().zip(said) {
            column.push(self.pool.number(said.as_deref())?);
        }
        self.form.push(self.pool.number(Some(&word.form))?);
        self.head.push(word.head.unwrap_or(ABSENT));
        self.start.push(word.span.start);
        self.end.push(word.span.end);
        Ok(())
    }

    /// Sentences taken in.
    pub fn sentences(&self) -> usize {
        self.text_end.len()
    }

    /// Writes the corpus into an empty folder; it is there once its manifest is, which comes last.
    ///
    /// # Errors
    /// When nothing was taken in or the disk does not take it.
    pub fn finish(mut self, folder: &Path, about: About) -> Result<CorpusManifest, WriteError> {
        if self.sentences() == 0 {
            return Err(WriteError::Empty);
        }
        self.pool.number(None)?;
        let columns = self.columns();
        let views = columns.iter().map(|(name, dtype, bytes)| {
            let size = if *dtype == Dtype::U8 { 1 } else { 4 };
            let view = TensorView::new(*dtype, vec![bytes.len() / size], bytes);
            view.map(|view| (*name, view))
        });
        let views: Result<Vec<_>, _> = views.collect();
        let path = folder.join(COLUMNS);
        serialize_to_file(views.map_err(io::Error::other)?, None, &path)
            .map_err(io::Error::other)?;
        std::fs::File::open(&path)?.sync_all()?;
        let bears = |label: &Label| self.labels[*label as usize].iter().any(|said| *said != 0);
        let manifest = CorpusManifest {
            version: VERSION,
            about,
            sentences: self.sentences() as u64,
            words: self.form.len() as u64,
            labels: Label::ALL.into_iter().filter(bears).collect(),
            checksum: checksum(&path)?,
        };
        replace_json(&folder.join(MANIFEST), &manifest)?;
        sync_folder(folder)?;
        Ok(manifest)
    }

    fn columns(&self) -> Vec<(&'static str, Dtype, Vec<u8>)> {
        let numbers = [
            ("text_end", &self.text_end),
            ("word_end", &self.word_end),
            ("id", &self.id),
            ("document", &self.document),
            ("form", &self.form),
            ("head", &self.head),
            ("start", &self.start),
            ("end", &self.end),
            ("pool_end", &self.pool.ends),
        ];
        let labels = Label::ALL.map(Label::name).into_iter().zip(&self.labels);
        let little = |numbers: &Vec<u32>| numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        let numbers = numbers.into_iter().chain(labels);
        let mut columns: Vec<_> = numbers
            .map(|(name, numbers)| (name, Dtype::U32, little(numbers)))
            .collect();
        columns.push(("text", Dtype::U8, self.text.clone()));
        columns.push(("pool", Dtype::U8, self.pool.bytes.clone()));
        columns
    }
}

impl Pool {
    fn number(&mut self, text: Option<&str>) -> Result<u32, WriteError> {
        if self.ends.is_empty() {
            self.ends.push(0);
        }
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return Ok(0);
        };
        if let Some(number) = self.known.get(text) {
            return Ok(*number);
        }
        let number = self.ends.len() as u32;
        self.bytes.extend(text.as_bytes());
        self.ends
            .push(u32::try_from(self.bytes.len()).map_err(|_large| WriteError::TooLarge)?);
        self.known.insert(text.to_owned(), number);
        Ok(number)
    }
}
