//! Recipes: where replacements come from, which words come first, how the search goes.

use super::source::Source;

/// A way to attack, named after what it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipe {
    /// Four typos of each word (Gao et al. 2018).
    DeepWordBug,
    /// Typos inside one or two words (Pruthi et al. 2019).
    Typos,
    /// Letters that look the same (after Boucher et al. 2022).
    Homoglyphs,
    /// What is expected behind a mask (Garg and Ramakrishnan 2020).
    Bae,
    /// What is expected of the text as it is (Li et al. 2020).
    BertAttack,
    /// Synonyms, weighted by how much each word matters (Ren et al. 2019).
    Pwws,
    /// Where the derivative leads (Ebrahimi et al. 2018).
    HotFlip,
    /// The fewest words with the same answer (Feng et al. 2018).
    InputReduction,
}

/// What a recipe needs beside classifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A masked language model.
    MaskedLm,
    /// A dictionary of synonyms.
    Synonyms,
}

/// How a search goes through the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// The most important word first, each tried once.
    Ranked,
    /// All words at every step, the best of all edits taken.
    Greedy,
    /// The same, so many drafts at a time.
    Beam(usize),
}

/// By what words are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranking {
    /// What changes when the unknown token stands in a word's place.
    Unknown,
    /// What changes without it.
    Delete,
    /// The size of the derivative there.
    Gradient,
    /// What its best replacement changes, weighted by what the unknown token does.
    Weighted,
}

impl Recipe {
    /// What it needs beside classifiers.
    pub fn needs(self) -> Needs {
        match self {
            Self::Bae | Self::BertAttack => Needs::MaskedLm,
            Self::Pwws => Needs::Synonyms,
            _ => Needs::Nothing,
        }
    }

    /// How it searches where nothing else is said.
    pub fn search(self) -> Search {
        match self {
            Self::Typos => Search::Greedy,
            _ => Search::Ranked,
        }
    }

    /// The largest share of words that it edits, and the largest number.
    pub(super) fn most_edits(self, words: usize) -> usize {
        match self {
            Self::Typos => 2,
            Self::BertAttack => (words * 2).div_ceil(5),
            _ => words,
        }
    }

    pub(super) fn ranking(self) -> Ranking {
        match self {
            Self::Bae => Ranking::Delete,
            Self::HotFlip => Ranking::Gradient,
            Self::Pwws => Ranking::Weighted,
            _ => Ranking::Unknown,
        }
    }

    pub(super) fn source(self) -> Source {
        match self {
            Self::DeepWordBug => Source::FourTypos,
            Self::Typos => Source::InnerTypos,
            Self::Homoglyphs => Source::Homoglyphs,
            Self::Bae => Source::Masked,
            Self::BertAttack => Source::Unmasked,
            Self::Pwws => Source::Synonyms,
            Self::HotFlip => Source::Gradient,
            Self::InputReduction => Source::Delete,
        }
    }

    /// How many replacements of a word are tried where nothing else is said.
    pub(super) fn candidates(self) -> usize {
        match self {
            Self::Bae => 50,
            Self::BertAttack => 24,
            Self::HotFlip => 20,
            _ => 100,
        }
    }
}
