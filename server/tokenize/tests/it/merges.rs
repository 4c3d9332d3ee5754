//! BPE with merges of many kinds against Hugging Face.

use std::fmt::Write;
use std::fs;
use std::time::{Duration, Instant};

use headlight_core::{MAX_TEXT_UNITS, TokenLimit};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::hugging_face::{HuggingFace, json_of, ours};
use crate::nasties::Random;
use crate::support::{UNCUT, open, parity, text};

/// GPT-2's fixture with other merges, as a folder and as Hugging Face's `tokenizer.json`.
fn with_merges(merges: &[(String, String)]) -> (TempDir, Value) {
    let mut json = json_of(&parity("gpt2"));
    let vocabulary = json["model"]["vocab"].as_object().expect("an object");
    let single = vocabulary
        .keys()
        .filter(|entry| entry.chars().count() == 1)
        .cloned();
    let merged = merges.iter().map(|(left, right)| format!("{left}{right}"));
    let mut entries = Map::new();
    for entry in ["<|endoftext|>".to_owned()]
        .into_iter()
        .chain(single)
        .chain(merged)
    {
        let id = entries.len();
        entries.entry(entry).or_insert(id.into());
    }
    let mut lines = "#version: 0.2\n".to_owned();
    for (left, right) in merges {
        writeln!(lines, "{left} {right}").expect("a string takes all");
    }
    let folder = TempDir::new().expect("a folder");
    let files = [
        ("config.json", json!({"model_type": "gpt2"}).to_string()),
        ("vocab.json", Value::from(entries.clone()).to_string()),
        ("merges.txt", lines),
    ];
    for (file, content) in files {
        fs::write(folder.path().join(file), content).expect("a file");
    }
    json["model"]["vocab"] = entries.into();
    json["model"]["merges"] = json!(merges);
    (folder, json)
}

#[test]
fn random_merges() {
    let mut random = Random(7);
    for _ in 0..40 {
        let mut entries: Vec<String> = ["a", "b", "c", "Ġ"].map(str::to_owned).to_vec();
        let mut merges: Vec<(String, String)> = Vec::new();
        for _ in 0..40 {
            let mut any = || entries[random.below(entries.len())].clone();
            let (left, right) = (any(), any());
            // A space is only found at the start of a word.
            if !right.contains('Ġ') && !merges.contains(&(left.clone(), right.clone())) {
                entries.push(format!("{left}{right}"));
                merges.push((left, right));
            }
        }
        let (folder, json) = with_merges(&merges);
        let (tokenizer, theirs) = (open(folder.path()), HuggingFace::from_json(&json));
        for _ in 0..50 {
            let letter = |_| ["a", "b", "c", "a", " "][random.below(5)];
            let text: String = (0..40).map(letter).collect();
            let got = ours(&*tokenizer, &text, None, UNCUT);
            assert_eq!(
                got.ids,
                theirs.read(&text, None, UNCUT).ids,
                "{text:?}, {merges:?}"
            );
        }
    }
}

/// The most merges that a text can need: one piece is left of 32,768 letters.
#[test]
fn the_longest_word_is_quick() {
    let double = |power: usize| "a".repeat(1 << power);
    let merges: Vec<_> = (0..15)
        .map(|power| (double(power), double(power)))
        .collect();
    let (folder, _) = with_merges(&merges);
    let tokenizer = open(folder.path());
    let text = text(&"a".repeat(MAX_TEXT_UNITS));
    let took = (0..3).map(|_| {
        let start = Instant::now();
        assert_eq!(
            tokenizer.encode(&text, None, TokenLimit(512)).tokens.len(),
            1
        );
        start.elapsed()
    });
    let took = took.min();
    println!("{took:?}");
    assert!(took < Some(Duration::from_secs(1)), "{took:?}");
}
