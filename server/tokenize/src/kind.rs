//! The kinds of tokenizer, and which one a folder has.

use crate::TokenizeError;
use crate::folder::Folder;

/// A kind of tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// WordPiece: BERT, DistilBERT, ELECTRA.
    Bert,
    /// Byte-level BPE with RoBERTa's template.
    Roberta,
    /// Byte-level BPE without a template.
    Gpt2,
    /// SentencePiece unigram.
    Albert,
}

impl Kind {
    /// The kind of a folder: what `tokenizer_config.json` says, else what the model's type usually
    /// has, or WordPiece where only that one's file is there (as with Chinese ALBERTs).
    pub(crate) fn of(folder: &Folder<'_>) -> Result<Self, TokenizeError> {
        let usual = Self::of_model(&folder.model.model_type)?;
        let kind = match folder.config.tokenizer_class.as_deref() {
            Some(class) => Self::of_class(class)?.unwrap_or(usual),
            None if !usual.is_in(folder) && Self::Bert.is_in(folder) => Self::Bert,
            None => usual,
        };
        let missing = kind.files().iter().find(|file| !folder.has(file));
        match missing {
            Some(file) if folder.has("tokenizer.json") => Err(TokenizeError::OnlyTokenizerJson {
                file: (*file).to_owned(),
            }),
            _ => Ok(kind),
        }
    }

    fn of_model(model_type: &str) -> Result<Self, TokenizeError> {
        match model_type {
            "bert" | "distilbert" | "electra" => Ok(Self::Bert),
            "roberta" => Ok(Self::Roberta),
            "gpt2" => Ok(Self::Gpt2),
            "albert" => Ok(Self::Albert),
            other => Err(TokenizeError::UnknownType {
                model_type: other.to_owned(),
            }),
        }
    }

    /// None for the classes that read any tokenizer.
    fn of_class(class: &str) -> Result<Option<Self>, TokenizeError> {
        match class.strip_suffix("Fast").unwrap_or(class) {
            "BertTokenizer" | "DistilBertTokenizer" | "ElectraTokenizer" => Ok(Some(Self::Bert)),
            "RobertaTokenizer" => Ok(Some(Self::Roberta)),
            "GPT2Tokenizer" => Ok(Some(Self::Gpt2)),
            "AlbertTokenizer" => Ok(Some(Self::Albert)),
            "PreTrainedTokenizer" | "TokenizersBackend" => Ok(None),
            _ => Err(TokenizeError::UnknownClass {
                class: class.to_owned(),
            }),
        }
    }

    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Bert => &["vocab.txt"],
            Self::Roberta | Self::Gpt2 => &["vocab.json", "merges.txt"],
            Self::Albert => &["spiece.model"],
        }
    }

    fn is_in(self, folder: &Folder<'_>) -> bool {
        self.files().iter().all(|file| folder.has(file))
    }
}
