//! Headlight's plain data and traits.
//!
//! Everything that crosses a crate, a channel or the network is defined here: numbers for layers,
//! heads and tokens, the text and what a tokenizer makes of it, the trace of a forward pass, and the
//! traits that models and tokenizers fulfil. No torch and no web server is known here.

mod edit;
mod gradients;
mod ids;
mod import;
mod info;
mod model;
mod reading;
mod text;
mod token;
mod tokenizer;
mod trace;
mod vectors;
mod weights;

pub use edit::{Edit, EditError, Edited, Replacement};
pub use gradients::{
    Baseline, EmbeddingGradient, Filler, Gradients, HotFlip, Output, PathEnds, PathPoint, Swap,
    Target,
};
pub use ids::{Head, HiddenLayer, Layer, ModelId, ModelIdError, TokenId, TokenIndex, WordIndex};
pub use import::{ImportError, ImportOptions, Imported, Importer};
pub use info::{ModelInfo, Task};
pub use model::{
    Ablation, Classifier, Fingerprint, LoadError, MaskedLm, Model, ModelError, ModelLoader,
    Sequence, TokensPerSecond, Wants,
};
pub use reading::{Candidate, HiddenRow, Original, Reading, TopK, rank_row};
pub use text::{MAX_TEXT_UNITS, Text, TextError, Utf16Map, Utf16Span};
pub use token::{Encoding, Side, Token, TokenSpan, Truncation, Word, WordKind};
pub use tokenizer::{TokenLimit, Tokenizer};
pub use trace::{LayerAttention, Trace, TraceShape, dequantise, quantise, surprise};
pub use vectors::{Bitmap, Neighbour, Space, VectorError, VectorIndex, VectorQuery};
pub use weights::{Dtype, WeightError, WeightView, Weights};
