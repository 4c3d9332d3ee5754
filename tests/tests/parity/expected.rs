//! The fixtures: what transformers said, and our model and tokenizer beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use headlight_core::{
    Ablation, Encoding, Head, Layer, Sequence, Text, TokenId, TokenLimit, Tokenizer,
};
use headlight_model::{LoadedModel, Precision, Source};
use safetensors::SafeTensors;
use serde::Deserialize;

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

pub(crate) fn default_model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/headlight-mini")
}

#[derive(Deserialize)]
pub(crate) struct Expected {
    pub(crate) cases: Vec<Case>,
}

#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) key: String,
    #[serde(default)]
    pub(crate) ablated: Vec<Ablated>,
    pub(crate) ids: Vec<u32>,
    /// What transformers was given; nothing counts as 0 throughout.
    #[serde(default)]
    pub(crate) token_type_ids: Option<Vec<u8>>,
    #[serde(default)]
    pub(crate) positions: Vec<u32>,
    #[serde(default)]
    pub(crate) attention_heads: u16,
    #[serde(default)]
    pub(crate) top5: Vec<Vec<(String, u32, f32)>>,
    #[serde(default)]
    pub(crate) probs: Vec<f32>,
}

#[derive(Deserialize)]
pub(crate) struct Ablated {
    layer: i64,
    head: i64,
}

/// One folder of fixtures with its model loaded.
pub(crate) struct Fixture {
    pub(crate) expected: Expected,
    pub(crate) model: LoadedModel,
    pub(crate) tokenizer: Arc<dyn Tokenizer>,
    bytes: Vec<u8>,
}

impl Fixture {
    pub(crate) fn open(expected: &Path, model: &Path) -> Self {
        let json = std::fs::read(expected.join("expected.json")).expect("expected.json");
        Self {
            expected: serde_json::from_slice(&json).expect("expected.json parses"),
            model: headlight_model::load(&Source::Folder(model.to_owned()), Precision::F32)
                .expect("the model loads"),
            tokenizer: headlight_tokenize::open(model).expect("the tokenizer opens"),
            bytes: std::fs::read(expected.join("expected.safetensors")).expect("the tensors"),
        }
    }

    pub(crate) fn parity(name: &str) -> Self {
        let folder = fixture("parity").join(name);
        Self::open(&folder, &folder)
    }

    pub(crate) fn tensors(&self) -> Tensors<'_> {
        Tensors(SafeTensors::deserialize(&self.bytes).expect("safetensors"))
    }

    /// What the model read for a case.
    pub(crate) fn sequence(&self, case: &Case) -> Sequence {
        let config = self.model.config();
        let ablated = case.ablated.iter().map(|a| Ablation {
            layer: Layer::parse(a.layer, config.layers).expect("layer"),
            head: Head::parse(a.head, config.heads).expect("head"),
        });
        let ids = case.ids.iter().copied().map(TokenId).collect();
        let segments = case
            .token_type_ids
            .clone()
            .unwrap_or_else(|| vec![0; case.ids.len()]);
        Sequence::new(ids, segments, ablated.collect())
    }

    pub(crate) fn plain(&self, text: &str) -> Sequence {
        let encoding = self.encode(text);
        let ids = encoding.tokens.iter().map(|t| t.id).collect();
        Sequence::new(ids, encoding.segments, Vec::new())
    }

    fn encode(&self, text: &str) -> Encoding {
        let text = Text::parse(text.to_owned()).expect("a text");
        let limit = TokenLimit(self.model.config().max_positions().min(512) as u32);
        self.tokenizer.encode(&text, None, limit)
    }
}

/// Tensors by name, as f32.
pub(crate) struct Tensors<'a>(SafeTensors<'a>);

impl Tensors<'_> {
    pub(crate) fn get(&self, name: &str) -> Option<(Vec<usize>, Vec<f32>)> {
        let view = self.0.tensor(name).ok()?;
        let floats = view
            .data()
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        Some((view.shape().to_vec(), floats.collect()))
    }

    pub(crate) fn must(&self, name: &str) -> Vec<f32> {
        self.get(name)
            .unwrap_or_else(|| panic!("no tensor {name}"))
            .1
    }
}

/// Fails with the place and the size of the largest excess over `absolute + relative · |expected|`.
pub(crate) fn assert_close(ours: &[f32], theirs: &[f32], absolute: f32, relative: f32, what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}: number of values");
    for (place, (a, b)) in ours.iter().zip(theirs).enumerate() {
        let allowed = absolute + relative * b.abs();
        assert!(
            (a - b).abs() <= allowed,
            "{what}[{place}]: {a} instead of {b}"
        );
    }
}

pub(crate) fn softmax(logits: &[f32]) -> Vec<f32> {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exp: Vec<f64> = logits.iter().map(|x| f64::from(x - max).exp()).collect();
    let sum: f64 = exp.iter().sum();
    exp.iter().map(|x| (x / sum) as f32).collect()
}
