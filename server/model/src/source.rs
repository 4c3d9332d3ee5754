//! Where a model comes from: a folder of its own, or an adapter over the folder of another.

use std::path::{Path, PathBuf};

use headlight_checkpoint::{LoraAdapter, ModelFolder};
use headlight_core::{LoadError, WeightView, Weights};

use crate::config::{Config, HeadKind};

/// Where a model comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder with `config.json` and weights.
    Folder(PathBuf),
    /// A PEFT `LoRA` adapter over such a folder.
    Adapter {
        /// The folder with `adapter_config.json` and the adapter's weights.
        adapter: PathBuf,
        /// The folder of the model that it changes.
        base: PathBuf,
    },
}

impl Source {
    /// The configuration of the model: an adapter's is its base's, with the adapter's own head.
    pub(crate) fn config(&self) -> Result<Config, LoadError> {
        let (Self::Folder(folder) | Self::Adapter { base: folder, .. }) = self;
        let mut config = Config::read(folder).map_err(told)?;
        if let Self::Adapter { adapter, .. } = self
            && let Some(head) = adapted_head(&LoraAdapter::open(adapter).map_err(told)?)
        {
            config.head = Some(head);
        }
        Ok(config)
    }

    /// Opens the weights, an adapter merged into its base's, and hands them on.
    pub(crate) fn with_weights<T>(
        &self,
        use_them: impl FnOnce(&dyn Weights) -> Result<T, LoadError>,
    ) -> Result<T, LoadError> {
        match self {
            Self::Folder(folder) => use_them(&open(folder)?),
            Self::Adapter { adapter, base } => {
                let base = open(base)?;
                let adapter = LoraAdapter::open(adapter).map_err(told)?;
                use_them(&adapter.merge(&base).map_err(told)?)
            }
        }
    }

    /// As [`Source::with_weights`], but an adapter's changes are not computed: its base's weights are
    /// handed on, which is enough to count them.
    pub(crate) fn with_names<T>(
        &self,
        use_them: impl FnOnce(&dyn Weights) -> Result<T, LoadError>,
    ) -> Result<T, LoadError> {
        let (Self::Folder(folder) | Self::Adapter { base: folder, .. }) = self;
        use_them(&open(folder)?)
    }
}

fn open(folder: &Path) -> Result<impl Weights, LoadError> {
    ModelFolder::open(folder)
        .and_then(|folder| folder.checkpoint())
        .map_err(told)
}

/// The classifier that an adapter brings along; none leaves the base's own head.
fn adapted_head(adapter: &LoraAdapter) -> Option<HeadKind> {
    let classifies = adapter.task_type() == Some("SEQ_CLS");
    let two = || vec!["LABEL_0".to_owned(), "LABEL_1".to_owned()];
    let labels = adapter.labels().map_or_else(two, <[String]>::to_vec);
    classifies.then_some(HeadKind::Classification {
        labels,
        pooled: true,
    })
}

fn told(error: impl std::fmt::Display) -> LoadError {
    LoadError(error.to_string())
}

/// Weights under other names.
pub struct Renamed<'a> {
    weights: &'a dyn Weights,
    /// By new name, the old one.
    names: Vec<(String, String)>,
}

impl<'a> Renamed<'a> {
    /// The weights named in `names`, as pairs of a new and an old name.
    pub fn new(weights: &'a dyn Weights, mut names: Vec<(String, String)>) -> Self {
        names.sort();
        Self { weights, names }
    }
}

impl Weights for Renamed<'_> {
    fn names(&self) -> Vec<&str> {
        self.names.iter().map(|(new, _)| new.as_str()).collect()
    }

    fn get(&self, name: &str) -> Option<WeightView<'_>> {
        let at = self
            .names
            .binary_search_by(|(new, _)| new.as_str().cmp(name))
            .ok()?;
        self.weights.get(&self.names[at].1)
    }
}
