//! Every case of `fixtures/captum.json`.

use std::collections::BTreeMap;
use std::path::Path;

use headlight_core::{
    Baseline, Filler, Layer, Model, Output, Sequence, Target, Text, TokenLimit, Tokenizer, Wants,
};
use headlight_explain::gradients::{gradient_rollout, mean_over_heads, rollout};
use headlight_model::{LoadedModel, Precision, Source};
use serde::Deserialize;

use crate::{fixture, integral};

#[derive(Deserialize)]
struct Expected {
    steps: usize,
    models: BTreeMap<String, Vec<Case>>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<u32>,
    label: usize,
    padding: Vec<f64>,
    padding_delta: f64,
    mask: Vec<f64>,
    gradient_x_input: Vec<f64>,
    rollout: Vec<f64>,
    gradient_rollout: Vec<f64>,
}

/// A model, its tokenizer, and one text as it reads it.
struct Reader {
    model: LoadedModel,
    tokenizer: std::sync::Arc<dyn Tokenizer>,
}

fn expected() -> Expected {
    serde_json::from_slice(&std::fs::read(fixture("captum.json")).unwrap()).unwrap()
}

impl Reader {
    /// A classifier of the fixtures, or an adapter over the default model.
    fn open(name: &str) -> Self {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models");
        let (source, folder) = if name.starts_with("sentiment") {
            let (adapter, base) = (models.join(name), models.join("headlight-mini"));
            let folder = base.clone();
            (Source::Adapter { adapter, base }, folder)
        } else {
            let folder = fixture("parity").join(name);
            (Source::Folder(folder.clone()), folder)
        };
        Self {
            model: headlight_model::load(&source, Precision::F32).unwrap(),
            tokenizer: headlight_tokenize::open(&folder).unwrap(),
        }
    }

    /// A text, and which of its tokens the tokenizer added.
    fn read(&self, case: &Case) -> (Sequence, Vec<bool>) {
        let text = Text::parse(case.text.clone()).unwrap();
        let encoding = self.tokenizer.encode(&text, None, TokenLimit(64));
        let added = encoding.tokens.iter().map(headlight_core::Token::special);
        let added = added.collect();
        let ids: Vec<_> = encoding.tokens.iter().map(|token| token.id).collect();
        let raw: Vec<u32> = ids.iter().map(|id| id.0).collect();
        assert_eq!(raw, case.ids, "{}", case.text);
        (Sequence::new(ids, encoding.segments, Vec::new()), added)
    }
}

/// Within 1e-4 of the largest number.
fn assert_close(ours: &[f64], theirs: &[f64], what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    let largest = theirs.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    for (a, b) in ours.iter().zip(theirs) {
        let close = (a - b).abs() <= 1e-4 * largest;
        assert!(close, "{what}: {ours:?} instead of {theirs:?}");
    }
}

#[test]
fn sentiment_left() {
    check("sentiment-left");
}

#[test]
fn sentiment_right() {
    check("sentiment-right");
}

#[test]
fn bert() {
    check("bert-classifier");
}

#[test]
fn distilbert() {
    check("distilbert-classifier");
}

fn check(name: &str) {
    let expected = expected();
    let reader = Reader::open(name);
    for case in &expected.models[name] {
        let what = format!("{name}: {}", case.text);
        integrated(&reader, case, expected.steps, &what);
        at_the_text(&reader, case, &what);
        followed(&reader, case, &what);
    }
}

fn target(case: &Case) -> Target {
    Target {
        label: case.label,
        output: Output::Logit,
    }
}

fn integrated(reader: &Reader, case: &Case, steps: usize, what: &str) {
    let (sequence, kept) = reader.read(case);
    let gradients = reader.model.gradients().unwrap();
    let id = |piece| reader.tokenizer.id(piece).unwrap();
    for (piece, theirs) in [("[PAD]", &case.padding), ("[MASK]", &case.mask)] {
        let baseline = Baseline {
            filler: Filler::Token(id(piece)),
            kept: kept.clone(),
        };
        let found = integral(gradients, &sequence, &baseline, target(case), steps);
        assert_close(&found.tokens, theirs, &format!("{what}, {piece}"));
        let mut added = found.tokens.iter().zip(&kept).filter(|(_, added)| **added);
        assert!(added.all(|(weight, _)| *weight == 0.0), "{what}");
        if piece == "[PAD]" {
            let gap = (found.delta() - case.padding_delta).abs();
            assert!(
                gap < 1e-4,
                "{what}: {} instead of {}",
                found.delta(),
                case.padding_delta
            );
        }
    }
}

fn at_the_text(reader: &Reader, case: &Case, what: &str) {
    let (sequence, _) = reader.read(case);
    let gradients = reader.model.gradients().unwrap();
    let found = gradients.embedding(&sequence, target(case)).unwrap();
    assert_close(&found.times_input(), &case.gradient_x_input, what);
}

fn followed(reader: &Reader, case: &Case, what: &str) {
    let (sequence, _) = reader.read(case);
    let model = &reader.model;
    let layers = model
        .gradients()
        .unwrap()
        .attention(&sequence, target(case));
    let read = model.classifier().unwrap().reads(sequence.len()).offset();
    let shares = gradient_rollout(&layers.unwrap(), read);
    assert_close(
        &shares,
        &case.gradient_rollout,
        &format!("{what}, weighted rollout"),
    );
    let wants = Wants {
        attention: true,
        contexts: false,
    };
    let trace = &model.trace(&[sequence], wants).unwrap()[0];
    let layers = Layer::all(model.config().layers);
    let layers = layers.map(|layer| {
        let attention = trace.attention(layer).unwrap();
        mean_over_heads(attention, trace.shape().tokens)
    });
    let shares = rollout(&layers.collect::<Vec<_>>(), read);
    assert_close(&shares, &case.rollout, &format!("{what}, rollout"));
}
