//! Texts that a classifier takes for something else: how to find them by small edits, and how far
//! to believe them.
//!
//! An [`Attack`] is a machine that is driven from outside, as explanations are: it asks
//! [`Question`]s (what classifiers say about texts, what a language model expects in a place, which
//! way an embedding leads) and is told [`Answer`]s. It knows no model, is pure, and draws its random
//! numbers by seed. A text under attack is a [`Draft`]: the original and edits of its words.

pub mod checklist;
pub mod defence;
mod desk;
mod draft;
mod edit;
mod function_words;
mod goal;
mod guard;
mod lexicon;
mod machine;
mod negation;
mod polarity;
mod question;
mod recipe;
mod search;
mod source;
mod typos;
pub mod wordnet;

pub use draft::{Draft, Original, Place};
pub use edit::{Edit, EditKind, match_case};
pub use goal::{Aim, Goal, Verdict, best};
pub use guard::{Alarm, Guard, Meaning, alarms};
pub use lexicon::{Lexicon, NoLexicon};
pub use machine::{Attack, Options, Plan, Seen};
pub use negation::negated;
pub use question::{Answer, Question, Slope, Suggestion};
pub use recipe::{Needs, Ranking, Recipe, Search};
pub use search::{Found, Outcome, Step, Tried};
pub use source::words;
pub use typos::{homoglyphs, neighbours, typo_of_each_kind};
