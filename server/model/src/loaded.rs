//! A model in memory, behind the traits of `headlight-core`.

use std::time::Instant;

use headlight_core::{
    Classifier, Gradients, HiddenLayer, HiddenRow, HotFlip, Layer, LayerAttention, LoadError,
    MaskedLm, Model, ModelError, Reading, Sequence, TokenId, TokenIndex, TokensPerSecond, TopK,
    Trace, Wants, Weights,
};

use crate::architecture::ReadsToken;
use crate::batch::Batch;
use crate::config::{Config, HeadKind};
use crate::encoder::Encoder;
use crate::heads::classification::ClassificationHead;
use crate::heads::vocabulary::VocabularyHead;
use crate::kernel::{model_error, tensor_f32};
use crate::layout::Layout;
use crate::precision::Precision;
use crate::source::Source;

/// Tokens of the text by which a model is timed: some ten milliseconds of a small one.
const TIMED_TOKENS: usize = 64;

/// An encoder with its head. It belongs to the thread that loaded it.
#[derive(Debug)]
pub struct LoadedModel {
    pub(crate) config: Config,
    pub(crate) encoder: Encoder,
    head: Head,
}

#[derive(Debug)]
enum Head {
    Vocabulary(VocabularyHead),
    Classification(ClassificationHead),
    Nothing,
}

/// Loads a model; `precision` is that of its large matrices.
///
/// # Errors
/// With a sentence for the user that says which file or tensor does not fit.
pub fn load(source: &Source, precision: Precision) -> Result<LoadedModel, LoadError> {
    let config = source.config()?;
    source.with_weights(|weights| LoadedModel::from_weights(config, weights, precision))
}

impl LoadedModel {
    /// Builds the model from its weights.
    ///
    /// # Errors
    /// With a sentence that names the tensor that is missing or has another shape.
    pub fn from_weights(
        config: Config,
        weights: &dyn Weights,
        precision: Precision,
    ) -> Result<Self, LoadError> {
        let _no_grad = tch::no_grad_guard();
        let layout = Layout::find(weights, &config, precision)?;
        let encoder = Encoder::load(&layout.encoder, &config)?;
        let head = match layout.head(&config) {
            HeadKind::MaskedLm | HeadKind::CausalLm => {
                Head::Vocabulary(VocabularyHead::load(&layout.root, &config, &encoder)?)
            }
            HeadKind::Classification { labels, pooled } => {
                let Layout { root, encoder } = &layout;
                let labels = labels.len();
                let head = ClassificationHead::load(root, encoder, &config, labels, pooled)?;
                Head::Classification(head)
            }
            HeadKind::Nothing => Head::Nothing,
        };
        Ok(Self {
            config,
            encoder,
            head,
        })
    }

    /// What the model was built from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn classification(&self) -> Result<&ClassificationHead, ModelError> {
        match &self.head {
            Head::Classification(head) => Ok(head),
            _ => Err(ModelError::Sequence(
                "this model has no classifier".to_owned(),
            )),
        }
    }

    fn logits(&self, states: &tch::Tensor) -> Result<Vec<Vec<f32>>, ModelError> {
        let logits = self.classification()?.logits(states);
        logits.map_err(|error| model_error(&error))
    }
}

impl Model for LoadedModel {
    fn trace(&self, batch: &[Sequence], wants: Wants) -> Result<Vec<Trace>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let batch = Batch::new(batch, &self.config)?;
        self.encoder
            .trace(&batch, &self.config, wants)
            .map_err(|error| model_error(&error))
    }

    fn attention_again(&self, trace: &Trace, layer: Layer) -> Result<LayerAttention, ModelError> {
        let _no_grad = tch::no_grad_guard();
        self.encoder
            .attention_again(trace, layer)
            .map_err(|error| model_error(&error))
    }

    fn embed(&self, batch: &[Sequence]) -> Result<Vec<Trace>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let batch = Batch::new(batch, &self.config)?;
        let embedded = self.encoder.embed(&batch, &self.config);
        embedded.map_err(|error| model_error(&error))
    }

    fn attention_from(
        &self,
        batch: &[Sequence],
        tokens: &[TokenIndex],
        layer: Layer,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let there = |(sequence, token): (&Sequence, &TokenIndex)| token.offset() < sequence.len();
        if batch.len() != tokens.len() || !batch.iter().zip(tokens).all(there) {
            let missing = "a token is asked for that is not there";
            return Err(ModelError::Sequence(missing.to_owned()));
        }
        let batch = Batch::new(batch, &self.config)?;
        let rows = self
            .encoder
            .attention_from(&batch, tokens, layer, &self.config);
        rows.map_err(|error| model_error(&error))
    }

    fn masked_lm(&self) -> Option<&dyn MaskedLm> {
        match &self.head {
            Head::Vocabulary(head) => Some(head),
            _ => None,
        }
    }

    fn classifier(&self) -> Option<&dyn Classifier> {
        matches!(self.head, Head::Classification(_)).then_some(self)
    }

    fn gradients(&self) -> Option<&dyn Gradients> {
        matches!(self.head, Head::Classification(_)).then_some(self)
    }

    fn hot_flip(&self) -> Option<&dyn HotFlip> {
        matches!(self.head, Head::Classification(_)).then_some(self)
    }

    fn speed(&self) -> Option<TokensPerSecond> {
        let tokens = TIMED_TOKENS.min(self.config.max_positions());
        let sequence = Sequence::new(vec![TokenId(0); tokens], vec![0; tokens], Vec::new());
        let run = || self.trace(std::slice::from_ref(&sequence), Wants::default());
        // The first run also fetches the weights into memory.
        run().ok()?;
        let started = Instant::now();
        run().ok()?;
        Some(TokensPerSecond(
            tokens as f64 / started.elapsed().as_secs_f64(),
        ))
    }
}

impl MaskedLm for VocabularyHead {
    fn read(&self, rows: &[HiddenRow<'_>], top_k: TopK) -> Result<Vec<Reading>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        Self::read(self, rows, top_k).map_err(|error| model_error(&error))
    }
}

impl Classifier for LoadedModel {
    fn reads(&self, tokens: usize) -> TokenIndex {
        let token = match self.config.architecture.plan().classifier.reads {
            ReadsToken::First => 0,
            ReadsToken::Last => tokens.saturating_sub(1),
        };
        TokenIndex(token as u32)
    }

    fn read(&self, trace: &Trace) -> Result<Vec<f32>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let last = HiddenLayer::last(self.config.layers);
        let state = trace.hidden_row(last, self.reads(trace.shape().tokens));
        let state = tensor_f32(state, &[1, state.len() as i64]);
        let logits = self.logits(&state.map_err(|error| model_error(&error))?)?;
        Ok(logits.into_iter().flatten().collect())
    }

    fn score(&self, batch: &[Sequence]) -> Result<Vec<Vec<f32>>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let batch = Batch::new(batch, &self.config)?;
        let states = self.encoder.classified(&batch, &self.config);
        self.logits(&states.map_err(|error| model_error(&error))?)
    }
}
