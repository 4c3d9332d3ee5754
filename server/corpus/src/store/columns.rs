//! The columns of a corpus in a mapped file.

use std::io;
use std::ops::Range;

use safetensors::{Dtype, SafeTensors};
use serde::{Deserialize, Serialize};

/// Where a number is missing.
pub(super) const ABSENT: u32 = u32::MAX;

/// What a word may bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// The dictionary's form.
    Lemma,
    /// The part of speech of Universal Dependencies.
    Upos,
    /// The source's own tag.
    Xpos,
    /// Features.
    Feats,
    /// The relation to the head.
    Deprel,
}

impl Label {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Lemma,
        Self::Upos,
        Self::Xpos,
        Self::Feats,
        Self::Deprel,
    ];

    /// Its column's name, which is also its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lemma => "lemma",
            Self::Upos => "upos",
            Self::Xpos => "xpos",
            Self::Feats => "feats",
            Self::Deprel => "deprel",
        }
    }
}

/// Where each column lies. What a damaged file says is never used as a place without a check.
pub(super) struct Columns {
    text: Range<usize>,
    text_end: Range<usize>,
    word_end: Range<usize>,
    id: Range<usize>,
    document: Range<usize>,
    form: Range<usize>,
    labels: [Range<usize>; 5],
    head: Range<usize>,
    start: Range<usize>,
    end: Range<usize>,
    pool: Range<usize>,
    pool_end: Range<usize>,
}

impl Columns {
    /// Finds the columns and checks that they fit each other.
    pub(super) fn find(file: &[u8]) -> io::Result<Self> {
        let damaged = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
        let tensors = SafeTensors::deserialize(file).map_err(|error| damaged(error.to_string()))?;
        let base = file.as_ptr() as usize;
        let find = |name: &str, dtype| {
            let tensor = tensors
                .tensor(name)
                .map_err(|error| damaged(error.to_string()))?;
            if tensor.dtype() != dtype {
                return Err(damaged(format!("the column {name} has another type")));
            }
            let start = tensor.data().as_ptr() as usize - base;
            Ok(start..start + tensor.data().len())
        };
        let numbers = |name: &str| find(name, Dtype::U32);
        let [lemma, upos, xpos, feats, deprel] = Label::ALL.map(|label| numbers(label.name()));
        let columns = Self {
            text: find("text", Dtype::U8)?,
            text_end: numbers("text_end")?,
            word_end: numbers("word_end")?,
            id: numbers("id")?,
            document: numbers("document")?,
            form: numbers("form")?,
            labels: [lemma?, upos?, xpos?, feats?, deprel?],
            head: numbers("head")?,
            start: numbers("start")?,
            end: numbers("end")?,
            pool: find("pool", Dtype::U8)?,
            pool_end: numbers("pool_end")?,
        };
        if columns.fit(file) {
            Ok(columns)
        } else {
            Err(damaged("its columns do not fit each other".to_owned()))
        }
    }

    fn fit(&self, file: &[u8]) -> bool {
        let same = |columns: &[&Range<usize>], like: &Range<usize>| {
            columns.iter().all(|column| column.len() == like.len())
        };
        let words = [&self.head, &self.start, &self.end].into_iter();
        let words: Vec<_> = words.chain(&self.labels).collect();
        let within = |ends: &Range<usize>, total: usize| {
            let mut ends = (0..ends.len() / 4).map(|at| number(file, ends, at) as usize);
            let sorted = ends.clone().is_sorted();
            sorted && ends.next_back().unwrap_or_default() == total
        };
        same(&[&self.word_end, &self.id, &self.document], &self.text_end)
            && same(&words, &self.form)
            && within(&self.text_end, self.text.len())
            && within(&self.word_end, self.form.len() / 4)
            && within(&self.pool_end, self.pool.len())
    }

    pub(super) fn sentences(&self) -> usize {
        self.text_end.len() / 4
    }

    pub(super) fn words(&self) -> usize {
        self.form.len() / 4
    }

    pub(super) fn strings(&self) -> usize {
        self.pool_end.len() / 4
    }

    pub(super) fn sentence_id(&self, file: &[u8], sentence: usize) -> u32 {
        number(file, &self.id, sentence)
    }

    pub(super) fn document(&self, file: &[u8], sentence: usize) -> u32 {
        number(file, &self.document, sentence)
    }

    pub(super) fn text<'a>(&self, file: &'a [u8], sentence: usize) -> &'a str {
        slice(file, &self.text, between(file, &self.text_end, sentence))
    }

    pub(super) fn words_of(&self, file: &[u8], sentence: usize) -> Range<usize> {
        between(file, &self.word_end, sentence)
    }

    pub(super) fn form(&self, file: &[u8], word: usize) -> u32 {
        number(file, &self.form, word)
    }

    pub(super) fn label(&self, file: &[u8], label: Label, word: usize) -> u32 {
        number(file, &self.labels[label as usize], word)
    }

    pub(super) fn head(&self, file: &[u8], word: usize) -> u32 {
        number(file, &self.head, word)
    }

    pub(super) fn span(&self, file: &[u8], word: usize) -> (u32, u32) {
        (
            number(file, &self.start, word),
            number(file, &self.end, word),
        )
    }

    /// A string by its number; a number that is none is the empty string.
    pub(super) fn string<'a>(&self, file: &'a [u8], number: u32) -> &'a str {
        if number as usize >= self.strings() {
            return "";
        }
        slice(
            file,
            &self.pool,
            between(file, &self.pool_end, number as usize),
        )
    }
}

/// The number at a place of a column; absent beyond its end.
fn number(file: &[u8], column: &Range<usize>, at: usize) -> u32 {
    let bytes = file[column.clone()].get(at * 4..at * 4 + 4);
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(ABSENT, u32::from_le_bytes)
}

/// What lies between the end before and this one.
fn between(file: &[u8], ends: &Range<usize>, at: usize) -> Range<usize> {
    let start = at
        .checked_sub(1)
        .map_or(0, |before| number(file, ends, before));
    start as usize..number(file, ends, at) as usize
}

fn slice<'a>(file: &'a [u8], column: &Range<usize>, range: Range<usize>) -> &'a str {
    let bytes = file[column.clone()].get(range).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default()
}
