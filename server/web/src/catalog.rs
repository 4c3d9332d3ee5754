//! The list of models that a server knows.

use std::fmt;
use std::sync::Arc;

use headlight_core::{ModelId, ModelInfo, Tokenizer};

/// The models in the order in which they are shown, and which of them is the default.
#[derive(Debug)]
pub struct Catalog {
    entries: Vec<CatalogEntry>,
    default: Option<ModelId>,
}

/// One model of the list.
#[derive(Debug)]
pub enum CatalogEntry {
    /// Its folder was understood; its weights are loaded when first used.
    Ready(ReadyModel),
    /// Its folder was not understood.
    Broken(BrokenModel),
}

/// A model that can be asked for.
#[derive(Clone)]
pub struct ReadyModel {
    /// What is known of it.
    pub info: Arc<ModelInfo>,
    /// Its tokenizer.
    pub tokenizer: Arc<dyn Tokenizer>,
}

/// A model that is listed with what is wrong with it.
#[derive(Clone, Debug)]
pub struct BrokenModel {
    /// Its folder's name.
    pub id: ModelId,
    /// A name for people.
    pub name: String,
    /// What is wrong, as a sentence for the user.
    pub error: String,
}

/// The default model that was asked for is not in the list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no model “{0}” to be the default.")]
pub struct UnknownDefault(pub ModelId);

impl Catalog {
    /// A list with its default: the model asked for, or else the first that is ready.
    ///
    /// # Errors
    /// When the default that is asked for is not in the list.
    pub fn new(
        entries: Vec<CatalogEntry>,
        default: Option<ModelId>,
    ) -> Result<Self, UnknownDefault> {
        let default = match default {
            Some(id) if entries.iter().any(|entry| *entry.id() == id) => Some(id),
            Some(id) => return Err(UnknownDefault(id)),
            None => entries
                .iter()
                .find(|entry| matches!(entry, CatalogEntry::Ready(_)))
                .map(|entry| entry.id().clone()),
        };
        Ok(Self { entries, default })
    }

    /// The models in the order in which they are shown.
    pub fn entries(&self) -> &[CatalogEntry] {
        &self.entries
    }

    /// The entry with this id.
    pub fn get(&self, id: &str) -> Option<&CatalogEntry> {
        self.entries.iter().find(|entry| entry.id().as_str() == id)
    }

    /// The id of the default model; none where no model is ready.
    pub fn default_id(&self) -> Option<&ModelId> {
        self.default.as_ref()
    }

    /// Adds a model at the end, in place of one of the same id; it is the default where there is
    /// none.
    pub(crate) fn add(&mut self, model: ReadyModel) {
        let id = model.info.id.clone();
        self.entries.retain(|entry| *entry.id() != id);
        self.entries.push(CatalogEntry::Ready(model));
        self.default.get_or_insert(id);
    }

    /// The default model, where it is ready.
    pub(crate) fn default_model(&self) -> Option<&ReadyModel> {
        match self.get(self.default.as_ref()?.as_str())? {
            CatalogEntry::Ready(model) => Some(model),
            CatalogEntry::Broken(_) => None,
        }
    }
}

impl CatalogEntry {
    /// The model's id.
    pub fn id(&self) -> &ModelId {
        match self {
            Self::Ready(model) => &model.info.id,
            Self::Broken(model) => &model.id,
        }
    }
}

impl fmt::Debug for ReadyModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadyModel")
            .field("info", &self.info)
            .finish_non_exhaustive()
    }
}
