//! What lime 0.2.0.1 and shap 0.51.0 say about the black box on odd texts; `make.py` wrote it down.
#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails the test"
)]

#[path = "../black_box/mod.rs"]
mod black_box;

use black_box::explain;
use headlight_explain::lime::{Words, split};
use headlight_explain::shap::{Partition, Tree, by_words, labels};
use headlight_explain::{Lime, Removal};
use serde_json::Value;

fn cases(kind: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("libraries.json")).unwrap();
    all[kind].as_array().unwrap().clone()
}

fn size(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn close(found: f64, expected: &Value, case: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() < 1e-9,
        "{found} is not {expected} in {case}"
    );
}

#[test]
fn lime() {
    for case in cases("lime") {
        let cut = split(case["text"].as_str().unwrap(), Words::Types);
        let [samples, features, seed] = ["samples", "features", "seed"].map(|key| size(&case[key]));
        let mut method = Lime::preset(cut.units.len(), samples, features, seed as u32);
        let (found, _) = explain(&mut method, &cut, &Removal::Delete);
        close(found.base, &case["intercept"], &case);
        for weight in case["weights"].as_array().unwrap() {
            close(found.weights[size(&weight[0])].value, &weight[1], &case);
        }
    }
}

#[test]
fn partition() {
    let removal = Removal::Shap {
        mask: "...".to_owned(),
        collapse: true,
    };
    for case in cases("partition") {
        let cut = by_words(case["text"].as_str().unwrap());
        let tree = Tree::of_labels(&labels(&cut), None);
        let (found, _) = explain(
            &mut Partition::preset(tree, size(&case["budget"])),
            &cut,
            &removal,
        );
        close(found.base, &case["base"], &case);
        let found: Vec<f64> = found.weights.iter().map(|weight| weight.value).collect();
        let answers: Vec<Vec<f64>> = serde_json::from_value(case["answers"].clone()).unwrap();
        assert!(
            answers.iter().any(|answer| same(answer, &found)),
            "{found:?}, not {case}"
        );
    }
}

fn same(left: &[f64], right: &[f64]) -> bool {
    let mut pairs = left.iter().zip(right);
    left.len() == right.len() && pairs.all(|(left, right)| (left - right).abs() < 1e-9)
}

#[test]
fn trees() {
    for case in cases("trees") {
        let tokens: Vec<String> = serde_json::from_value(case["tokens"].clone()).unwrap();
        let joins: Vec<(usize, usize)> = serde_json::from_value(case["joins"].clone()).unwrap();
        assert_eq!(
            Tree::of_labels(&tokens, Some("[SEP]")).joins(),
            joins,
            "{case}"
        );
    }
}
