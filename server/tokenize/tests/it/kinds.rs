//! Which tokenizer a folder has, and what its files may not be.

use std::fs;
use std::path::Path;

use headlight_core::TokenLimit;
use serde_json::json;
use tempfile::TempDir;

use crate::hugging_face::{HuggingFace, json_of, ours};
use crate::nasties::{Random, nasty};
use crate::support::{UNCUT, ids, open, parity, text};

/// A folder with a `config.json` and some files of a fixture.
fn folder(model_type: &str, class: Option<&str>, fixture: &str, files: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let write = |file: &str, json: serde_json::Value| {
        fs::write(folder.path().join(file), json.to_string()).expect("a file");
    };
    write("config.json", json!({"model_type": model_type}));
    if let Some(class) = class {
        write("tokenizer_config.json", json!({"tokenizer_class": class}));
    }
    for file in files {
        fs::copy(parity(fixture).join(file), folder.path().join(file)).expect("a copy");
    }
    folder
}

fn pieces(folder: &Path) -> Vec<String> {
    open(folder).pieces_of(&text("a cat"))
}

fn refusal(folder: &Path) -> String {
    let opened = headlight_tokenize::open(folder);
    opened.err().expect("the folder is refused").to_string()
}

const BPE: [&str; 2] = ["vocab.json", "merges.txt"];

#[test]
fn the_class_counts_before_the_type_of_the_model() {
    let chinese = folder(
        "albert",
        Some("BertTokenizerFast"),
        "bert-uncased-mlm",
        &["vocab.txt"],
    );
    assert_eq!(pieces(chinese.path()), ["a", "cat"]);
    let roberta = folder("electra", Some("RobertaTokenizer"), "roberta-mlm", &BPE);
    assert_eq!(pieces(roberta.path()), ["a", "Ġcat"]);
    let any = folder(
        "distilbert",
        Some("PreTrainedTokenizerFast"),
        "distilbert-mlm",
        &["vocab.txt"],
    );
    assert_eq!(pieces(any.path()), ["a", "cat"]);
}

#[test]
fn without_a_class_the_files_count() {
    let chinese = folder("albert", None, "bert-uncased-mlm", &["vocab.txt"]);
    assert_eq!(pieces(chinese.path()), ["a", "cat"]);
    let usual = folder("albert", None, "albert-mlm", &["spiece.model"]);
    assert_eq!(pieces(usual.path()), ["▁a", "▁cat"]);
}

#[test]
fn a_tokenizer_json_alone_is_not_enough() {
    for (fixture, file) in [("electra-mlm", "vocab.txt"), ("roberta-mlm", "vocab.json")] {
        let kind = fixture.trim_end_matches("-mlm");
        let folder = folder(kind, None, fixture, &["tokenizer.json"]);
        assert_eq!(
            refusal(folder.path()),
            format!(
                "This tokenizer comes as tokenizer.json alone, which Headlight does not read: \
                 {file} is missing. The model that this one was made from usually has that file; \
                 copy it into the folder."
            )
        );
    }
}

#[test]
fn damaged_merges_are_refused() {
    let folder = folder("gpt2", None, "gpt2", &["vocab.json"]);
    for (merges, line) in [("#version: 0.2\nt h e\n", 2), ("t\n", 1), ("\nt 東\n", 2)] {
        fs::write(folder.path().join("merges.txt"), merges).expect("a file");
        let sentence = format!(
            "Line {line} of merges.txt does not join two entries of the vocabulary to a third."
        );
        assert_eq!(refusal(folder.path()), sentence);
    }
}

#[test]
fn damaged_sentencepiece_files_do_no_harm() {
    let folder = folder("albert", None, "albert-mlm", &[]);
    let path = folder.path().join("spiece.model");
    let whole = fs::read(parity("albert-mlm").join("spiece.model")).expect("the fixture");
    let mut random = Random(8);
    let mut refused = 0;
    for round in 0..300 {
        let mut damaged = whole.clone();
        if round % 2 == 0 {
            damaged.truncate(random.below(whole.len()));
        } else {
            for _ in 0..200 {
                damaged[random.below(whole.len())] = random.below(256) as u8;
            }
        }
        fs::write(&path, damaged).expect("a file");
        match headlight_tokenize::open(folder.path()) {
            Ok(tokenizer) => {
                let nasty = nasty(&mut random);
                assert!(
                    !tokenizer
                        .encode(&text(&nasty), None, UNCUT)
                        .tokens
                        .is_empty()
                );
            }
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
        }
    }
    assert!((100..300).contains(&refused), "{refused}");
    fs::write(&path, [0x12, 2, 0x18, 2]).expect("a file");
    assert_eq!(
        refusal(folder.path()),
        "The file spiece.model is not valid: its pieces are not those of a unigram model."
    );
}

#[test]
fn gpt2_adds_nothing() {
    let tokenizer = open(&parity("gpt2"));
    assert!(tokenizer.encode(&text(""), None, UNCUT).tokens.is_empty());
    assert_eq!(tokenizer.mask(), None);
    assert!(!tokenizer.takes_pairs());
    let cut = tokenizer.encode(&text("a cat"), None, TokenLimit(1));
    assert_eq!(cut.truncated.map(|cut| cut.at), Some(2));
}

#[test]
fn a_space_may_be_put_before_a_text() {
    let folder = folder("gpt2", None, "gpt2", &BPE);
    let config = json!({"add_prefix_space": true}).to_string();
    fs::write(folder.path().join("tokenizer_config.json"), config).expect("a file");
    let tokenizer = open(folder.path());
    let mut json = json_of(&parity("gpt2"));
    json["pre_tokenizer"]["add_prefix_space"] = true.into();
    let theirs = HuggingFace::from_json(&json);
    for text in ["", "the cat", "é", "😀 a", "\na", "…"] {
        let got = ours(&*tokenizer, text, None, UNCUT);
        assert_eq!(got, theirs.read(text, None, UNCUT), "{text:?}");
    }
    let mut random = Random(9);
    for _ in 0..500 {
        let nasty = nasty(&mut random);
        let got = ids(&tokenizer.encode(&text(&nasty), None, UNCUT));
        assert_eq!(got, theirs.read(&nasty, None, UNCUT).ids, "{nasty:?}");
    }
}

#[test]
fn white_space_alone_is_shown_by_signs() {
    let tokenizer = open(&parity("gpt2"));
    let encoding = tokenizer.encode(&text("a  \n\t—"), None, UNCUT);
    let read: Vec<_> = encoding.tokens.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(read, ["a", "␣", "␣", "↵", "⇥", "—", "·"]);
    let words: Vec<_> = encoding
        .words
        .iter()
        .map(|word| word.text.as_str())
        .collect();
    assert_eq!(words, ["a", "—"]);
}

#[test]
fn entries_by_number_and_numbers_by_entry() {
    for name in ["roberta-mlm", "gpt2", "albert-mlm", "electra-mlm"] {
        let tokenizer = open(&parity(name));
        for id in (0..tokenizer.vocab_size()).map(headlight_core::TokenId) {
            let entry = tokenizer.piece(id).expect("no number is left out");
            assert_eq!(tokenizer.id(&entry), Some(id), "{name} {entry:?}");
        }
        assert_eq!(tokenizer.id("no such entry"), None);
    }
}
