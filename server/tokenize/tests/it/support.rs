//! Where the fixtures are, and encodings in the form they are compared in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use headlight_core::{Encoding, Side, Text, TokenLimit, Tokenizer, Utf16Map};

/// The fixtures that have a `tokenizer.json`.
pub(crate) const PARITY: [&str; 8] = [
    "bert-uncased-mlm",
    "bert-cased-mlm",
    "bert-classifier",
    "distilbert-mlm",
    "distilbert-classifier",
    "electra-mlm",
    "roberta-mlm",
    "gpt2",
];

pub(crate) const UNCUT: TokenLimit = TokenLimit(u32::MAX);

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn parity(name: &str) -> PathBuf {
    root().join("tests/fixtures/parity").join(name)
}

pub(crate) fn default_model() -> PathBuf {
    root().join("models/headlight-mini")
}

pub(crate) fn open(folder: &Path) -> Arc<dyn Tokenizer> {
    headlight_tokenize::open(folder).expect("the fixture opens")
}

pub(crate) fn text(text: &str) -> Text {
    Text::parse(text.to_owned()).expect("the text is allowed")
}

/// The ids of an encoding.
pub(crate) fn ids(encoding: &Encoding) -> Vec<u32> {
    encoding.tokens.iter().map(|token| token.id.0).collect()
}

/// The side and span of each token.
pub(crate) fn spans(encoding: &Encoding) -> Vec<Option<(Side, u32, u32)>> {
    let spans = encoding.tokens.iter().map(|token| token.span);
    spans
        .map(|span| span.map(|span| (span.side, span.at.start, span.at.end)))
        .collect()
}

/// Sides and spans from what Hugging Face says: a sequence number and code points.
pub(crate) fn hugging_face_spans(
    texts: [&str; 2],
    sequences: &[Option<usize>],
    offsets: &[(usize, usize)],
) -> Vec<Option<(Side, u32, u32)>> {
    let maps = texts.map(Utf16Map::new);
    let span = |(sequence, (start, end)): (&Option<usize>, &(usize, usize))| {
        let side = (*sequence)?;
        let at = maps[side].span_of_chars(*start, *end);
        Some(([Side::A, Side::B][side], at.start, at.end))
    };
    sequences.iter().zip(offsets).map(span).collect()
}
