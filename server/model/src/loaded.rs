//! A model in memory, behind the traits of `headlight-core`.

use std::path::Path;

use headlight_checkpoint::ModelFolder;
use headlight_core::{
    Classifier, HiddenLayer, HiddenRow, Layer, LayerAttention, LoadError, MaskedLm, Model,
    ModelError, Reading, Sequence, TokenIndex, TopK, Trace, Wants, Weights,
};

use crate::batch::Batch;
use crate::config::{Config, HeadKind};
use crate::encoder::Encoder;
use crate::heads::classification::ClassificationHead;
use crate::heads::masked_lm::MaskedLmHead;
use crate::kernel::{model_error, tensor_f32};
use crate::parameters::Parameters;

/// A BERT with its head. It belongs to the thread that loaded it.
#[derive(Debug)]
pub struct LoadedModel {
    config: Config,
    encoder: Encoder,
    head: Head,
}

#[derive(Debug)]
enum Head {
    MaskedLm(MaskedLmHead),
    Classification(ClassificationHead),
    None,
}

/// Loads the model of a folder in f32.
///
/// # Errors
/// With a sentence for the user that says which file or tensor does not fit.
pub fn load(folder: &Path) -> Result<LoadedModel, LoadError> {
    let config = Config::read(folder).map_err(|error| LoadError(error.to_string()))?;
    let checkpoint = ModelFolder::open(folder)
        .and_then(|folder| folder.checkpoint())
        .map_err(|error| LoadError(error.to_string()))?;
    LoadedModel::from_weights(config, &checkpoint)
}

impl LoadedModel {
    /// Builds the model from its weights.
    ///
    /// # Errors
    /// With a sentence that names the tensor that is missing or has another shape.
    pub fn from_weights(config: Config, weights: &dyn Weights) -> Result<Self, LoadError> {
        let _no_grad = tch::no_grad_guard();
        let root = Parameters::of(weights);
        let bert = root.below("bert");
        let encoder = Encoder::load(&bert, &config)?;
        let head = match &config.head {
            HeadKind::MaskedLm => {
                let words = encoder.embeddings.words();
                Head::MaskedLm(MaskedLmHead::load(
                    &root.below("cls.predictions"),
                    &config,
                    words,
                )?)
            }
            HeadKind::Classification(labels) => Head::Classification(ClassificationHead::load(
                &bert,
                &root,
                &config,
                labels.len(),
            )?),
            HeadKind::None => Head::None,
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

    fn masked_lm(&self) -> Option<&dyn MaskedLm> {
        match &self.head {
            Head::MaskedLm(head) => Some(head),
            _ => None,
        }
    }

    fn classifier(&self) -> Option<&dyn Classifier> {
        matches!(self.head, Head::Classification(_)).then_some(self)
    }
}

impl MaskedLm for MaskedLmHead {
    fn read(&self, rows: &[HiddenRow<'_>], top_k: TopK) -> Result<Vec<Reading>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        Self::read(self, rows, top_k).map_err(|error| model_error(&error))
    }
}

impl Classifier for LoadedModel {
    fn read(&self, trace: &Trace) -> Result<Vec<f32>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let last = HiddenLayer::last(self.config.layers);
        let state = trace.hidden_row(last, TokenIndex(0));
        let state =
            tensor_f32(state, &[1, state.len() as i64]).map_err(|error| model_error(&error))?;
        Ok(self.logits(&state)?.swap_remove(0))
    }

    fn score(&self, batch: &[Sequence]) -> Result<Vec<Vec<f32>>, ModelError> {
        let _no_grad = tch::no_grad_guard();
        let batch = Batch::new(batch, &self.config)?;
        let states = self
            .encoder
            .first_token(&batch, &self.config)
            .map_err(|error| model_error(&error))?;
        self.logits(&states)
    }
}

impl LoadedModel {
    fn logits(&self, states: &tch::Tensor) -> Result<Vec<Vec<f32>>, ModelError> {
        match &self.head {
            Head::Classification(head) => head.logits(states).map_err(|error| model_error(&error)),
            _ => Err(ModelError::Sequence(
                "this model has no classifier".to_owned(),
            )),
        }
    }
}
