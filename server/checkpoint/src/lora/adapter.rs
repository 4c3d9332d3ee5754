//! An adapter's folder, opened and sorted.

use std::collections::BTreeMap;
use std::path::Path;

use headlight_core::Weights;

use super::AdapterDefect;
use super::config::Config;
use super::names::{Role, role};
use crate::checkpoint::name_of;
use crate::{Checkpoint, CheckpointError};

const CONFIG: &str = "adapter_config.json";
const WEIGHTS: [&str; 2] = ["adapter_model.safetensors", "adapter_model.bin"];

/// A `LoRA` adapter: what it changes in a base model, and what its configuration says about it.
#[derive(Debug)]
pub struct LoraAdapter {
    pub(super) folder: String,
    pub(super) config: Config,
    pub(super) weights: Checkpoint,
    /// By module, what is added to its weight.
    pub(super) changes: BTreeMap<String, Change>,
    /// By name in the model, the stored name of a weight that is kept whole.
    pub(super) whole: BTreeMap<String, String>,
}

/// The names of the two factors of a change.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) a: String,
    pub(super) b: String,
    /// Whether the weight is a table, whose rows the factors have as columns.
    pub(super) embedding: bool,
}

impl LoraAdapter {
    /// Whether a folder says that it holds an adapter.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(CONFIG).is_file()
    }

    /// Opens an adapter's folder. No base is needed yet.
    ///
    /// # Errors
    /// When a file cannot be read or is damaged, or the adapter changes more than `LoRA` does.
    pub fn open(folder: &Path) -> Result<Self, CheckpointError> {
        let defect = |defect| CheckpointError::Adapter {
            folder: name_of(folder),
            defect,
        };
        let config = Config::read(&folder.join(CONFIG)).map_err(defect)?;
        let mut paths = WEIGHTS.iter().map(|name| folder.join(name));
        let path = paths.find(|path| path.is_file());
        let path = path.ok_or_else(|| defect(AdapterDefect::NoWeights))?;
        let mut adapter = Self {
            folder: name_of(folder),
            config,
            weights: Checkpoint::open(&path)?,
            changes: BTreeMap::new(),
            whole: BTreeMap::new(),
        };
        adapter.sort().map_err(defect)?;
        Ok(adapter)
    }

    /// The model that it was made over: a name or a path, as its author wrote it.
    pub fn base_model(&self) -> Option<&str> {
        self.config.base_model_name_or_path.as_deref()
    }

    /// What the merged model is for, such as `SEQ_CLS`.
    pub fn task_type(&self) -> Option<&str> {
        self.config.task_type.as_deref()
    }

    /// The names of its classes, where they are given.
    pub fn labels(&self) -> Option<&[String]> {
        self.config.labels.as_deref()
    }

    /// Finds out what each tensor is for.
    fn sort(&mut self) -> Result<(), AdapterDefect> {
        for stored in self.weights.names() {
            let unknown = || AdapterDefect::Tensor {
                name: stored.to_owned(),
            };
            match role(stored).ok_or_else(unknown)? {
                Role::A { module, embedding } => {
                    let change = self.changes.entry(module).or_default();
                    (change.a, change.embedding) = (stored.to_owned(), embedding);
                }
                Role::B { module, embedding } => {
                    let change = self.changes.entry(module).or_default();
                    (change.b, change.embedding) = (stored.to_owned(), embedding);
                }
                Role::Whole { name } => drop(self.whole.insert(name, stored.to_owned())),
                Role::Original => {}
            }
        }
        let mut changes = self.changes.iter();
        match changes.find(|(_, change)| change.a.is_empty() || change.b.is_empty()) {
            Some((module, _)) => Err(AdapterDefect::Half {
                module: module.clone(),
            }),
            None => Ok(()),
        }
    }
}
