//! What can be wrong with an adapter.

use std::io;

/// The second half of a sentence that begins with the adapter's name.
#[derive(Debug, thiserror::Error)]
pub enum AdapterDefect {
    /// The operating system refuses.
    #[error("has no adapter_config.json that can be read ({0})")]
    Unreadable(#[from] io::Error),
    /// The configuration is not the JSON that PEFT writes.
    #[error("has an adapter_config.json that is not valid ({0})")]
    Config(#[from] serde_json::Error),
    /// No weights beside the configuration.
    #[error("has no weights: no adapter_model.safetensors or adapter_model.bin")]
    NoWeights,
    /// Another method than `LoRA`.
    #[error("is of the kind {kind}; Headlight reads LORA")]
    Kind {
        /// Its kind.
        kind: String,
    },
    /// An option that changes what is added to the base.
    #[error("sets {key} to {value}, which Headlight does not compute")]
    Option {
        /// The option.
        key: String,
        /// Its value.
        value: String,
    },
    /// A pattern of modules that cannot be understood.
    #[error("has the pattern “{pattern}”, which is not valid")]
    Pattern {
        /// The pattern.
        pattern: String,
    },
    /// A tensor that is no part of `LoRA` and nothing that is saved whole.
    #[error("holds the tensor “{name}”, for which Headlight knows no place")]
    Tensor {
        /// The tensor.
        name: String,
    },
    /// Only one factor of two.
    #[error("holds only one of the two matrices for “{module}”")]
    Half {
        /// The module that they change.
        module: String,
    },
    /// Nothing to add to.
    #[error("changes “{name}”, which its base model does not have")]
    Target {
        /// The weight.
        name: String,
    },
    /// Factors of another rank than the configuration says.
    #[error("has matrices of shapes {a:?} and {b:?} for “{module}”, which has rank {rank}")]
    Rank {
        /// The module that they change.
        module: String,
        /// The rank that the configuration gives.
        rank: usize,
        /// Shape of the first.
        a: Vec<usize>,
        /// Shape of the second.
        b: Vec<usize>,
    },
    /// A base of other sizes.
    #[error("changes “{name}” by a matrix of shape {change:?}; in its base model it has {base:?}")]
    Shape {
        /// The weight.
        name: String,
        /// Shape of the product.
        change: Vec<usize>,
        /// Shape in the base.
        base: Vec<usize>,
    },
    /// Numbers that cannot be added.
    #[error("needs “{name}” as floating-point numbers (f32, f16 or bf16), which it does not hold")]
    Dtype {
        /// The weight.
        name: String,
    },
}
