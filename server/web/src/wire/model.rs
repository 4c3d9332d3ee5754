//! A model of the list.

use headlight_core::ModelInfo;
use serde::Serialize;
use utoipa::ToSchema;

use crate::BrokenModel;

/// A model of the list. What is not known because the folder could not be read is null.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Model {
    /// The name of its folder.
    id: String,
    /// A name for people.
    name: String,
    /// The name of its architecture: `bert`.
    #[schema(required)]
    architecture: Option<String>,
    /// What it was made to do.
    #[schema(required, value_type = Option<Task>)]
    task: Option<headlight_core::Task>,
    /// How many layers it has.
    #[schema(required)]
    layers: Option<u16>,
    /// How many heads each layer has.
    #[schema(required)]
    heads: Option<u16>,
    /// Numbers in one hidden state.
    #[schema(required)]
    hidden_size: Option<u32>,
    /// The longest sequence it can read.
    #[schema(required)]
    max_tokens: Option<u32>,
    /// Entries in its vocabulary.
    #[schema(required)]
    vocab_size: Option<u32>,
    /// Trained numbers.
    #[schema(required)]
    parameters: Option<u64>,
    /// The labels of a classifier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    labels: Vec<String>,
    /// The licence it comes under.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    license: Option<String>,
    /// Whether it is the one to begin with.
    default: bool,
    /// Why it cannot be loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
}

/// What a model was made to do.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "documents `headlight_core::Task`")]
enum Task {
    FillMask,
    Causal,
    Classification,
    Encoder,
}

impl Model {
    /// A model whose folder was understood; its weights may still have failed to load.
    pub(crate) fn ready(info: &ModelInfo, default: bool, error: Option<String>) -> Self {
        Self {
            id: info.id.to_string(),
            name: info.name.clone(),
            architecture: Some(info.architecture.clone()),
            task: Some(info.task),
            layers: Some(info.layers),
            heads: Some(info.heads),
            hidden_size: Some(info.hidden_size),
            max_tokens: Some(info.max_tokens),
            vocab_size: Some(info.vocab_size),
            parameters: Some(info.parameters),
            labels: info.labels.clone(),
            license: info.license.clone(),
            default,
            error,
        }
    }

    /// A model whose folder was not understood.
    pub(crate) fn broken(model: &BrokenModel, default: bool) -> Self {
        Self {
            id: model.id.to_string(),
            name: model.name.clone(),
            architecture: None,
            task: None,
            layers: None,
            heads: None,
            hidden_size: None,
            max_tokens: None,
            vocab_size: None,
            parameters: None,
            labels: Vec::new(),
            license: None,
            default,
            error: Some(model.error.clone()),
        }
    }
}
