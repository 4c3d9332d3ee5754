//! `headlight models import`, and the same by upload: a file of weights becomes a folder of the list.

mod folder;
mod texts;
mod tokenizer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use headlight_checkpoint::Checkpoint;
use headlight_core::{ImportError, ImportOptions, Imported, Importer, ModelId};
use headlight_model::{Hints, Precision, Source, recognise};

pub(crate) use folder::MAKING;
pub(crate) use texts::samples;

use crate::card::Card;
use crate::loader::SourceLoader;
use crate::models::{self, Tokenizers};
use folder::NewFolder;

/// Imports into one folder of models and makes what came of it known to the loader.
pub(crate) struct FolderImporter {
    models: PathBuf,
    loader: Arc<SourceLoader>,
}

impl FolderImporter {
    /// Imports into the folder `models`.
    pub(crate) fn new(models: PathBuf, loader: Arc<SourceLoader>) -> Self {
        Self { models, loader }
    }

    /// The `config.json` of a known model.
    fn config_of(&self, id: &ModelId) -> Result<serde_json::Value, ImportError> {
        let source = self.known(id)?;
        let (Source::Folder(folder) | Source::Adapter { base: folder, .. }) = source;
        let text = std::fs::read_to_string(folder.join("config.json"));
        let config = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        config.ok_or_else(|| ImportError(format!("The config.json of “{id}” cannot be read.")))
    }

    fn known(&self, id: &ModelId) -> Result<Source, ImportError> {
        let unknown = || ImportError(format!("There is no model “{id}” here."));
        self.loader.source(id).ok_or_else(unknown)
    }
}

impl Importer for FolderImporter {
    fn import(
        &self,
        file: &Path,
        file_name: &str,
        options: &ImportOptions,
    ) -> Result<Imported, ImportError> {
        // A message names the file as its owner does, not as it lies here meanwhile.
        let here = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let named = |error: &dyn ToString| ImportError(error.to_string().replace(&here, file_name));
        let checkpoint = Checkpoint::open(file).map_err(|error| named(&error))?;
        let hints = Hints {
            like: options
                .like
                .as_ref()
                .map(|like| self.config_of(like))
                .transpose()?,
            heads: options.heads,
            head: options.head.clone(),
            labels: options.labels.clone(),
        };
        let recognised = recognise(&checkpoint, &hints).map_err(|error| named(&error))?;
        let mut assumptions = recognised.assumptions.clone();
        let tokenizer = self.tokenizer_for(options, &recognised, &mut assumptions)?;

        let folder = NewFolder::create(&self.models, &options.id)?;
        folder.write_model(&recognised, &checkpoint)?;
        folder.copy_tokenizer(&tokenizer)?;
        folder.write_card(&options.id, file_name, &assumptions)?;
        // Opened and loaded before it is kept: a model that is listed works, a failure leaves nothing.
        let making = Source::Folder(folder.path().to_owned());
        let (id, card) = (&options.id, Card::default());
        let ready = models::open(id, id.as_str(), &making, card, &mut Tokenizers::default());
        let ready = ready.map_err(ImportError)?;
        headlight_model::load(&making, Precision::F32).map_err(|error| named(&error))?;
        self.loader.add(id.clone(), Source::Folder(folder.keep()?));
        Ok(Imported {
            info: (*ready.info).clone(),
            tokenizer: ready.tokenizer,
            assumptions,
        })
    }
}
