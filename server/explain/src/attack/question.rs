//! What an attack asks of those who have models.

use std::sync::Arc;

use super::draft::Draft;
use super::goal::Verdict;

/// What an attack wants to know next.
#[derive(Clone, Debug)]
pub enum Question {
    /// What the classifiers say about texts.
    Scores(Vec<Arc<str>>),
    /// What a masked language model expects in the places of some words, at most so many each: behind
    /// a mask, or reading the text as it is.
    Fill {
        /// The text.
        draft: Draft,
        /// The words, by their places in the original.
        words: Vec<usize>,
        /// Whether each stands behind a mask, alone.
        masked: bool,
        /// How many are wanted for each.
        count: usize,
    },
    /// Where the derivative of the attacked label leads, word by word.
    Slopes {
        /// The text.
        draft: Draft,
        /// How many swaps are wanted for each word; none where only the size matters.
        count: usize,
    },
    /// How much less a masked language model expects edited words than the old ones, each in its draft.
    Drops(Vec<(Draft, usize)>),
    /// How near texts are to their original by the model's sentence vectors.
    Cosines(Vec<Draft>),
}

/// What it is told.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A verdict for each text.
    Scores(Vec<Verdict>),
    /// For each word what is expected there, the most probable first.
    Fill(Vec<Vec<Suggestion>>),
    /// One for each word of the original.
    Slopes(Vec<Slope>),
    /// Nats for each piece of the word; none where nobody can say.
    Drops(Vec<Option<f64>>),
    /// One for each text; none where nobody can say.
    Cosines(Vec<Option<f64>>),
}

/// A word that may stand in a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The word.
    pub text: String,
    /// How much speaks for it, in its source's own measure.
    pub weight: f64,
}

/// Where a derivative leads at one word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slope {
    /// The size of the derivative there.
    pub importance: f64,
    /// The swaps by which the attacked label is expected to lose most, the largest first.
    pub swaps: Vec<Suggestion>,
}
