//! Hugging Face's `tokenizers`, as an oracle.

use std::path::Path;

use headlight_core::{Side, TokenLimit, Tokenizer};
use serde_json::{Value, json};
use tokenizers::{PostProcessor, Tokenizer as Inner, TruncationParams, truncate_encodings};

use crate::support::{default_model, hugging_face_spans, ids, parity, spans, text};

/// A tokenizer of Hugging Face.
pub(crate) struct HuggingFace {
    whole: Inner,
    /// The same without what comes after the pieces, which trims spans and must come only once.
    pieces: Inner,
}

/// What a tokenizer makes of a text or pair.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) ids: Vec<u32>,
    pub(crate) spans: Vec<Option<(Side, u32, u32)>>,
    pub(crate) segments: Vec<u32>,
}

impl HuggingFace {
    pub(crate) fn new(whole: Inner) -> Self {
        let mut pieces = whole.clone();
        pieces.with_post_processor(None::<tokenizers::PostProcessorWrapper>);
        Self { whole, pieces }
    }

    pub(crate) fn parse(json: &Value) -> Inner {
        Inner::from_bytes(json.to_string()).expect("the tokenizer is valid")
    }

    pub(crate) fn from_json(json: &Value) -> Self {
        Self::new(Self::parse(json))
    }

    /// Reads a text or pair, cut to a limit. Its own `encode` would stop reading both texts of a pair
    /// early and then not know which was longer, so it is taken step by step.
    pub(crate) fn read(&self, a: &str, b: Option<&str>, limit: TokenLimit) -> Read {
        let texts = [a, b.unwrap_or_default()];
        let read = |text: &str| self.pieces.encode_char_offsets(text, false);
        let a = read(a).expect("Hugging Face reads a");
        let b = b.map(|b| read(b).expect("Hugging Face reads b"));
        let processor = self.whole.get_post_processor();
        let added = processor.map_or(0, |p| p.added_tokens(b.is_some()));
        let room = TruncationParams {
            max_length: (limit.0 as usize).saturating_sub(added),
            ..TruncationParams::default()
        };
        let (a, b) = truncate_encodings(a, b, &room).expect("Hugging Face cuts");
        let first = a.len();
        let all = self
            .whole
            .post_process(a, b, true)
            .expect("it adds specials");
        let mut seen = 0;
        let sequence = |added: &u32| {
            seen += usize::from(*added == 0);
            (*added == 0).then_some(usize::from(seen > first))
        };
        let sequences: Vec<_> = all.get_special_tokens_mask().iter().map(sequence).collect();
        Read {
            ids: all.get_ids().to_vec(),
            spans: hugging_face_spans(texts, &sequences, all.get_offsets()),
            segments: all.get_type_ids().to_vec(),
        }
    }
}

/// The same by our tokenizer.
pub(crate) fn ours(tokenizer: &dyn Tokenizer, a: &str, b: Option<&str>, limit: TokenLimit) -> Read {
    let got = tokenizer.encode(&text(a), b.map(text).as_ref(), limit);
    Read {
        ids: ids(&got),
        spans: spans(&got),
        segments: got.segments.iter().copied().map(u32::from).collect(),
    }
}

/// The `tokenizer.json` of a folder.
pub(crate) fn json_of(folder: &Path) -> Value {
    let json = std::fs::read(folder.join("tokenizer.json")).expect("the fixture is there");
    serde_json::from_slice(&json).expect("the fixture is valid")
}

/// The default model has no `tokenizer.json`: that of a fixture around its vocabulary.
pub(crate) fn default_oracle() -> HuggingFace {
    let mut json = json_of(&parity("bert-uncased-mlm"));
    let lines = std::fs::read_to_string(default_model().join("vocab.txt")).expect("it is there");
    let vocabulary: serde_json::Map<_, _> = lines
        .lines()
        .map(str::to_owned)
        .zip((0..).map(Value::from))
        .collect();
    for added in json["added_tokens"].as_array_mut().expect("a list") {
        let name = added["content"].as_str().expect("a name").to_owned();
        added["id"] = vocabulary[&name].clone();
    }
    for (name, special) in json["post_processor"]["special_tokens"]
        .as_object_mut()
        .expect("an object")
    {
        special["ids"] = json!([vocabulary[name]]);
    }
    json["model"]["vocab"] = vocabulary.into();
    HuggingFace::from_json(&json)
}
