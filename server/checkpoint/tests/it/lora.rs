//! Adapters of `LoRA`: the sum is right.

mod refusals;
mod support;

use std::time::Instant;

use headlight_checkpoint::{Checkpoint, LoraAdapter, ModelFolder, read_f32};
use headlight_core::Weights;
use serde_json::json;

use crate::support::fixture;
use support::{PREFIX, adapter, adapter_folder, checkpoint};

fn numbers(weights: &dyn Weights, name: &str) -> Vec<f64> {
    let shape = weights.get(name).expect("it is listed").shape;
    let numbers = read_f32(weights, name, shape).expect("numbers");
    numbers.into_iter().map(f64::from).collect()
}

/// `W + scale · B · A`, one number after the other.
fn expected(
    base: &dyn Weights,
    name: &str,
    factors: &dyn Weights,
    module: &str,
    scale: f64,
) -> Vec<f64> {
    let a = numbers(factors, &format!("{PREFIX}{module}.lora_A.weight"));
    let b = numbers(factors, &format!("{PREFIX}{module}.lora_B.weight"));
    let shape = base.get(name).expect("listed").shape;
    let (outputs, inputs) = (shape[0], shape[1]);
    let rank = a.len() / inputs;
    let mut sum = numbers(base, name);
    for i in 0..outputs {
        for j in 0..inputs {
            let dot: f64 = (0..rank).map(|k| b[i * rank + k] * a[k * inputs + j]).sum();
            sum[i * inputs + j] += scale * dot;
        }
    }
    sum
}

fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-5,
            "{found} instead of {expected}"
        );
    }
}

#[test]
fn the_fixture_is_merged() {
    let base = ModelFolder::open(&fixture("parity/bert-classifier")).and_then(|f| f.checkpoint());
    let base = base.expect("it opens");
    let folder = fixture("checkpoints/lora");
    let adapter = LoraAdapter::open(&folder).expect("it opens");
    assert_eq!(adapter.base_model(), Some("bert-classifier"));
    assert_eq!(adapter.task_type(), Some("SEQ_CLS"));
    assert_eq!(adapter.labels(), None);
    let merged = adapter.merge(&base).expect("it fits");
    assert_eq!(merged.names(), base.names());

    let factors = Checkpoint::open(&folder.join("adapter_model.safetensors")).expect("it opens");
    let mut changed = 0;
    for name in base.names() {
        let module = name.strip_suffix(".weight").unwrap_or(name);
        if factors
            .get(&format!("{PREFIX}{module}.lora_A.weight"))
            .is_some()
        {
            // alpha 8, rank 4
            let expected = expected(&base, name, &factors, module, 2.0);
            assert_close(&numbers(&merged, name), &expected);
            changed += 1;
        } else {
            let replaced = factors.get(&format!("{PREFIX}{name}"));
            let expected = replaced.or_else(|| base.get(name)).expect("listed");
            assert_eq!(
                merged.get(name).expect("listed").bytes,
                expected.bytes,
                "{name}"
            );
        }
    }
    assert_eq!(changed, 16);
}

#[test]
fn rank_and_alpha_have_patterns() {
    let base = checkpoint(&[("e.0.query.weight", &[3, 4]), ("e.1.query.weight", &[3, 4])]);
    let tensors: [(&str, &[usize]); 4] = [
        ("e.0.query.lora_A.weight", &[2, 4]),
        ("e.0.query.lora_B.weight", &[3, 2]),
        ("e.1.query.lora_A.weight", &[4, 4]),
        ("e.1.query.lora_B.weight", &[3, 4]),
    ];
    let config = json!({
        "rank_pattern": {"1.query": 4},
        "alpha_pattern": {".*1\\.query": 20, ".*query": 1000},
        "use_rslora": true,
    });
    let folder = adapter_folder(&config, &tensors);
    let factors = Checkpoint::open(&folder.path().join("adapter_model.safetensors"));
    let factors = factors.expect("it opens");
    let adapter = LoraAdapter::open(folder.path()).expect("it opens");
    let merged = adapter.merge(&base).expect("it fits");
    for (module, scale) in [
        ("e.0.query", 1000.0 / 2f64.sqrt()),
        ("e.1.query", 20.0 / 2.0),
    ] {
        let name = format!("{module}.weight");
        let expected = expected(&base, &name, &factors, module, scale);
        for (found, expected) in numbers(&merged, &name).iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-5 * scale,
                "{found} instead of {expected}"
            );
        }
    }
}

/// GPT-2 stores its matrices turned over, and so does every table of embeddings.
#[test]
fn matrices_may_be_turned_over() {
    let flat: [(&str, &[usize]); 2] = [
        ("h.c.lora_A.weight", &[2, 3]),
        ("h.c.lora_B.weight", &[5, 2]),
    ];
    let table: [(&str, &[usize]); 2] = [
        ("h.c.lora_embedding_A", &[2, 3]),
        ("h.c.lora_embedding_B", &[5, 2]),
    ];
    for (config, tensors) in [(json!({"fan_in_fan_out": true}), flat), (json!({}), table)] {
        let base = checkpoint(&[("h.c.weight", &[3, 5])]);
        let adapter = adapter(&config, &tensors);
        let [a, b] = tensors.map(|(name, shape)| {
            let tensor = checkpoint(&[(&format!("{PREFIX}{name}"), shape)]);
            numbers(&tensor, tensor.names()[0])
        });
        let mut sum = numbers(&base, "h.c.weight");
        for i in 0..3 {
            for o in 0..5 {
                sum[i * 5 + o] += 3.0 * (b[o * 2] * a[i] + b[o * 2 + 1] * a[3 + i]);
            }
        }
        let merged = adapter.merge(&base).expect("it fits");
        assert_close(&numbers(&merged, "h.c.weight"), &sum);
    }
}

#[test]
fn names_fit_with_and_without_the_encoders_prefix() {
    let adapters: [[(&str, &[usize]); 3]; 2] = [
        [
            ("bert.x.q.lora_A.weight", &[2, 4]),
            ("bert.x.q.lora_B.weight", &[3, 2]),
            ("classifier.weight", &[2, 3]),
        ],
        [
            ("x.q.lora_A.default.weight", &[2, 4]),
            ("x.q.lora_B.default.weight", &[3, 2]),
            ("classifier.modules_to_save.default.weight", &[2, 3]),
        ],
    ];
    for tensors in adapters {
        let adapter = adapter(&json!({"modules_to_save": ["classifier"]}), &tensors);
        for name in ["x.q.weight", "bert.x.q.weight"] {
            let base = checkpoint(&[(name, &[3, 4]), ("cls.bias", &[1])]);
            let merged = adapter.merge(&base).expect("it fits");
            let mut names = [name, "classifier.weight", "cls.bias"];
            names.sort_unstable();
            assert_eq!(merged.names(), names);
            assert_ne!(numbers(&merged, name), numbers(&base, name));
        }
    }
}

#[test]
fn labels_are_kept() {
    let adapter = adapter(&json!({"labels": ["no", "yes"]}), &[]);
    assert_eq!(adapter.labels().expect("labels"), ["no", "yes"]);
}

/// 10 M parameters of rank 16; a third of a second is asked for of the release build.
#[test]
fn merging_is_quick() {
    let modules: Vec<String> = (0..17).map(|i| format!("layer.{i}.dense")).collect();
    let names: Vec<_> = modules
        .iter()
        .map(|module| format!("{module}.weight"))
        .collect();
    let base: Vec<(&str, &[usize])> = names
        .iter()
        .map(|name| (name.as_str(), &[768, 768][..]))
        .collect();
    let base = checkpoint(&base);
    let factors: Vec<(String, &[usize])> = modules
        .iter()
        .flat_map(|module| {
            let (a, b) = (
                format!("{module}.lora_A.weight"),
                format!("{module}.lora_B.weight"),
            );
            [(a, &[16, 768][..]), (b, &[768, 16][..])]
        })
        .collect();
    let factors: Vec<_> = factors
        .iter()
        .map(|(name, shape)| (name.as_str(), *shape))
        .collect();
    let adapter = adapter(&json!({"r": 16}), &factors);
    let start = Instant::now();
    let merged = adapter.merge(&base).expect("it fits");
    println!("merged in {:?}", start.elapsed());
    assert_eq!(merged.names().len(), 17);
}
