//! Loads models from where they were found.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

use headlight_core::{Fingerprint, LoadError, Model, ModelId, ModelInfo, ModelLoader};
use headlight_corpus::digest;
use headlight_model::{Precision, Source};

/// Opens only what was found at start or imported since: a request names a model by its id, never by
/// a path.
pub(crate) struct SourceLoader {
    sources: RwLock<BTreeMap<ModelId, Source>>,
    precision: Precision,
}

impl SourceLoader {
    pub(crate) fn new(sources: BTreeMap<ModelId, Source>, precision: Precision) -> Self {
        Self {
            sources: RwLock::new(sources),
            precision,
        }
    }

    /// Makes a model known that has been imported.
    pub(crate) fn add(&self, id: ModelId, source: Source) {
        let mut sources = self
            .sources
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        sources.insert(id, source);
    }

    /// Where a model comes from.
    pub(crate) fn source(&self, id: &ModelId) -> Option<Source> {
        let sources = self
            .sources
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        sources.get(id).cloned()
    }

    /// Where all models come from, by id.
    pub(crate) fn sources(&self) -> BTreeMap<ModelId, Source> {
        self.sources
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }
}

impl ModelLoader for SourceLoader {
    fn load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, LoadError> {
        let missing = || LoadError(format!("There is no folder for the model “{}”.", model.id));
        let source = self.source(&model.id).ok_or_else(missing)?;
        Ok(Box::new(headlight_model::load(&source, self.precision)?))
    }

    fn fingerprint(&self, model: &ModelInfo) -> Result<Fingerprint, LoadError> {
        let missing = || LoadError(format!("There is no folder for the model “{}”.", model.id));
        let source = self.source(&model.id).ok_or_else(missing)?;
        let told = |error| {
            LoadError(format!(
                "The files of {} cannot be read: {error}.",
                model.name
            ))
        };
        let mut fingerprint = fingerprint(&source).map_err(told)?;
        // Other numbers come of the same weights.
        if self.precision == Precision::Bf16 {
            fingerprint.weights.push_str("-bf16");
        }
        Ok(fingerprint)
    }
}

/// Digests of a model's files: its configuration and weights, and all others, which make its tokenizer;
/// its card is for people.
fn fingerprint(source: &Source) -> io::Result<Fingerprint> {
    let folders = match source {
        Source::Folder(folder) => vec![folder],
        Source::Adapter { adapter, base } => vec![base, adapter],
    };
    let mut files = Vec::new();
    for folder in folders {
        files.extend(files_of(folder)?);
    }
    let (weights, tokenizer): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| is_weights(file));
    Ok(Fingerprint {
        weights: digest(&weights)?,
        tokenizer: digest(&tokenizer)?,
    })
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files = entries.collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.is_file() && path.extension().is_none_or(|end| end != "md"));
    files.sort();
    Ok(files)
}

fn is_weights(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let weights = ["safetensors", "bin", "pt", "pth"];
    let is_weights = file
        .extension()
        .is_some_and(|end| weights.iter().any(|w| end == *w));
    // SentencePiece models and byte-pair files end otherwise.
    is_weights
        || name.ends_with(".index.json")
        || name == "config.json"
        || name == "adapter_config.json"
}
