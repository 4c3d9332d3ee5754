//! Finding models: every direct sub-folder with a `config.json` is one, by the folder's name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use headlight_core::{ModelId, ModelInfo, Tokenizer};
use headlight_web::{BrokenModel, CatalogEntry, ReadyModel};
use tracing::warn;

use crate::card::Card;

/// The models of all folders, by id.
pub(crate) struct Models(BTreeMap<ModelId, Model>);

struct Model {
    folder: PathBuf,
    entry: CatalogEntry,
}

impl Models {
    /// Looks into each folder; a model that cannot be understood is listed with what is wrong.
    pub(crate) fn find(folders: &[PathBuf]) -> anyhow::Result<Self> {
        let mut models = BTreeMap::new();
        for folder in folders {
            for (id, folder) in candidates(folder)? {
                if models.contains_key(&id) {
                    warn!(model = %id, "a second model of this name is left out");
                    continue;
                }
                let entry = entry(&id, &folder);
                models.insert(id, Model { folder, entry });
            }
        }
        Ok(Self(models))
    }

    /// Where each model's files lie.
    pub(crate) fn folders(&self) -> BTreeMap<ModelId, PathBuf> {
        self.0
            .iter()
            .map(|(id, model)| (id.clone(), model.folder.clone()))
            .collect()
    }

    /// The list that the server shows.
    pub(crate) fn into_entries(self) -> Vec<CatalogEntry> {
        self.0.into_values().map(|model| model.entry).collect()
    }

    /// The list that the command line shows, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.values().map(|model| line(&model.entry)).collect()
    }
}

fn candidates(folder: &Path) -> anyhow::Result<Vec<(ModelId, PathBuf)>> {
    let told = || format!("The models folder {} cannot be read", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(told)? {
        let path = entry.with_context(told)?.path();
        if !path.join("config.json").is_file() {
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match ModelId::parse(&name) {
            Ok(id) => found.push((id, path)),
            Err(reason) => warn!(folder = %name, "a folder is left out: {reason}"),
        }
    }
    Ok(found)
}

fn entry(id: &ModelId, folder: &Path) -> CatalogEntry {
    let card = Card::read(folder);
    let name = card.title.clone().unwrap_or_else(|| id.to_string());
    match open(id, folder, &name, card) {
        Ok(ready) => CatalogEntry::Ready(ready),
        Err(error) => CatalogEntry::Broken(BrokenModel {
            id: id.clone(),
            name,
            error,
        }),
    }
}

fn open(id: &ModelId, folder: &Path, name: &str, card: Card) -> Result<ReadyModel, String> {
    let description = headlight_model::describe(folder).map_err(|error| error.to_string())?;
    let tokenizer = headlight_tokenize::open(folder).map_err(|error| error.to_string())?;
    let config = &description.config;
    fits(tokenizer.as_ref(), config.vocab_size)?;
    let info = ModelInfo {
        id: id.clone(),
        name: name.to_owned(),
        architecture: config.architecture.clone(),
        task: description.task,
        layers: config.layers,
        heads: config.heads,
        hidden_size: config.hidden_size as u32,
        max_tokens: config.max_positions as u32,
        vocab_size: config.vocab_size as u32,
        parameters: description.parameters,
        labels: description.labels,
        license: card.license,
    };
    Ok(ReadyModel {
        info: Arc::new(info),
        tokenizer,
    })
}

fn fits(tokenizer: &dyn Tokenizer, vocab_size: usize) -> Result<(), String> {
    let pieces = tokenizer.vocab_size();
    if pieces as usize <= vocab_size {
        return Ok(());
    }
    Err(format!(
        "The tokenizer has {pieces} pieces, but the model knows {vocab_size}: they are not of one \
         model."
    ))
}

fn line(entry: &CatalogEntry) -> String {
    match entry {
        CatalogEntry::Ready(model) => {
            let info = &model.info;
            let millions = info.parameters as f64 / 1e6;
            format!(
                "{:24} {} · {} layers × {} heads · {millions:.1} M parameters",
                info.id.as_str(),
                info.architecture,
                info.layers,
                info.heads,
            )
        }
        CatalogEntry::Broken(model) => {
            format!("{:24} does not load: {}", model.id.as_str(), model.error)
        }
    }
}
