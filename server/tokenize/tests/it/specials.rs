//! Special tokens: where a folder names them, which numbers they get and how they are found.

use std::fs;

use headlight_core::{TokenId, Tokenizer};
use serde_json::json;
use tempfile::TempDir;
use tokenizers::AddedToken;

use crate::hugging_face::{HuggingFace, json_of, ours};
use crate::support::{UNCUT, ids, open, parity, text};

/// A fixture with other files beside its own.
fn folder(fixture: &str, files: &[(&str, serde_json::Value)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for file in fs::read_dir(parity(fixture)).expect("the fixture is there") {
        let file = file.expect("a file").path();
        let name = file.file_name().expect("a name").to_str().expect("text");
        if !name.ends_with(".safetensors") {
            fs::copy(&file, folder.path().join(name)).expect("a copy");
        }
    }
    for (name, json) in files {
        fs::write(folder.path().join(name), json.to_string()).expect("a file");
    }
    folder
}

/// The model of a fixture, with embeddings for so many entries.
fn room(model_type: &str, vocab_size: u32) -> (&'static str, serde_json::Value) {
    (
        "config.json",
        json!({"model_type": model_type, "vocab_size": vocab_size}),
    )
}

fn read(tokenizer: &dyn Tokenizer, of: &str) -> Vec<u32> {
    ids(&tokenizer.encode(&text(of), None, UNCUT))
}

#[test]
fn new_tokens_get_the_numbers_that_the_files_say() {
    let files = [
        room("roberta", 1300),
        ("added_tokens.json", json!({"<x>": 1250, "<y>": 1200})),
        (
            "special_tokens_map.json",
            json!({
                "additional_special_tokens": ["<z>", "<y>", "</s>"],
            }),
        ),
    ];
    let folder = folder("roberta-mlm", &files);
    let tokenizer = open(folder.path());
    let z = 1251;
    assert_eq!(read(&*tokenizer, "<x><y><z>"), [0, 1250, 1200, z, 2]);
    assert_eq!(tokenizer.id("<z>"), Some(TokenId(z)));
    assert_eq!(tokenizer.piece(TokenId(1250)).as_deref(), Some("<x>"));
    assert_eq!(tokenizer.piece(TokenId(1201)), None, "a gap");
    assert_eq!(tokenizer.pieces_of(&text("<x> a")), ["<x>", "Ġa"]);
    assert_eq!(tokenizer.vocab_size(), z + 1);
}

#[test]
fn a_token_without_an_embedding_is_no_token() {
    let map = json!({"mask_token": "[MASK]", "additional_special_tokens": ["[NEW]"]});
    let files = [room("albert", 1000), ("special_tokens_map.json", map)];
    let folder = folder("albert-mlm", &files);
    let tokenizer = open(folder.path());
    assert_eq!(tokenizer.mask(), None);
    assert_eq!(tokenizer.id("[NEW]"), None);
    assert_eq!(tokenizer.vocab_size(), 1000);
}

#[test]
fn the_decoder_of_tokens_says_how_they_are_found() {
    let token = |content: &str, left: bool, right: bool, single_word: bool| {
        json!({
            "content": content, "lstrip": left, "rstrip": right, "single_word": single_word,
            "normalized": false, "special": true,
        })
    };
    let decoder = json!({
        "0": token("<s>", false, false, false),
        "4": token("<mask>", true, true, false),
        "1200": token("<l>", true, false, false),
        "1201": token("<r>", false, true, false),
        "1202": token("word", false, false, true),
    });
    let files = [
        room("roberta", 1203),
        (
            "tokenizer_config.json",
            json!({"added_tokens_decoder": decoder}),
        ),
    ];
    let folder = folder("roberta-mlm", &files);
    let tokenizer = open(folder.path());
    let mut json = json_of(folder.path());
    json["added_tokens"]
        .as_array_mut()
        .expect("a list")
        .retain(|t| t["content"] != "<mask>");
    let mut whole = HuggingFace::parse(&json);
    let add = |content: &str| AddedToken::from(content, true).normalized(false);
    whole
        .add_special_tokens([
            add("<mask>").lstrip(true).rstrip(true),
            add("<l>").lstrip(true),
            add("<r>").rstrip(true),
            add("word").single_word(true),
        ])
        .expect("Hugging Face takes them");
    let theirs = HuggingFace::new(whole);
    for text in [
        "a <l> b <r> c <mask> d",
        "a \n<l>\t<r> \u{a0}<l><r> <mask> <l> ",
        "word words aword word_ word-word 'word'",
        "<r>  word  <l>",
        "  <mask>",
    ] {
        let got = ours(&*tokenizer, text, None, UNCUT);
        assert_eq!(got, theirs.read(text, None, UNCUT), "{text:?}");
    }
}

/// A known difference: we look for added words as they are written, Hugging Face looks for those that
/// are not special in the text that has been lower-cased.
#[test]
fn added_words_are_found_as_they_are_written() {
    let files = [
        room("bert", 1201),
        ("added_tokens.json", json!({"covid": 1200})),
    ];
    let folder = folder("bert-uncased-mlm", &files);
    let tokenizer = open(folder.path());
    let mut whole = HuggingFace::parse(&json_of(folder.path()));
    let added = whole.add_tokens([AddedToken::from("covid", false)]);
    assert_eq!(added.expect("Hugging Face takes it"), 1);
    let theirs = HuggingFace::new(whole);
    let same = |text| ours(&*tokenizer, text, None, UNCUT) == theirs.read(text, None, UNCUT);
    assert!(same("the covid year"));
    assert!(!same("the Covid year"));
}

#[test]
fn a_mask_that_is_only_named_takes_the_space_before_it() {
    let config = json!({
        "mask_token": "<mask>", "model_max_length": 1e30, "additional_special_tokens": [],
        "extra_special_tokens": {},
    });
    let folder = folder("roberta-mlm", &[("tokenizer_config.json", config)]);
    assert_eq!(read(&*open(folder.path()), "a <mask>"), [0, 69, 4, 2]);
}
