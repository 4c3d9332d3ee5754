//! Annotated corpora.
//!
//! Readers take sentences with their words out of what people have ([`read`]); an annotated corpus
//! keeps them on disk ([`Corpus`]); an index keeps what a model made of every token ([`index`]); the
//! flat index finds what is nearest to a vector; a summary says what the places that were found have in
//! common ([`summary`]). No model and no web server is known here: vectors come in as plain numbers.

mod disk;
pub mod heads;
pub mod index;
mod library;
mod map;
pub mod probe;
pub mod read;
mod sentence;
mod store;
pub mod summary;

pub use disk::{checksum, digest};
pub use library::{
    AddError, CorpusId, CorpusIdError, FetchError, Fetched, KNOWN, Known, Library, Origin,
};
pub use sentence::{Sentence, Word};
pub use store::{
    About, Corpus, CorpusManifest, CorpusWriter, Label, SentenceRef, WordRef, WriteError,
};
