//! Which tokenizer an imported model reads text with.

use std::path::PathBuf;

use headlight_core::{ImportError, ImportOptions};
use headlight_model::{Config, Recognised, Source};

use super::FolderImporter;

impl FolderImporter {
    /// The folder with the tokenizer's files: the model that was named, or the one that the file is
    /// like, or a known one with the same architecture and vocabulary size, which is said aloud.
    pub(super) fn tokenizer_for(
        &self,
        options: &ImportOptions,
        model: &Recognised,
        assumptions: &mut Vec<String>,
    ) -> Result<PathBuf, ImportError> {
        if let Some(id) = options.tokenizer.as_ref().or(options.like.as_ref()) {
            return Ok(folder(self.known(id)?));
        }
        let config = Config::parse(&model.config.to_string())
            .map_err(|error| ImportError(error.to_string()))?;
        let fits = |source: &Source| {
            let other = Config::read(&folder(source.clone())).ok();
            other.is_some_and(|other| {
                (other.architecture, other.vocab_size) == (config.architecture, config.vocab_size)
            })
        };
        let sources = self.loader.sources();
        let Some((id, source)) = sources.iter().find(|(_, source)| fits(source)) else {
            return Err(ImportError(format!(
                "No known model has a vocabulary of {} pieces to read text with. Please say \
                 --tokenizer.",
                config.vocab_size
            )));
        };
        assumptions.push(format!(
            "The tokenizer is that of “{id}”, which has the same number of pieces, {}.",
            config.vocab_size
        ));
        Ok(folder(source.clone()))
    }
}

fn folder(source: Source) -> PathBuf {
    let (Source::Folder(folder) | Source::Adapter { base: folder, .. }) = source;
    folder
}
