//! What a head does on the whole.

use headlight_core::surprise;
use serde::{Deserialize, Serialize};

use super::Surveyed;

/// Means over the tokens of words of a corpus, for one head. Shares are of attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    /// Entropy / ln n of a row, from 0 (at one token) to 1 (at all alike); n are the tokens of the sentence.
    pub entropy: f64,
    /// How far it looks, in tokens.
    pub distance: f64,
    /// On the token before.
    pub previous: f64,
    /// On the token after.
    pub next: f64,
    /// On itself.
    #[serde(rename = "self")]
    pub itself: f64,
    /// On added specials.
    pub special: f64,
    /// On punctuation.
    pub punctuation: f64,
    /// On the same word elsewhere in the sentence; of those tokens only whose word stands elsewhere.
    pub same_word: f64,
}

/// What a head mostly does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    /// Looks at the token before.
    Previous,
    /// Looks at the token after.
    Next,
    /// Looks at the token itself.
    #[serde(rename = "self")]
    Itself,
    /// Looks at added specials: a place to put attention that is not needed (Clark et al. 2019, section 3.2).
    Special,
    /// Looks at punctuation.
    Punctuation,
    /// Looks at the same word elsewhere.
    SameWord,
    /// Looks at everything alike.
    Broad,
}

/// Clark et al. 2019 (section 3) call a head by a place when half of its attention goes there, and by specials or
/// punctuation from 0.6 on. Their cut of 3.8 nats on inputs of 128 tokens is 0.78 of the entropy that is possible.
const PLACE: f64 = 0.5;
const KIND: f64 = 0.6;
const BROAD: f64 = 0.78;

impl Habit {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::Next => "next",
            Self::Itself => "self",
            Self::Special => "special",
            Self::Punctuation => "punctuation",
            Self::SameWord => "same_word",
            Self::Broad => "broad",
        }
    }
}

impl Habits {
    /// What it mostly does: several things or none.
    pub fn labels(&self) -> Vec<Habit> {
        let rules = [
            (self.previous > PLACE, Habit::Previous),
            (self.next > PLACE, Habit::Next),
            (self.itself > PLACE, Habit::Itself),
            (self.special > KIND, Habit::Special),
            (self.punctuation > KIND, Habit::Punctuation),
            (self.same_word > PLACE, Habit::SameWord),
            (self.entropy > BROAD, Habit::Broad),
        ];
        let holding = rules.into_iter().filter(|(holds, _)| *holds);
        holding.map(|(_, habit)| habit).collect()
    }
}

/// Sums over the rows of one head; weights in 65535ths.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    rows: u64,
    /// Rows whose word stands elsewhere too.
    repeated: u64,
    entropy: f64,
    distance: u64,
    previous: u64,
    next: u64,
    itself: u64,
    special: u64,
    punctuation: u64,
    same_word: u64,
}

impl Sums {
    /// Adds the rows of a sentence's words; `head` is row-major `[tokens, tokens]`.
    pub(super) fn add(&mut self, sentence: &Surveyed<'_>, head: &[u16]) {
        let rows = head.chunks_exact(sentence.tokens()).enumerate();
        for (from, row) in rows {
            if let Some(word) = sentence.words[from] {
                self.add_row(sentence, from, word, row);
            }
        }
    }

    fn add_row(&mut self, sentence: &Surveyed<'_>, from: usize, word: usize, row: &[u16]) {
        let most = (row.len().max(2) as f64).ln();
        let surprise: f32 = row.iter().map(|value| surprise(*value)).sum();
        self.rows += 1;
        self.entropy += f64::from(surprise) / most;
        let at = |to: Option<usize>| to.and_then(|to| row.get(to)).map_or(0, |v| u64::from(*v));
        self.previous += at(from.checked_sub(1));
        self.next += at(Some(from + 1));
        self.itself += at(Some(from));
        for (to, value) in row.iter().enumerate() {
            let value = u64::from(*value);
            self.distance += value * from.abs_diff(to) as u64;
            self.special += value * u64::from(sentence.special[to]);
            let Some(other) = sentence.words[to] else {
                continue;
            };
            self.punctuation += value * u64::from(sentence.punctuation[other]);
            self.same_word += value * u64::from(other != word && same(sentence, word, other));
        }
        let count = sentence.punctuation.len();
        let elsewhere = (0..count).any(|other| other != word && same(sentence, word, other));
        self.repeated += u64::from(elsewhere);
    }

    pub(super) fn habits(&self) -> Habits {
        let rows = self.rows.max(1) as f64;
        let share = |sum: u64| sum as f64 / 65_535.0 / rows;
        Habits {
            entropy: self.entropy / rows,
            distance: share(self.distance),
            previous: share(self.previous),
            next: share(self.next),
            itself: share(self.itself),
            special: share(self.special),
            punctuation: share(self.punctuation),
            same_word: self.same_word as f64 / 65_535.0 / self.repeated.max(1) as f64,
        }
    }
}

pub(super) fn same(sentence: &Surveyed<'_>, word: usize, other: usize) -> bool {
    sentence.lexemes[word] == sentence.lexemes[other]
}
