//! A model's folder in the making: there whole, or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use headlight_checkpoint::write_safetensors;
use headlight_core::{ImportError, ModelId, Weights};
use headlight_model::Recognised;
use tempfile::TempDir;

/// How the names of folders in the making begin. A process that is killed leaves its own behind.
pub(crate) const MAKING: &str = ".import-";

/// What a tokenizer may be made of.
const TOKENIZER_FILES: [&str; 9] = [
    "vocab.txt",
    "vocab.json",
    "merges.txt",
    "spiece.model",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "sentencepiece.bpe.model",
];

/// A folder that disappears unless it is kept.
pub(super) struct NewFolder {
    making: TempDir,
    to: PathBuf,
}

impl NewFolder {
    /// A hidden folder beside the place where the model will be.
    pub(super) fn create(models: &Path, id: &ModelId) -> Result<Self, ImportError> {
        let to = models.join(id.as_str());
        if to.exists() {
            return Err(ImportError(format!("There is a model “{id}” already.")));
        }
        let making = tempfile::Builder::new().prefix(MAKING).tempdir_in(models);
        let making = making.map_err(|error| unwritable(&error))?;
        Ok(Self { making, to })
    }

    /// Where the folder is meanwhile.
    pub(super) fn path(&self) -> &Path {
        self.making.path()
    }

    pub(super) fn write_model(
        &self,
        model: &Recognised,
        weights: &dyn Weights,
    ) -> Result<(), ImportError> {
        let config = format!("{:#}\n", model.config);
        fs::write(self.path().join("config.json"), config).map_err(|error| unwritable(&error))?;
        let renamed = model.weights(weights);
        let names = renamed.names();
        let named = names
            .into_iter()
            .filter_map(|name| Some((name, renamed.get(name)?)));
        write_safetensors(&self.path().join("model.safetensors"), named)
            .map_err(|error| ImportError(error.to_string()))
    }

    pub(super) fn copy_tokenizer(&self, from: &Path) -> Result<(), ImportError> {
        for name in TOKENIZER_FILES {
            let file = from.join(name);
            if file.is_file() {
                fs::copy(file, self.path().join(name)).map_err(|error| unwritable(&error))?;
            }
        }
        Ok(())
    }

    pub(super) fn write_card(
        &self,
        id: &ModelId,
        file: &str,
        assumptions: &[String],
    ) -> Result<(), ImportError> {
        let list = assumptions.join(
            "
- ",
        );
        let card = format!("# {id}\n\nImported from `{file}`. What was assumed:\n\n- {list}\n");
        fs::write(self.path().join("CARD.md"), card).map_err(|error| unwritable(&error))
    }

    /// Puts the folder where it belongs.
    pub(super) fn keep(self) -> Result<PathBuf, ImportError> {
        fs::rename(self.making.path(), &self.to).map_err(|error| unwritable(&error))?;
        // Nothing is left to be removed under the old name.
        let _moved = self.making.keep();
        Ok(self.to)
    }
}

fn unwritable(error: &std::io::Error) -> ImportError {
    ImportError(format!("The models folder cannot be written to ({error})."))
}
