//! What can be told of a model's folder without loading it.

use headlight_core::{Dtype, LoadError, Weights};

use crate::config::{Config, HeadKind};
use crate::layout::Layout;
use crate::precision::Precision;
use crate::source::Source;

/// A model as its folder describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Sizes and choices.
    pub config: Config,
    /// Which head it has.
    pub head: HeadKind,
    /// Trained numbers in the file, a tied decoder not counted again.
    pub parameters: u64,
}

/// Reads `config.json` and the names of the weights; no number is read.
///
/// # Errors
/// With a sentence for the user when either is missing or cannot be read.
pub fn describe(source: &Source) -> Result<Description, LoadError> {
    let config = source.config()?;
    source.with_names(|weights| Description::of(config, weights))
}

impl Description {
    /// The description of a model with these weights.
    ///
    /// # Errors
    /// When the weights are not those of the architecture.
    pub fn of(config: Config, weights: &dyn Weights) -> Result<Self, LoadError> {
        let head = Layout::find(weights, &config, Precision::default())?.head(&config);
        Ok(Self {
            parameters: count(&config, weights),
            head,
            config,
        })
    }
}

fn count(config: &Config, weights: &dyn Weights) -> u64 {
    let tied = format!("{}.weight", config.architecture.plan().vocabulary.decoder);
    let numbers = |name: &str| {
        let view = weights
            .get(name)
            .filter(|view| view.dtype != Dtype::Other)?;
        Some(view.shape.iter().product::<usize>() as u64)
    };
    weights
        .names()
        .into_iter()
        .filter(|name| !name.ends_with(&tied))
        .filter_map(numbers)
        .sum()
}
