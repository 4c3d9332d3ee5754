//! Finding models: every direct sub-folder with a `config.json` or an `adapter_config.json` is one, by
//! the folder's name.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use headlight_core::{ModelId, ModelInfo, Tokenizer};
use headlight_model::{Description, Source};
use headlight_web::{BrokenModel, CatalogEntry, ReadyModel};
use tracing::warn;

use crate::adapter;
use crate::card::Card;
use crate::import::MAKING;

/// The models of all folders, by id.
pub(crate) struct Models(BTreeMap<ModelId, Found>);

struct Found {
    /// None where the folder was not understood.
    source: Option<Source>,
    entry: CatalogEntry,
}

impl Models {
    /// Looks into each folder; a model that cannot be understood is listed with what is wrong.
    pub(crate) fn find(folders: &[PathBuf]) -> anyhow::Result<Self> {
        let mut places = BTreeMap::new();
        for folder in folders {
            for (id, place) in candidates(folder)? {
                match places.entry(id) {
                    Entry::Vacant(entry) => _ = entry.insert(place),
                    Entry::Occupied(entry) => {
                        warn!(model = %entry.key(), "a second model of this name is left out");
                    }
                }
            }
        }
        let mut tokenizers = Tokenizers::default();
        let models = places
            .iter()
            .map(|(id, place)| (id.clone(), found(id, place, &places, &mut tokenizers)));
        Ok(Self(models.collect()))
    }

    /// Where each model that was understood comes from.
    pub(crate) fn sources(&self) -> BTreeMap<ModelId, Source> {
        let known = |(id, found): (&ModelId, &Found)| Some((id.clone(), found.source.clone()?));
        self.0.iter().filter_map(known).collect()
    }

    /// The list that the server shows.
    pub(crate) fn into_entries(self) -> Vec<CatalogEntry> {
        self.0.into_values().map(|found| found.entry).collect()
    }

    /// The list that the command line shows, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.values().map(|found| line(&found.entry)).collect()
    }
}

fn candidates(folder: &Path) -> anyhow::Result<Vec<(ModelId, PathBuf)>> {
    let told = || format!("The models folder {} cannot be read", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(told)? {
        let path = entry.with_context(told)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let whole = path.join("config.json").is_file() || adapter::is_in(&path);
        if !whole || name.starts_with(MAKING) {
            continue;
        }
        match ModelId::parse(&name) {
            Ok(id) => found.push((id, path)),
            Err(reason) => warn!(folder = %name, "a folder is left out: {reason}"),
        }
    }
    Ok(found)
}

/// Tokenizers by folder: adapters share their base's, which takes longer to open than all else.
#[derive(Default)]
pub(crate) struct Tokenizers(BTreeMap<PathBuf, Arc<dyn Tokenizer>>);

impl Tokenizers {
    fn open(&mut self, folder: &Path) -> Result<Arc<dyn Tokenizer>, String> {
        if let Some(open) = self.0.get(folder) {
            return Ok(open.clone());
        }
        let opened = headlight_tokenize::open(folder).map_err(|error| error.to_string())?;
        self.0.insert(folder.to_owned(), opened.clone());
        Ok(opened)
    }
}

fn found(
    id: &ModelId,
    place: &Path,
    places: &BTreeMap<ModelId, PathBuf>,
    tokenizers: &mut Tokenizers,
) -> Found {
    let card = Card::read(place);
    let name = card.title.clone().unwrap_or_else(|| id.to_string());
    let opened = source(place, places)
        .and_then(|source| Ok((open(id, &name, &source, card, tokenizers)?, source)));
    match opened {
        Ok((ready, source)) => Found {
            source: Some(source),
            entry: CatalogEntry::Ready(ready),
        },
        Err(error) => {
            let entry = CatalogEntry::Broken(BrokenModel {
                id: id.clone(),
                name,
                error,
            });
            Found {
                source: None,
                entry,
            }
        }
    }
}

fn source(place: &Path, places: &BTreeMap<ModelId, PathBuf>) -> Result<Source, String> {
    if adapter::is_in(place) {
        let base = adapter::base(place, places)?;
        return Ok(Source::Adapter {
            adapter: place.to_owned(),
            base,
        });
    }
    Ok(Source::Folder(place.to_owned()))
}

/// What can be told of a model without loading it, and its tokenizer.
pub(crate) fn open(
    id: &ModelId,
    name: &str,
    source: &Source,
    card: Card,
    tokenizers: &mut Tokenizers,
) -> Result<ReadyModel, String> {
    let description = headlight_model::describe(source).map_err(|error| error.to_string())?;
    let (Source::Folder(folder) | Source::Adapter { base: folder, .. }) = source;
    let tokenizer = tokenizers.open(folder)?;
    fits(tokenizer.as_ref(), description.config.vocab_size)?;
    let info = Arc::new(info(id, name, &description, card));
    Ok(ReadyModel { info, tokenizer })
}

fn info(id: &ModelId, name: &str, description: &Description, card: Card) -> ModelInfo {
    let config = &description.config;
    ModelInfo {
        id: id.clone(),
        name: name.to_owned(),
        architecture: config.architecture.to_string(),
        task: description.head.task(),
        layers: config.layers,
        heads: config.heads,
        hidden_size: config.hidden_size as u32,
        max_tokens: config.max_positions() as u32,
        vocab_size: config.vocab_size as u32,
        parameters: description.parameters,
        labels: description.head.labels().to_vec(),
        license: card.license,
    }
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
            let (id, architecture) = (info.id.as_str(), &info.architecture);
            let (layers, heads) = (info.layers, info.heads);
            format!(
                "{id:24} {architecture} · {layers} layers × {heads} heads · {millions:.1} M parameters"
            )
        }
        CatalogEntry::Broken(model) => {
            format!("{:24} does not load: {}", model.id.as_str(), model.error)
        }
    }
}
