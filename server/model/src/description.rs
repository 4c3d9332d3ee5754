//! What can be told of a model's folder without loading it.

use std::path::Path;

use headlight_checkpoint::ModelFolder;
use headlight_core::{Dtype, LoadError, Task, Weights};

use crate::config::{Config, HeadKind};

/// A model as its folder describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Sizes and choices.
    pub config: Config,
    /// What it was made to do.
    pub task: Task,
    /// The labels of a classifier, by output.
    pub labels: Vec<String>,
    /// Trained numbers in the file, a tied decoder not counted again.
    pub parameters: u64,
}

/// Reads `config.json` and the header of the weights.
///
/// # Errors
/// With a sentence for the user when either is missing or cannot be read.
pub fn describe(folder: &Path) -> Result<Description, LoadError> {
    let config = Config::read(folder).map_err(|error| LoadError(error.to_string()))?;
    let checkpoint = ModelFolder::open(folder)
        .and_then(|folder| folder.checkpoint())
        .map_err(|error| LoadError(error.to_string()))?;
    let (task, labels) = match &config.head {
        HeadKind::MaskedLm => (Task::FillMask, Vec::new()),
        HeadKind::Classification(labels) => (Task::Classification, labels.clone()),
        HeadKind::None => (Task::Encoder, Vec::new()),
    };
    Ok(Description {
        parameters: count(&checkpoint),
        config,
        task,
        labels,
    })
}

fn count(weights: &dyn Weights) -> u64 {
    let numbers = |name: &&str| {
        let view = weights
            .get(name)
            .filter(|view| view.dtype != Dtype::Other)?;
        Some(view.shape.iter().product::<usize>() as u64)
    };
    let tied = |name: &&str| *name == "cls.predictions.decoder.weight";
    let names = weights.names();
    names
        .iter()
        .filter(|name| !tied(name))
        .filter_map(numbers)
        .sum()
}
