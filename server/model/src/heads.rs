//! What stands on the encoder.

pub(crate) mod classification;
pub(crate) mod vocabulary;
