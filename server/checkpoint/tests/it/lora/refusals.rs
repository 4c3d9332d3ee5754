//! What is not `LoRA`, or not over this base, is refused with a sentence.

use std::fs;

use headlight_checkpoint::LoraAdapter;
use proptest::prelude::*;
use serde_json::json;
use tempfile::TempDir;

use super::support::{adapter, adapter_folder, checkpoint};

#[test]
fn what_does_not_fit_is_a_sentence() {
    let tensors: [(&str, &[usize]); 2] = [
        ("bert.x.q.lora_A.weight", &[2, 4]),
        ("bert.x.q.lora_B.weight", &[3, 2]),
    ];
    let refusal = |tensors: &[(&str, &[usize])], base: &[(&str, &[usize])]| {
        let folder = adapter_folder(&json!({}), tensors);
        let name = folder
            .path()
            .file_name()
            .expect("a name")
            .display()
            .to_string();
        let base = checkpoint(base);
        let adapter = LoraAdapter::open(folder.path());
        let refusal = adapter.and_then(|adapter| adapter.merge(&base).map(|_| ()));
        let sentence = refusal.expect_err("it is refused").to_string();
        let rest = sentence.strip_prefix(&format!("The adapter “{name}” "));
        rest.expect("it names the adapter").to_owned()
    };
    assert_eq!(
        refusal(&tensors, &[("bert.x.k.weight", &[3, 4])]),
        "changes “bert.x.q.weight”, which its base model does not have."
    );
    assert_eq!(
        refusal(&tensors, &[("bert.x.q.weight", &[4, 3])]),
        "changes “bert.x.q.weight” by a matrix of shape [3, 4]; in its base model it has [4, 3]."
    );
    assert_eq!(
        refusal(&tensors[..1], &[("bert.x.q.weight", &[3, 4])]),
        "holds only one of the two matrices for “bert.x.q”."
    );
    assert_eq!(
        refusal(
            &[
                ("x.q.lora_A.weight", &[3, 4]),
                ("x.q.lora_B.weight", &[3, 3])
            ],
            &[("x.q.weight", &[3, 4])]
        ),
        "has matrices of shapes [3, 4] and [3, 3] for “x.q”, which has rank 2."
    );
    assert_eq!(
        refusal(&[("x.q.lora_magnitude_vector", &[3])], &[]),
        "holds the tensor “base_model.model.x.q.lora_magnitude_vector”, \
         for which Headlight knows no place."
    );
    assert_eq!(
        refusal(&[("novelty.weight", &[3])], &[]),
        "holds the tensor “novelty.weight”, for which Headlight knows no place."
    );
}

#[test]
fn options_that_change_the_sum_are_refused() {
    let options = [
        ("use_dora", json!(true)),
        ("use_tomorrow", json!(true)),
        ("bias", json!("all")),
        ("lora_bias", json!(true)),
        ("init_lora_weights", json!("pissa")),
        ("layer_replication", json!([[0, 2]])),
        ("trainable_token_indices", json!([1])),
    ];
    for (key, value) in options {
        let folder = adapter_folder(&json!({ key: value }), &[]);
        let sentence = LoraAdapter::open(folder.path())
            .expect_err("it is refused")
            .to_string();
        let rest = format!("sets {key} to {value}, which Headlight does not compute.");
        assert!(sentence.ends_with(&rest), "{sentence}");
    }
    let folder = adapter_folder(&json!({"peft_type": "IA3"}), &[]);
    let sentence = LoraAdapter::open(folder.path())
        .expect_err("it is refused")
        .to_string();
    assert!(
        sentence.ends_with("is of the kind IA3; Headlight reads LORA."),
        "{sentence}"
    );
    let config = json!({"rank_pattern": {"(": 1}});
    let tensors: [(&str, &[usize]); 2] =
        [("q.lora_A.weight", &[2, 1]), ("q.lora_B.weight", &[1, 2])];
    let base = checkpoint(&[("q.weight", &[1, 1])]);
    let refusal = adapter(&config, &tensors).merge(&base).map(|_| ());
    let sentence = refusal.expect_err("it is refused").to_string();
    assert!(
        sentence.ends_with("has the pattern “(”, which is not valid."),
        "{sentence}"
    );
}

#[test]
fn a_folder_without_an_adapter_says_so() {
    let folder = TempDir::new().expect("a folder");
    assert!(!LoraAdapter::is_in(folder.path()));
    let sentence = LoraAdapter::open(folder.path())
        .expect_err("nothing")
        .to_string();
    assert!(
        sentence.contains("has no adapter_config.json that can be read ("),
        "{sentence}"
    );
    let config = r#"{"peft_type": "LORA", "r": 2, "lora_alpha": 6, "labels": ["no", "yes"]}"#;
    fs::write(folder.path().join("adapter_config.json"), config).expect("a file");
    assert!(LoraAdapter::is_in(folder.path()));
    let sentence = LoraAdapter::open(folder.path())
        .expect_err("no weights")
        .to_string();
    assert!(
        sentence.ends_with("has no weights: no adapter_model.safetensors or adapter_model.bin.")
    );
}

proptest! {
    #[test]
    fn any_config(config in "\\PC{0,200}") {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("adapter_config.json"), config).expect("a file");
        prop_assert!(LoraAdapter::open(folder.path()).is_err());
    }
}
