//! What attacks ask, answered by models: what classifiers say of texts, plain or through a defence, what
//! a masked language model expects, where derivatives lead, what is left of the meaning.

mod defence;
mod dictionary;
mod fill;
mod judge;
mod meaning;
mod oracle;
mod slopes;
mod vocabulary;

pub(crate) use defence::{Defence, DefenceName};
pub(crate) use dictionary::Dictionary;
pub(crate) use fill::Filler;
pub(crate) use judge::Judge;
pub(crate) use oracle::Oracle;
