//! Bringing in a checkpoint that people have: what is told, what comes of it, and the trait that does it.

use std::path::Path;
use std::sync::Arc;

use crate::{ModelId, ModelInfo, Tokenizer};

/// What an import is told beside the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOptions {
    /// The name that the model shall have.
    pub id: ModelId,
    /// A known model of the same architecture and sizes.
    pub like: Option<ModelId>,
    /// Heads in each layer, which a file of weights does not say.
    pub heads: Option<u16>,
    /// A known model that reads text the same way.
    pub tokenizer: Option<ModelId>,
    /// The matrix that is the classification head, where several could be.
    pub head: Option<String>,
    /// The names of a classifier's outputs, in order; none to have them named.
    pub labels: Vec<String>,
}

/// What came of an import.
pub struct Imported {
    /// What is known of the model now.
    pub info: ModelInfo,
    /// What reads text for it.
    pub tokenizer: Arc<dyn Tokenizer>,
    /// What had to be assumed, a sentence for the user each.
    pub assumptions: Vec<String>,
}

/// Why a file was not imported, as a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportError(pub String);

/// Makes a model of the list out of a file. It takes seconds, and is called on a thread where
/// that is all right, one file at a time.
pub trait Importer: Send + Sync {
    /// Reads `file`, which its owner calls `file_name`, writes a model's folder and makes it known to
    /// the [`ModelLoader`](crate::ModelLoader). When it fails, nothing is left behind.
    ///
    /// # Errors
    /// With a sentence that says what does not fit and what would help.
    fn import(
        &self,
        file: &Path,
        file_name: &str,
        options: &ImportOptions,
    ) -> Result<Imported, ImportError>;
}
