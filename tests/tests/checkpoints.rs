//! Weights as people save them, from the file to the logits (tests/fixtures/checkpoints).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use headlight_checkpoint::Checkpoint;
use headlight_core::{Model, Sequence, Text, TokenLimit, Tokenizer};
use headlight_model::{Config, Hints, LoadedModel, Precision, Source, Unrecognised, recognise};
use safetensors::SafeTensors;
use serde::Deserialize;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models")
}

fn json<T: serde::de::DeserializeOwned>(path: &str) -> T {
    serde_json::from_slice(&std::fs::read(fixture(path)).unwrap()).unwrap()
}

fn logits(model: &LoadedModel, tokenizer: &dyn Tokenizer, text: &str) -> Vec<f32> {
    let limit = TokenLimit(model.config().max_positions() as u32);
    let encoding = tokenizer.encode(&Text::parse(text.to_owned()).unwrap(), None, limit);
    let ids = encoding.tokens.iter().map(|token| token.id).collect();
    let sequence = Sequence::new(ids, encoding.segments, Vec::new());
    model
        .classifier()
        .unwrap()
        .score(&[sequence])
        .unwrap()
        .concat()
}

fn softmax(logits: &[f32]) -> Vec<f32> {
    let exp: Vec<f32> = logits.iter().map(|logit| logit.exp()).collect();
    exp.iter().map(|e| e / exp.iter().sum::<f32>()).collect()
}

fn assert_close(ours: &[f32], theirs: &[f32], within: f32, what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (a, b) in ours.iter().zip(theirs) {
        assert!(
            (a - b).abs() <= within,
            "{what}: {ours:?} instead of {theirs:?}"
        );
    }
}

fn heads_of_four() -> Hints {
    Hints {
        heads: Some(4),
        ..Hints::default()
    }
}

/// Recognises a bare file of weights and loads it.
fn import(file: &str, hints: &Hints) -> (LoadedModel, Vec<String>) {
    let checkpoint = Checkpoint::open(&fixture("checkpoints").join(file)).unwrap();
    let recognised = recognise(&checkpoint, hints).unwrap();
    let config = Config::parse(&recognised.config.to_string()).unwrap();
    let model = LoadedModel::from_weights(config, &recognised.weights(&checkpoint), Precision::F32)
        .unwrap();
    (model, recognised.assumptions)
}

#[derive(Deserialize)]
struct Parity {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    key: String,
    text: String,
}

#[test]
fn every_way_of_saving_gives_the_same_logits() {
    let parity: Parity = json("parity/bert-classifier/expected.json");
    let bytes = std::fs::read(fixture("parity/bert-classifier/expected.safetensors")).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let tokenizer = headlight_tokenize::open(&fixture("parity/bert-classifier")).unwrap();
    for (file, within) in [
        ("state_dict.pt", 1e-4),
        ("state_dict_legacy.pt", 1e-4),
        ("training_checkpoint.pt", 1e-4),
        ("data_parallel.pt", 1e-4),
        ("lightning_prefix.pt", 1e-4),
        ("whole_module.pt", 1e-4),
        ("half.bin", 1e-2),
    ] {
        let (model, _) = import(file, &heads_of_four());
        for case in parity
            .cases
            .iter()
            .filter(|case| ["0.plain", "2.plain", "3.plain"].contains(&&*case.key))
        {
            let view = tensors.tensor(&format!("{}.logits", case.key)).unwrap();
            let theirs: Vec<f32> = view
                .data()
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
                .collect();
            let ours = logits(&model, tokenizer.as_ref(), &case.text);
            assert_close(&ours, &theirs, within, &format!("{file}, {}", case.key));
        }
    }
}

#[test]
fn a_custom_head_reads_the_pooled_state() {
    let tokenizer = headlight_tokenize::open(&fixture("parity/bert-classifier")).unwrap();
    let expected: Vec<Value> = json("checkpoints/custom_expected.json");
    let floats = |value: &Value| -> Vec<f32> { serde_json::from_value(value.clone()).unwrap() };
    let (custom, assumptions) = import("custom_head.pt", &heads_of_four());
    assert!(
        assumptions.iter().any(|line| line.contains("“linear”")),
        "{assumptions:?}"
    );
    let (sigmoid, assumptions) = import("sigmoid_head.pt", &heads_of_four());
    assert!(
        assumptions.iter().any(|line| line.contains("sigmoid")),
        "{assumptions:?}"
    );
    for case in &expected {
        let text = case["text"].as_str().unwrap();
        let ours = logits(&custom, tokenizer.as_ref(), text);
        assert_close(&ours, &floats(&case["custom_pooled_logits"]), 1e-4, text);
        let ours = softmax(&logits(&sigmoid, tokenizer.as_ref(), text));
        assert_close(
            &ours[1..],
            &floats(&case["sigmoid_pooled_probability"]),
            1e-4,
            text,
        );
    }
}

#[test]
fn a_head_without_a_pooler_reads_the_bare_state() {
    let tokenizer = headlight_tokenize::open(&fixture("parity/bert-classifier")).unwrap();
    let expected: Vec<Value> = json("checkpoints/custom_expected.json");
    let checkpoint = Checkpoint::open(&fixture("checkpoints/custom_head.pt")).unwrap();
    let mut recognised = recognise(&checkpoint, &heads_of_four()).unwrap();
    recognised.config["headlight"]["pooled"] = false.into();
    let config = Config::parse(&recognised.config.to_string()).unwrap();
    let model = LoadedModel::from_weights(config, &recognised.weights(&checkpoint), Precision::F32)
        .unwrap();
    for case in &expected {
        let text = case["text"].as_str().unwrap();
        let theirs: Vec<f32> = serde_json::from_value(case["custom_cls_logits"].clone()).unwrap();
        assert_close(
            &logits(&model, tokenizer.as_ref(), text),
            &theirs,
            1e-4,
            text,
        );
    }
}

#[test]
fn what_cannot_be_told_is_asked_for() {
    let checkpoint = Checkpoint::open(&fixture("checkpoints/custom_head.pt")).unwrap();
    let refused = |hints: &Hints| recognise(&checkpoint, hints).unwrap_err();
    assert_eq!(refused(&Hints::default()), Unrecognised::Heads(48));
    let named = Hints {
        head: Some("classifier".to_owned()),
        ..heads_of_four()
    };
    assert!(refused(&named).to_string().contains("“linear”"));
    let labelled = Hints {
        labels: vec!["bad".into(), "so so".into(), "good".into()],
        ..heads_of_four()
    };
    assert_eq!(
        refused(&labelled),
        Unrecognised::Labels {
            outputs: 2,
            labels: 3
        }
    );
    let like: Value = json("parity/distilbert-classifier/config.json");
    let other = Hints {
        like: Some(like),
        ..Hints::default()
    };
    assert!(
        refused(&other)
            .to_string()
            .contains("holds a bert, the other model is a distilbert")
    );
    let mut like: Value = json("parity/bert-classifier/config.json");
    like["num_hidden_layers"] = 2.into();
    let other = Hints {
        like: Some(like),
        ..Hints::default()
    };
    assert!(
        refused(&other)
            .to_string()
            .contains("number of layers is 3, the other model's 2")
    );
    let mut like: Value = json("parity/bert-classifier/config.json");
    like["vocab_size"] = 99.into();
    let other = Hints {
        like: Some(like),
        ..Hints::default()
    };
    assert!(
        refused(&other)
            .to_string()
            .contains("vocabulary size is 1200")
    );
}

#[test]
fn a_lora_adapter_is_merged_over_its_base() {
    let source = Source::Adapter {
        adapter: fixture("checkpoints/lora"),
        base: fixture("parity/bert-classifier"),
    };
    let model = headlight_model::load(&source, Precision::F32).unwrap();
    let tokenizer = headlight_tokenize::open(&fixture("parity/bert-classifier")).unwrap();
    let expected: Vec<Value> = json("checkpoints/lora/expected.json");
    for case in &expected {
        let text = case["text"].as_str().unwrap();
        let theirs: Vec<f32> = serde_json::from_value(case["logits"].clone()).unwrap();
        assert_close(
            &logits(&model, tokenizer.as_ref(), text),
            &theirs,
            1e-4,
            text,
        );
    }
}

#[test]
fn both_sentiment_models_say_what_their_cards_say() {
    let report: Value = json("report-sentences.json");
    let tokenizer = headlight_tokenize::open(&models().join("headlight-mini")).unwrap();
    for (id, side) in [("sentiment-left", "left"), ("sentiment-right", "right")] {
        let source = Source::Adapter {
            adapter: models().join(id),
            base: models().join("headlight-mini"),
        };
        let model = headlight_model::load(&source, Precision::F32).unwrap();
        for row in report["rows"].as_array().unwrap() {
            let text = row["text"].as_str().unwrap();
            let positive = softmax(&logits(&model, tokenizer.as_ref(), text))[1];
            let theirs = row[side].as_f64().unwrap() as f32;
            assert!(
                (positive - theirs).abs() < 1e-3,
                "{id}, {text}: {positive} instead of {theirs}"
            );
        }
    }
}

#[test]
fn bfloat16_is_another_number_and_the_same_answer() {
    let report: Value = json("report-sentences.json");
    let tokenizer = headlight_tokenize::open(&models().join("headlight-mini")).unwrap();
    let source = Source::Adapter {
        adapter: models().join("sentiment-left"),
        base: models().join("headlight-mini"),
    };
    let load = |precision| headlight_model::load(&source, precision).unwrap();
    let (exact, short) = (load(Precision::F32), load(Precision::Bf16));
    let mut furthest: f32 = 0.0;
    for row in report["rows"].as_array().unwrap() {
        let text = row["text"].as_str().unwrap();
        let positive = |model| softmax(&logits(model, tokenizer.as_ref(), text))[1];
        furthest = furthest.max((positive(&exact) - positive(&short)).abs());
    }
    assert!(furthest > 0.0, "bfloat16 was not used");
    assert!(furthest < 0.03, "{furthest} of probability");
}
