//! Whose vectors an index holds.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use headlight_core::{Encoding, TokenIndex};

use super::TOKENS;
use crate::store::{Corpus, SentenceRef};

/// Where there is no word.
const NO_WORD: u32 = u32::MAX;

/// The tokens of a corpus in the order of the text, added specials left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    sentence: Vec<u32>,
    word: Vec<u32>,
    place: Vec<u32>,
}

impl Tokens {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.sentence.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sentence.is_empty()
    }

    /// The sentence of each token.
    pub fn sentences(&self) -> &[u32] {
        &self.sentence
    }

    /// The sentence of a token.
    pub fn sentence(&self, token: usize) -> usize {
        self.sentence[token] as usize
    }

    /// The word of a token, as a place in the corpus; none for what stands between words.
    pub fn word(&self, token: usize) -> Option<usize> {
        Some(self.word[token])
            .filter(|word| *word != NO_WORD)
            .map(|word| word as usize)
    }

    /// The place of a token in what the model reads of its sentence.
    pub fn place(&self, token: usize) -> TokenIndex {
        TokenIndex(self.place[token])
    }

    /// The tokens of some sentences.
    pub fn of_sentences(&self, sentences: Range<usize>) -> Range<usize> {
        let before = |end: usize| {
            self.sentence
                .partition_point(|sentence| (*sentence as usize) < end)
        };
        before(sentences.start)..before(sentences.end)
    }

    /// Takes the tokens of the next sentence in; a token belongs to the word that it begins in.
    pub(super) fn add(&mut self, number: usize, aligned: &[Option<usize>]) {
        for (place, word) in aligned.iter().enumerate() {
            let Some(word) = word else { continue };
            self.sentence.push(number as u32);
            self.word.push(if *word == usize::MAX {
                NO_WORD
            } else {
                *word as u32
            });
            self.place.push(place as u32);
        }
    }

    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let mut file = io::BufWriter::new(fs::File::create(folder.join(TOKENS))?);
        for number in self.sentence.iter().chain(&self.word).chain(&self.place) {
            file.write_all(&number.to_le_bytes())?;
        }
        file.into_inner()?.sync_all()
    }

    /// Reads what [`Tokens::write`] wrote for a corpus; `count` tokens of it.
    pub(super) fn read(folder: &Path, corpus: &Corpus, count: usize) -> io::Result<Self> {
        let bytes = fs::read(folder.join(TOKENS))?;
        let (numbers, rest) = bytes.as_chunks::<4>();
        let numbers: Vec<u32> = numbers
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
            .collect();
        let whole = rest.is_empty() && numbers.len() == 3 * count;
        let tokens = whole.then(|| Self {
            sentence: numbers[..count].to_vec(),
            word: numbers[count..2 * count].to_vec(),
            place: numbers[2 * count..].to_vec(),
        });
        let fits = |tokens: &Self| {
            let within = |numbers: &[u32], count: usize| {
                numbers
                    .iter()
                    .all(|n| *n == NO_WORD || (*n as usize) < count)
            };
            tokens.sentence.is_sorted()
                && tokens
                    .sentence
                    .last()
                    .is_none_or(|last| (*last as usize) < corpus.sentences())
                && within(&tokens.word, corpus.words())
        };
        let damaged =
            || io::Error::new(io::ErrorKind::InvalidData, "its list of tokens is damaged");
        tokens.filter(fits).ok_or_else(damaged)
    }
}

/// For each token of a sentence the word that it begins in, as a place in the corpus: none for added
/// specials, `usize::MAX` for what stands between words. Of words that share a place the first counts.
pub(super) fn align(
    corpus: &Corpus,
    sentence: &SentenceRef<'_>,
    encoding: &Encoding,
) -> Vec<Option<usize>> {
    let spans: Vec<_> = sentence
        .words
        .clone()
        .map(|word| corpus.word(word).span)
        .collect();
    let word_of = |start: u32, end: u32| {
        let holds = spans
            .iter()
            .position(|span| span.start <= start && start < span.end);
        let meets = || {
            spans
                .iter()
                .position(|span| span.start < end && start < span.end)
        };
        holds
            .or_else(meets)
            .map_or(usize::MAX, |at| sentence.words.start + at)
    };
    let tokens = encoding.tokens.iter();
    tokens
        .map(|token| token.span.map(|span| word_of(span.at.start, span.at.end)))
        .collect()
}
