//! The input that all routes about one text share: read at the border, once.

use std::collections::BTreeSet;

use headlight_core::{
    Ablation, Edit, EditError, Edited, Encoding, Head, Layer, ModelInfo, Replacement, Sequence,
    Task, Text, TokenIndex, TokenLimit,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::json::{Integer, Object};

/// No sequence is longer than this, whatever the model could read.
pub(crate) const MAX_TOKENS: u32 = 512;

/// One vocabulary piece in place of a token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplacedToken {
    /// The token, counted from 0 with added specials included.
    index: Integer,
    /// Exactly one piece of the vocabulary, as it stands there.
    token: String,
}

/// A head that is switched off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AblatedHead {
    /// The layer, counted from 1.
    layer: Integer,
    /// The head, counted from 1.
    head: Integer,
}

/// A text and what to do to it, as the body says it.
#[derive(Debug)]
pub(crate) struct Input {
    pub model: String,
    pub text: String,
    pub text_pair: Option<String>,
    pub masked: Vec<Integer>,
    pub replaced: Vec<Object<ReplacedToken>>,
    pub ablated: Vec<Object<AblatedHead>>,
}

/// Defines the body of a route: the shared input, and fields of its own. (`serde(flatten)` would do,
/// but it cannot refuse unknown fields.)
macro_rules! input_body {
    (
        $(#[$about:meta])*
        $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }
    ) => {
        $(#[$about])*
        #[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The id of a model of the list.
            model: String,
            /// The text, at most 32,768 UTF-16 units.
            text: String,
            /// The second text of a pair, for models that read pairs.
            text_pair: Option<String>,
            /// Tokens to mask, counted from 0 with added specials included.
            masked: Option<Vec<$crate::json::Integer>>,
            /// Tokens to put another piece in place of.
            #[schema(value_type = Option<Vec<$crate::input::ReplacedToken>>)]
            replaced: Option<Vec<$crate::json::Object<$crate::input::ReplacedToken>>>,
            /// Heads to switch off.
            #[schema(value_type = Option<Vec<$crate::input::AblatedHead>>)]
            ablated: Option<Vec<$crate::json::Object<$crate::input::AblatedHead>>>,
            $($(#[$doc])* $field: $type,)*
        }

        impl $name {
            /// The shared part, which is taken out.
            fn input(&mut self) -> $crate::input::Input {
                use std::mem::take;
                $crate::input::Input {
                    model: take(&mut self.model),
                    text: take(&mut self.text),
                    text_pair: self.text_pair.take(),
                    masked: self.masked.take().unwrap_or_default(),
                    replaced: self.replaced.take().unwrap_or_default(),
                    ablated: self.ablated.take().unwrap_or_default(),
                }
            }
        }
    };
}
pub(crate) use input_body;

/// A text as a model reads it, checked and edited.
pub(crate) struct Prepared {
    /// The model that was asked for.
    pub model: ReadyModel,
    /// The text's tokens and words before any edit.
    pub encoding: Encoding,
    /// What the edit made of them.
    pub edited: Edited,
    /// What the model reads.
    pub sequence: Sequence,
}

impl Input {
    /// Checks everything: tokenise, truncate, replace, mask.
    pub(crate) fn prepare(self, app: &App) -> Result<Prepared, ApiError> {
        let model = app.model(&self.model)?;
        let info = &*model.info;
        let ablated = self.ablated.iter().map(|Object(head)| head.parse(info));
        let ablated = ablated.collect::<Result<_, _>>()?;
        let encoding = encode(&model, self.text, self.text_pair)?;
        let tokens = encoding.tokens.len();
        if !self.masked.is_empty() && info.task == Task::Causal {
            return Err(EditError::NotMasked.into());
        }
        let masked = self.masked.iter().map(|index| token_index(*index, tokens));
        let replaced = self.replaced.into_iter();
        let replaced = replaced.map(|Object(token)| token.parse(tokens));
        let edit = Edit {
            masked: masked.collect::<Result<_, _>>()?,
            replaced: replaced.collect::<Result<_, _>>()?,
        };
        let edited = edit.apply(&encoding, &*model.tokenizer)?;
        let segments = encoding.segments.clone();
        let sequence = Sequence::new(edited.ids.clone(), segments, ablated);
        Ok(Prepared {
            model,
            encoding,
            edited,
            sequence,
        })
    }
}

/// Reads a text, or a pair, that has at least one token.
pub(crate) fn encode(
    model: &ReadyModel,
    text: String,
    pair: Option<String>,
) -> Result<Encoding, ApiError> {
    let text = Text::parse(text)?;
    let pair = pair.map(Text::parse).transpose()?;
    let name = &model.info.name;
    if pair.is_some() && !model.tokenizer.takes_pairs() {
        let detail = format!("{name} reads one text at a time: leave the second text out.");
        return Err(ApiError::new(Code::NoPairs, detail));
    }
    let limit = TokenLimit(model.info.max_tokens.min(MAX_TOKENS));
    let encoding = model.tokenizer.encode(&text, pair.as_ref(), limit);
    if encoding.tokens.is_empty() {
        let detail = format!("{name} makes no token of this text: please write something.");
        return Err(ApiError::new(Code::NoTokens, detail));
    }
    Ok(encoding)
}

/// One text as a model reads it, with nothing done to it.
pub(crate) fn sequence(model: &ReadyModel, text: String) -> Result<Sequence, ApiError> {
    let encoding = encode(model, text, None)?;
    let ids = encoding.tokens.iter().map(|token| token.id).collect();
    Ok(Sequence::new(ids, encoding.segments, Vec::new()))
}

/// The token with this number, if it is there.
pub(crate) fn token_index(index: Integer, count: usize) -> Result<TokenIndex, EditError> {
    u32::try_from(index.0)
        .ok()
        .filter(|index| (*index as usize) < count)
        .map(TokenIndex)
        .ok_or(EditError::NoSuchToken {
            index: index.0,
            count,
        })
}

/// The layer with this number, if the model has it.
pub(crate) fn layer(number: Integer, model: &ModelInfo) -> Result<Layer, ApiError> {
    Layer::parse(number.0, model.layers).ok_or_else(|| {
        let detail = format!(
            "{} has no layer {}: its layers are 1 to {}.",
            model.name, number.0, model.layers
        );
        ApiError::new(Code::NoSuchLayer, detail)
    })
}

/// The head with this number, if the model has it.
pub(crate) fn head(number: Integer, model: &ModelInfo) -> Result<Head, ApiError> {
    Head::parse(number.0, model.heads).ok_or_else(|| {
        let detail = format!(
            "{} has no head {}: its heads are 1 to {} in each layer.",
            model.name, number.0, model.heads
        );
        ApiError::new(Code::NoSuchHead, detail)
    })
}

/// The heads with these numbers, ascending and each once: all when none are named.
pub(crate) fn heads(asked: Option<&[Integer]>, model: &ModelInfo) -> Result<Vec<Head>, ApiError> {
    let Some(asked) = asked else {
        return Ok(Head::all(model.heads).collect());
    };
    let chosen = asked.iter().map(|number| head(*number, model));
    let chosen: BTreeSet<_> = chosen.collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        let detail = "`heads` is empty: name at least one head, or leave it out for all.";
        return Err(ApiError::new(Code::NoSuchHead, detail));
    }
    Ok(chosen.into_iter().collect())
}

impl AblatedHead {
    fn parse(&self, model: &ModelInfo) -> Result<Ablation, ApiError> {
        Ok(Ablation {
            layer: layer(self.layer, model)?,
            head: head(self.head, model)?,
        })
    }
}

impl ReplacedToken {
    fn parse(self, count: usize) -> Result<Replacement, EditError> {
        Ok(Replacement {
            index: token_index(self.index, count)?,
            token: self.token,
        })
    }
}
