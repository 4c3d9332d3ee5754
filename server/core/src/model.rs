//! The traits that a loaded model fulfils.

use crate::{
    Gradients, Head, HiddenRow, HotFlip, Layer, LayerAttention, ModelInfo, Reading, TokenId,
    TokenIndex, TopK, Trace,
};

/// A head whose context is multiplied by 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ablation {
    /// The layer.
    pub layer: Layer,
    /// The head in that layer.
    pub head: Head,
}

/// What a model reads: this and the model's id determine every number of a forward pass, so it is
/// also the key of the cache.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sequence {
    ids: Vec<TokenId>,
    segments: Vec<u8>,
    ablated: Vec<Ablation>,
}

impl Sequence {
    /// A sequence of tokens with a segment each; ablations are put in order, once each.
    pub fn new(ids: Vec<TokenId>, segments: Vec<u8>, mut ablated: Vec<Ablation>) -> Self {
        debug_assert_eq!(ids.len(), segments.len());
        ablated.sort_unstable();
        ablated.dedup();
        Self {
            ids,
            segments,
            ablated,
        }
    }

    /// The tokens.
    pub fn ids(&self) -> &[TokenId] {
        &self.ids
    }

    /// The segment (token type) of each token.
    pub fn segments(&self) -> &[u8] {
        &self.segments
    }

    /// The heads that are switched off, ascending.
    pub fn ablated(&self) -> &[Ablation] {
        &self.ablated
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no token at all.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// What a trace shall hold beside hidden states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wants {
    /// Every layer's attention.
    pub attention: bool,
    /// Every head's context vectors.
    pub contexts: bool,
}

/// Why a forward pass gave no answer. The text inside is for the log, not for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The tensor library refused an operation.
    #[error("the tensor library failed: {0}")]
    Kernel(String),
    /// The sequence does not fit the model: a fault of the caller.
    #[error("the sequence does not fit the model: {0}")]
    Sequence(String),
}

/// How many tokens a model does in a second.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct TokensPerSecond(pub f64);

/// A loaded model. It lives on one worker thread and is never shared; what it takes and gives is
/// plain data.
pub trait Model {
    /// Runs each sequence through every layer with explicit attention.
    ///
    /// # Errors
    /// When a sequence does not fit or the tensor library fails.
    fn trace(&self, batch: &[Sequence], wants: Wants) -> Result<Vec<Trace>, ModelError>;

    /// Computes one layer's attention again from a trace that kept its hidden states only.
    ///
    /// # Errors
    /// When the tensor library fails.
    fn attention_again(&self, trace: &Trace, layer: Layer) -> Result<LayerAttention, ModelError>;

    /// Hidden states and every head's contexts of each sequence, by the fused path: traces without
    /// attention.
    ///
    /// # Errors
    /// When a sequence does not fit or the tensor library fails.
    fn embed(&self, batch: &[Sequence]) -> Result<Vec<Trace>, ModelError>;

    /// Where one token of each sequence looks at one layer: attention weights `[heads, tokens]` of
    /// each. What lies below the layer runs by the fused path, what lies above does not run.
    ///
    /// # Errors
    /// When a sequence or a token does not fit or the tensor library fails.
    fn attention_from(
        &self,
        batch: &[Sequence],
        tokens: &[TokenIndex],
        layer: Layer,
    ) -> Result<Vec<Vec<f32>>, ModelError>;

    /// The vocabulary head, where the model has one.
    fn masked_lm(&self) -> Option<&dyn MaskedLm>;

    /// The classification head, where the model has one.
    fn classifier(&self) -> Option<&dyn Classifier>;

    /// The derivatives of what the classification head says, where the model has one.
    fn gradients(&self) -> Option<&dyn Gradients>;

    /// Where these derivatives lead among all words, where the model has a classification head.
    fn hot_flip(&self) -> Option<&dyn HotFlip>;

    /// How fast a forward pass is here and now, timed on made-up tokens; none where it fails.
    fn speed(&self) -> Option<TokensPerSecond>;
}

/// A vocabulary head over hidden states.
pub trait MaskedLm {
    /// Reads hidden states (the logit lens, nostalgebraist 2020: the model's own head applied to the
    /// state after any layer). A row's numbers do not depend on the other rows.
    ///
    /// # Errors
    /// When the tensor library fails.
    fn read(&self, rows: &[HiddenRow<'_>], top_k: TopK) -> Result<Vec<Reading>, ModelError>;
}

/// A classification head.
pub trait Classifier {
    /// The token whose state is read, of a sequence of so many.
    fn reads(&self, tokens: usize) -> TokenIndex;

    /// Logits `[labels]` of a trace that is there already.
    ///
    /// # Errors
    /// When the tensor library fails.
    fn read(&self, trace: &Trace) -> Result<Vec<f32>, ModelError>;

    /// Logits `[batch][labels]` by the fast path: fused attention, and in the last layer only the
    /// row that the head reads.
    ///
    /// # Errors
    /// When a sequence does not fit or the tensor library fails.
    fn score(&self, batch: &[Sequence]) -> Result<Vec<Vec<f32>>, ModelError>;
}

/// Why a model cannot be opened, as a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LoadError(pub String);

/// Loads models by id; called on the worker thread that will own the model.
pub trait ModelLoader: Send + Sync {
    /// Loads a model of the list.
    ///
    /// # Errors
    /// With a sentence that says what does not fit.
    fn load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, LoadError>;

    /// What a model's numbers follow from. It may take a second: the files are read.
    ///
    /// # Errors
    /// With a sentence that says what cannot be read.
    fn fingerprint(&self, model: &ModelInfo) -> Result<Fingerprint, LoadError>;
}

/// Digests of the files of a model: where they are the same, so are its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Of its configuration and weights, and of how they are multiplied.
    pub weights: String,
    /// Of its tokenizer.
    pub tokenizer: String,
}
