//! Special tokens by their roles, as configuration files name them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::specials::Flags;

/// The special tokens of a tokenizer.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Named {
    pub(crate) bos_token: Option<SpecialToken>,
    pub(crate) eos_token: Option<SpecialToken>,
    pub(crate) unk_token: Option<SpecialToken>,
    pub(crate) sep_token: Option<SpecialToken>,
    pub(crate) pad_token: Option<SpecialToken>,
    pub(crate) cls_token: Option<SpecialToken>,
    pub(crate) mask_token: Option<SpecialToken>,
    /// Without a role.
    pub(crate) additional_special_tokens: Option<More>,
    /// The same since transformers 5.
    pub(crate) extra_special_tokens: Option<More>,
}

/// Special tokens without a role.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum More {
    List(Vec<SpecialToken>),
    ByName(BTreeMap<String, SpecialToken>),
}

/// A special token: its text alone, or an object that says how it is found.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum SpecialToken {
    Text(String),
    Object {
        content: String,
        #[serde(flatten)]
        flags: Flags,
    },
}

impl SpecialToken {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Object { content: text, .. } => text,
        }
    }

    pub(crate) fn flags(&self) -> Option<Flags> {
        match self {
            Self::Text(_) => None,
            Self::Object { flags, .. } => Some(*flags),
        }
    }
}

/// The text of a token; empty where there is none.
pub(crate) fn text(token: Option<&SpecialToken>) -> &str {
    token.map_or("", SpecialToken::text)
}

impl Named {
    /// BERT's, also DistilBERT's and ELECTRA's.
    pub(crate) fn bert() -> Self {
        Self {
            unk_token: plain("[UNK]"),
            sep_token: plain("[SEP]"),
            pad_token: plain("[PAD]"),
            cls_token: plain("[CLS]"),
            mask_token: plain("[MASK]"),
            ..Self::default()
        }
    }

    /// RoBERTa's.
    pub(crate) fn roberta() -> Self {
        Self {
            bos_token: plain("<s>"),
            eos_token: plain("</s>"),
            unk_token: plain("<unk>"),
            sep_token: plain("</s>"),
            pad_token: plain("<pad>"),
            cls_token: plain("<s>"),
            mask_token: after_space("<mask>"),
            ..Self::default()
        }
    }

    /// GPT-2's.
    pub(crate) fn gpt2() -> Self {
        Self {
            bos_token: plain("<|endoftext|>"),
            eos_token: plain("<|endoftext|>"),
            unk_token: plain("<|endoftext|>"),
            ..Self::default()
        }
    }

    /// ALBERT's.
    pub(crate) fn albert() -> Self {
        Self {
            bos_token: plain("[CLS]"),
            eos_token: plain("[SEP]"),
            unk_token: plain("<unk>"),
            sep_token: plain("[SEP]"),
            pad_token: plain("<pad>"),
            cls_token: plain("[CLS]"),
            mask_token: after_space("[MASK]"),
            ..Self::default()
        }
    }

    /// These, and for every role that has none the one of `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        let more = self.additional_special_tokens;
        let extra = self.extra_special_tokens;
        Self {
            bos_token: either(self.bos_token, other.bos_token),
            eos_token: either(self.eos_token, other.eos_token),
            unk_token: either(self.unk_token, other.unk_token),
            sep_token: either(self.sep_token, other.sep_token),
            pad_token: either(self.pad_token, other.pad_token),
            cls_token: either(self.cls_token, other.cls_token),
            mask_token: either(self.mask_token, other.mask_token),
            additional_special_tokens: more.or(other.additional_special_tokens),
            extra_special_tokens: extra.or(other.extra_special_tokens),
        }
    }

    /// All of them, in the order in which Hugging Face gives numbers to new ones.
    pub(crate) fn tokens(&self) -> Vec<&SpecialToken> {
        let roles = [
            &self.bos_token,
            &self.eos_token,
            &self.unk_token,
            &self.sep_token,
            &self.pad_token,
            &self.cls_token,
            &self.mask_token,
        ];
        let mut tokens: Vec<_> = roles.into_iter().flatten().collect();
        let more = [&self.additional_special_tokens, &self.extra_special_tokens];
        for more in more.into_iter().flatten() {
            match more {
                More::List(more) => tokens.extend(more),
                More::ByName(more) => tokens.extend(more.values()),
            }
        }
        tokens
    }
}

/// The first, or else the second; where the first is text alone, the second says how it is found.
fn either(first: Option<SpecialToken>, second: Option<SpecialToken>) -> Option<SpecialToken> {
    match (first, second) {
        (Some(SpecialToken::Text(content)), Some(SpecialToken::Object { flags, .. })) => {
            Some(SpecialToken::Object { content, flags })
        }
        (first, second) => first.or(second),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "for the fields of a table")]
fn plain(text: &str) -> Option<SpecialToken> {
    Some(SpecialToken::Text(text.to_owned()))
}

/// A mask that stands for a word with the space before it, and so takes that space.
#[expect(clippy::unnecessary_wraps, reason = "for the fields of a table")]
fn after_space(text: &str) -> Option<SpecialToken> {
    Some(SpecialToken::Object {
        content: text.to_owned(),
        flags: Flags {
            strip_left: true,
            ..Flags::default()
        },
    })
}
