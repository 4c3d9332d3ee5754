//! Words: WordNet where it is installed, and a model's vocabulary.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use headlight_core::ModelId;
use headlight_explain::attack::Lexicon;
use headlight_explain::attack::wordnet::WordNet;
use tokio::sync::OnceCell;

use super::vocabulary::Vocabulary;
use crate::ReadyModel;
use crate::error::{ApiError, Code};

/// WordNet, read at first use, and the whole words of vocabularies, found at first use.
pub(crate) struct Dictionary {
    folders: Vec<PathBuf>,
    wordnet: OnceCell<Arc<WordNet>>,
    vocabularies: Mutex<HashMap<ModelId, Arc<Vocabulary>>>,
}

impl Dictionary {
    /// Nothing read yet.
    pub(crate) fn new(folders: Vec<PathBuf>) -> Self {
        Self {
            folders,
            wordnet: OnceCell::new(),
            vocabularies: Mutex::default(),
        }
    }

    /// WordNet. Where it is not installed it is looked for again the next time.
    pub(crate) async fn wordnet(&self) -> Result<Arc<WordNet>, ApiError> {
        let folders = self.folders.clone();
        let read = async || {
            let open = move || folders.iter().find_map(|folder| WordNet::open(folder).ok());
            let found = tokio::task::spawn_blocking(open).await;
            let found = found.map_err(|error| ApiError::internal(&error))?;
            found.map(Arc::new).ok_or_else(missing)
        };
        self.wordnet.get_or_try_init(read).await.cloned()
    }

    /// The whole words of a model's vocabulary.
    pub(crate) async fn vocabulary(&self, model: &ReadyModel) -> Result<Arc<Vocabulary>, ApiError> {
        let id = &model.info.id;
        if let Some(found) = self.vocabularies().get(id) {
            return Ok(found.clone());
        }
        let tokenizer = model.tokenizer.clone();
        let read = move || Arc::new(Vocabulary::of(&*tokenizer));
        let found = tokio::task::spawn_blocking(read).await;
        let found = found.map_err(|error| ApiError::internal(&error))?;
        self.vocabularies().insert(id.clone(), found.clone());
        Ok(found)
    }

    fn vocabularies(&self) -> std::sync::MutexGuard<'_, HashMap<ModelId, Arc<Vocabulary>>> {
        self.vocabularies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn missing() -> ApiError {
    let detail = "Synonyms come from WordNet, which is not installed here. Install Debian's package \
                  wordnet-base, or put WordNet's files (index.noun, data.noun and so on) into the folder \
                  that the option --wordnet names.";
    ApiError::new(Code::NoWordnet, detail)
}

/// What is known of words in one request.
pub(crate) struct Words {
    /// WordNet, where it is installed.
    pub wordnet: Option<Arc<WordNet>>,
    /// A vocabulary.
    pub vocabulary: Arc<Vocabulary>,
}

impl Lexicon for Words {
    fn knows(&self, word: &str) -> bool {
        let listed = self.vocabulary.speller().knows(&word.to_lowercase());
        listed
            || self
                .wordnet
                .as_ref()
                .is_some_and(|wordnet| wordnet.knows(word))
    }

    fn synonyms(&self, word: &str) -> Vec<String> {
        let wordnet = self.wordnet.as_ref();
        wordnet
            .map(|wordnet| wordnet.synonyms(word))
            .unwrap_or_default()
    }

    fn opposites(&self, one: &str, other: &str) -> bool {
        let wordnet = self.wordnet.as_ref();
        wordnet.is_some_and(|wordnet| wordnet.opposites(one, other))
    }
}
