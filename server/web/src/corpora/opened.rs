//! Corpora and their indexes while they are searched.

use std::sync::Arc;
use std::time::SystemTime;

use headlight_core::{Encoding, Sequence, Text, TokenLimit};
use headlight_corpus::index::{self, FlatIndex, Identity, State};
use headlight_corpus::{Corpus, CorpusId};

use super::{Corpora, damaged, lock};
use crate::ReadyModel;
use crate::error::{ApiError, Code};
use crate::input::MAX_TOKENS;

/// A corpus with what one model made of it.
pub(crate) struct Opened {
    pub corpus: Corpus,
    pub index: FlatIndex,
    model: ReadyModel,
    /// When its manifest was written: another time is another index.
    written: Option<SystemTime>,
}

impl Corpora {
    /// Opens a corpus for a model; it stays open. Reads files: not for a thread that may not wait.
    pub(crate) fn open(&self, id: &CorpusId, model: &ReadyModel) -> Result<Arc<Opened>, ApiError> {
        let folder = self.folder(id)?;
        let at = index::folder_of(&folder, &model.info.id);
        let state = index::state_of(&at).map_err(|error| damaged(id, &error))?;
        let name = &model.info.name;
        let manifest = match state {
            State::Whole(manifest) => manifest,
            State::Begun(_) | State::Absent => {
                let detail = format!("The corpus “{id}” is not built for {name} yet.");
                return Err(ApiError::new(Code::CorpusNotBuilt, detail));
            }
        };
        let written = index::written(&at);
        let key = (id.clone(), model.info.id.clone());
        if let Some(open) = lock(&self.opened).get(&key)
            && open.written == written
        {
            return Ok(open.clone());
        }
        let corpus = Corpus::open(&folder).map_err(|error| damaged(id, &error))?;
        let expected = self.identity(&corpus.manifest().checksum, model)?;
        if let Some(objection) = expected.objection(&manifest.identity) {
            return Err(ApiError::new(Code::CorpusMismatch, objection));
        }
        let index = FlatIndex::open(&at, &corpus).map_err(|error| damaged(id, &error))?;
        let opened = Arc::new(Opened {
            corpus,
            index,
            model: model.clone(),
            written,
        });
        lock(&self.opened).insert(key, opened.clone());
        Ok(opened)
    }

    /// What an index of a corpus by a model has to be an index of.
    pub(super) fn identity(
        &self,
        checksum: &str,
        model: &ReadyModel,
    ) -> Result<Identity, ApiError> {
        let fingerprint = self.fingerprint(&model.info)?;
        Ok(Identity {
            corpus: checksum.to_owned(),
            model: model.info.id.to_string(),
            weights: fingerprint.weights,
            tokenizer: fingerprint.tokenizer,
        })
    }
}

/// The longest sentence that is read: what goes beyond has no vectors.
pub(super) fn limit(model: &ReadyModel) -> TokenLimit {
    TokenLimit(model.info.max_tokens.min(MAX_TOKENS))
}

impl Opened {
    /// What the tokenizer makes of a sentence.
    pub(crate) fn encoding(&self, sentence: usize) -> Encoding {
        let text = self.corpus.sentence(sentence).text.to_owned();
        // No other text came in.
        let text = Text::parse(text).unwrap_or_else(|_| Text::default());
        self.model.tokenizer.encode(&text, None, limit(&self.model))
    }

    /// What the model reads of a sentence, and to which word, as a place in the corpus, each token
    /// belongs: none for added specials and what stands between words.
    pub(crate) fn reading(&self, sentence: usize) -> (Sequence, Vec<Option<usize>>) {
        let encoding = self.encoding(sentence);
        let words = index::words_of(&self.corpus, sentence, &encoding);
        (sequence(encoding), words)
    }
}

/// What a model reads of an encoding.
pub(crate) fn sequence(encoding: Encoding) -> Sequence {
    let ids = encoding.tokens.iter().map(|token| token.id).collect();
    Sequence::new(ids, encoding.segments, Vec::new())
}
