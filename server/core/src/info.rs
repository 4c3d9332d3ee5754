//! What is known of a model without running it.

use serde::Serialize;

use crate::ModelId;

/// What a model was made to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Predicts hidden tokens.
    FillMask,
    /// Predicts the next token.
    Causal,
    /// Sorts texts into labels.
    Classification,
    /// Has no head: hidden states only.
    Encoder,
}

/// A model of the list: enough to draw the page, nothing loaded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// Its folder's name.
    pub id: ModelId,
    /// A name for people.
    pub name: String,
    /// The architecture's name: `bert`.
    pub architecture: String,
    /// What it was made to do.
    pub task: Task,
    /// Number of layers.
    pub layers: u16,
    /// Number of heads in each layer.
    pub heads: u16,
    /// Numbers in one hidden state.
    pub hidden_size: u32,
    /// The longest sequence it can read.
    pub max_tokens: u32,
    /// Entries in its vocabulary.
    pub vocab_size: u32,
    /// Trained numbers, shared ones counted once.
    pub parameters: u64,
    /// The labels of a classifier, by output.
    pub labels: Vec<String>,
    /// The licence its card names.
    pub license: Option<String>,
}

impl ModelInfo {
    /// Bytes that its weights take in memory, where each is an f32.
    pub fn weight_bytes(&self) -> u64 {
        self.parameters.saturating_mul(size_of::<f32>() as u64)
    }
}
