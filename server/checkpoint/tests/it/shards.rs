//! Weights in several files: the index says which, and leads nowhere else.

use std::fs;
use std::path::Path;

use headlight_checkpoint::{ModelFolder, read_f32};
use headlight_core::Weights;
use safetensors::tensor::Dtype;
use tempfile::TempDir;

use crate::support::{Tensor, fixture, serialise};

fn shard(name: &str, number: f32) -> Vec<u8> {
    serialise(&[Tensor {
        name: name.to_owned(),
        dtype: Dtype::F32,
        shape: vec![1],
        bytes: number.to_le_bytes().to_vec(),
    }])
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

fn index_refusal(map: &str) -> String {
    let index = format!(r#"{{"weight_map":{map}}}"#);
    let folder = folder(&[
        ("model.safetensors.index.json", index.as_bytes()),
        ("1.safetensors", &shard("a", 1.0)),
    ]);
    refusal(folder.path())
}

fn refusal(folder: &Path) -> String {
    let folder = ModelFolder::open(folder).expect("the index is found");
    folder.checkpoint().expect_err("it is refused").to_string()
}

#[test]
fn all_files_of_an_index_are_one_checkpoint() {
    let index =
        br#"{"metadata":{"total_size":8},"weight_map":{"a":"1.safetensors","b":"2.safetensors"}}"#;
    let folder = folder(&[
        ("model.safetensors.index.json", index),
        ("1.safetensors", &shard("a", 1.0)),
        ("2.safetensors", &shard("b", 2.0)),
    ]);
    let weights = ModelFolder::open(folder.path()).and_then(|folder| folder.checkpoint());
    let weights = weights.expect("it opens");
    assert_eq!(weights.names(), ["a", "b"]);
    assert_eq!(read_f32(&weights, "b", &[1]).expect("a number"), [2.0]);
}

#[test]
fn pytorch_files_have_an_index_too() {
    let bytes = fs::read(fixture("checkpoints/state_dict.pt")).expect("the fixture");
    let index = br#"{"weight_map":{"classifier.bias":"pytorch_model-00001-of-00001.bin"}}"#;
    let folder = folder(&[
        ("pytorch_model.bin.index.json", index),
        ("pytorch_model-00001-of-00001.bin", &bytes),
    ]);
    let weights = ModelFolder::open(folder.path()).and_then(|folder| folder.checkpoint());
    assert_eq!(weights.expect("it opens").names(), ["classifier.bias"]);
}

#[test]
fn an_index_leads_nowhere_else() {
    for name in [
        "../1.safetensors",
        "/etc/passwd",
        "a/b",
        "..",
        "",
        "C:x",
        r"a\\b",
        "a/",
        "./a",
    ] {
        let sentence = index_refusal(&format!(r#"{{"a":"{name}"}}"#));
        let name = name.replace(r"\\", r"\");
        assert_eq!(
            sentence,
            format!(
                "The weights file model.safetensors.index.json \
                 names the file “{name}”, which is no plain file name."
            )
        );
    }
}

#[test]
fn every_defect_is_a_sentence() {
    assert_eq!(
        index_refusal(r#"{"a":"1.safetensors","b":"1.safetensors"}"#),
        "The weights file model.safetensors.index.json \
         says that 1.safetensors holds the tensor “b”, which it does not."
    );
    let lost = index_refusal(r#"{"a":"2.safetensors"}"#);
    assert!(
        lost.starts_with("The weights file 2.safetensors cannot be read ("),
        "{lost}"
    );
    let broken = index_refusal("[]");
    let start = "The weights file model.safetensors.index.json is not a valid index of weights (";
    assert!(broken.starts_with(start), "{broken}");
    let many: Vec<_> = (0..1025)
        .map(|i| format!(r#""{i}":"{i}.safetensors""#))
        .collect();
    let many = index_refusal(&format!("{{{}}}", many.join(",")));
    assert!(
        many.starts_with("The weights file 0.safetensors cannot be read"),
        "{many}"
    );
}
