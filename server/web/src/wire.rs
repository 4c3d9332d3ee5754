//! The shapes that answers share, field by field as `API.md` has them.

mod model;
mod prediction;
mod token;

pub(crate) use model::Model;
pub(crate) use prediction::{Class, Original, Prediction, classes, predictions, softmax};
pub(crate) use token::{Token, Truncation, Word, tokens, words};
