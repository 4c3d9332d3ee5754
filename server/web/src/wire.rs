//! The shapes that answers share, field by field as `API.md` has them.

mod corpus;
mod found;
mod head;
mod model;
mod prediction;
mod probe;
mod token;

pub(crate) use corpus::{Build, BuildState, CorpusEntry, CorpusState, PartState};
pub(crate) use found::{Bar, CorpusWord, FoundSentence, Hit};
pub(crate) use head::{HeadFinding, HeadHabits, RelationHeads};
pub(crate) use model::Model;
pub(crate) use prediction::{Class, Original, Prediction, classes, predictions, softmax};
pub(crate) use probe::{Probes, Tag};
pub(crate) use token::{Token, Truncation, Word, tokens, words};
