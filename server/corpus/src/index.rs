//! What a model made of every token of a corpus, on disk: one file for each point of the model, mapped
//! into memory and searched whole.
//!
//! A vector is kept as a direction: `i8` numbers whose largest is ±127, and a `u16` that brings them to
//! length one (docs/adr/0009). A file holds `[head][token][number]`, then `[head][token]` scales, so
//! that some heads can be searched without reading the others.

mod build;
mod flat;
mod kernel;
mod nearest;
mod plan;
mod quantise;
mod tokens;
mod write;

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use headlight_core::{Encoding, HiddenLayer, Layer, ModelId, ModelInfo};
use serde::{Deserialize, Serialize};

pub use build::{Builder, Prepared};
pub use flat::FlatIndex;
pub use plan::Plan;
pub use tokens::Tokens;

use crate::disk::{modified, read_json};
use crate::store::Corpus;

const VERSION: u32 = 1;
const MANIFEST: &str = "index.json";
const JOURNAL: &str = "journal.json";
const TOKENS: &str = "tokens.u32";

/// What an index is an index of: it may be searched only by what it was built with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The checksum of the corpus.
    pub corpus: String,
    /// The model's id.
    pub model: String,
    /// A digest of its weights.
    pub weights: String,
    /// A digest of its tokenizer.
    pub tokenizer: String,
}

/// The sizes of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Layers of the model.
    pub layers: u16,
    /// Heads in each.
    pub heads: u16,
    /// Numbers in a hidden state.
    pub hidden_size: usize,
    /// Numbers in a head's context vector.
    pub head_size: usize,
    /// Tokens that have vectors.
    pub tokens: usize,
}

/// What `index.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexManifest {
    /// The version of the format.
    pub version: u32,
    /// What it is an index of.
    #[serde(flatten)]
    pub identity: Identity,
    /// Its sizes.
    #[serde(flatten)]
    pub shape: Shape,
    /// How numbers are kept, for people.
    pub quantisation: String,
    /// Padded tokens of one batch of the build: other batches may give other last bits.
    pub batch_tokens: usize,
}

/// A point of a model at which vectors are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Hidden states.
    Embedding(HiddenLayer),
    /// Context vectors of all heads.
    Context(Layer),
}

/// How far an index has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none.
    Absent,
    /// It was begun.
    Begun(IndexManifest),
    /// It is whole.
    Whole(IndexManifest),
}

impl Shape {
    /// The sizes for a model and a corpus of so many tokens.
    pub fn new(model: &ModelInfo, tokens: usize) -> Self {
        let hidden_size = model.hidden_size as usize;
        Self {
            layers: model.layers,
            heads: model.heads,
            hidden_size,
            head_size: hidden_size / usize::from(model.heads).max(1),
            tokens,
        }
    }

    /// All points, in the order of their layers.
    pub fn points(&self) -> impl Iterator<Item = Point> + use<> {
        let embeddings = HiddenLayer::all(self.layers).map(Point::Embedding);
        embeddings.chain(Layer::all(self.layers).map(Point::Context))
    }

    /// Vectors of a token at a point, and numbers in each.
    fn grid(&self, point: Point) -> (usize, usize) {
        match point {
            Point::Embedding(_) => (1, self.hidden_size),
            Point::Context(_) => (usize::from(self.heads), self.head_size),
        }
    }

    /// Bytes of a point's file.
    fn bytes_of(&self, point: Point) -> u64 {
        let (groups, size) = self.grid(point);
        (groups * (size + 2)) as u64 * self.tokens as u64
    }

    /// Bytes of all files of vectors, and of what says whose they are.
    pub fn bytes(&self) -> u64 {
        let vectors: u64 = self.points().map(|point| self.bytes_of(point)).sum();
        vectors + 12 * self.tokens as u64
    }
}

impl Point {
    fn file(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Self::Embedding(at) => format!("embedding-{:02}.i8", at.number()),
            Self::Context(layer) => format!("context-{:02}.i8", layer.number()),
        })
    }
}

impl Identity {
    /// Why an index that was built for `other` does not serve, as a sentence for the user.
    pub fn objection(&self, other: &Self) -> Option<&'static str> {
        if self.corpus != other.corpus {
            Some("The index was built from another text of this corpus: build it again.")
        } else if self.model != other.model || self.weights != other.weights {
            Some("The index was built with other weights of this model: build it again.")
        } else if self.tokenizer != other.tokenizer {
            Some("The index was built with another tokenizer of this model: build it again.")
        } else {
            None
        }
    }
}

/// Where the index of a model lies in a corpus's folder.
pub fn folder_of(corpus: &Path, model: &ModelId) -> PathBuf {
    corpus.join("models").join(model.as_str())
}

/// How far the index in a folder has come.
///
/// # Errors
/// When the folder cannot be read.
pub fn state_of(folder: &Path) -> io::Result<State> {
    // A journal is there from before the manifest until after the last vector.
    let begun = folder.join(JOURNAL).exists();
    let manifest: Option<IndexManifest> = read_json(&folder.join(MANIFEST))?;
    Ok(
        match manifest.filter(|manifest| manifest.version == VERSION) {
            None => State::Absent,
            Some(manifest) if begun => State::Begun(manifest),
            Some(manifest) => State::Whole(manifest),
        },
    )
}

/// When the index in a folder was begun.
pub fn written(folder: &Path) -> Option<SystemTime> {
    modified(&folder.join(MANIFEST))
}

/// For each token of a sentence the word that it begins in, as a place in the corpus: none for added
/// specials and for what stands between words.
pub fn words_of(corpus: &Corpus, sentence: usize, encoding: &Encoding) -> Vec<Option<usize>> {
    let aligned = tokens::align(corpus, &corpus.sentence(sentence), encoding);
    let word = |word: Option<usize>| word.filter(|word| *word < corpus.words());
    aligned.into_iter().map(word).collect()
}

/// Bytes that are free on the disk of a folder, or of the nearest that is there.
///
/// # Errors
/// When the system does not say.
pub fn free_bytes(folder: &Path) -> io::Result<u64> {
    let there = folder.ancestors().find(|folder| folder.exists());
    fs4::available_space(there.unwrap_or_else(|| Path::new(".")))
}
