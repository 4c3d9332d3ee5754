//! The special tokens that a tokenizer adds: `[CLS] a [SEP] b [SEP]`.

use crate::TokenizeError;
use crate::named::{Named, text};
use crate::specials::Special;
use crate::vocabulary::Vocabulary;

/// What the tokenizer adds around the first and the second text.
#[derive(Debug, Default)]
pub(crate) struct Template {
    pub(crate) around: [Around; 2],
    /// Whether the second text and what is around it have a segment of their own.
    pub(crate) segments: bool,
}

/// The special tokens before and after a text.
#[derive(Debug, Default)]
pub(crate) struct Around {
    pub(crate) before: Vec<Special>,
    pub(crate) after: Vec<Special>,
}

impl Around {
    pub(crate) fn len(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

impl Template {
    /// `[CLS] a [SEP] b [SEP]`, each text with the special after it a segment.
    pub(crate) fn bert(
        named: &Named,
        vocabulary: &Vocabulary,
        segments: bool,
    ) -> Result<Self, TokenizeError> {
        let start = vocabulary.special(text(named.cls_token.as_ref()))?;
        let end = vocabulary.special(text(named.sep_token.as_ref()))?;
        let first = Around {
            before: vec![start],
            after: vec![end.clone()],
        };
        let second = Around {
            before: Vec::new(),
            after: vec![end],
        };
        Ok(Self {
            around: [first, second],
            segments,
        })
    }

    /// `<s> a </s></s> b </s>`, all of one segment.
    pub(crate) fn roberta(named: &Named, vocabulary: &Vocabulary) -> Result<Self, TokenizeError> {
        let mut template = Self::bert(named, vocabulary, false)?;
        let [_, second] = &mut template.around;
        second.before.clone_from(&second.after);
        Ok(template)
    }

    /// Whether the model can tell where the second text begins.
    pub(crate) fn separates(&self) -> bool {
        self.around[0].after.len() + self.around[1].before.len() > 0
    }
}
