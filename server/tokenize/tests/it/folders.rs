//! Folders: what may be missing and what may not.

use std::fs;
use std::path::Path;

use headlight_core::TokenId;
use tempfile::TempDir;

use crate::support::{UNCUT, default_model, ids, open, parity, text};

const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nThe\n[MASK]\n##é\n é\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn refusal(files: &[(&str, &str)]) -> String {
    let opened = headlight_tokenize::open(folder(files).path());
    opened.err().expect("the folder is refused").to_string()
}

const BERT: (&str, &str) = ("config.json", r#"{"model_type": "bert"}"#);

#[test]
fn without_a_tokenizer_config_text_is_lower_cased() {
    let folder = folder(&[BERT, ("vocab.txt", VOCABULARY)]);
    let tokenizer = open(folder.path());
    let encoding = tokenizer.encode(&text("The"), None, UNCUT);
    assert_eq!(ids(&encoding), [2, 4, 3]);
    assert_eq!(tokenizer.mask(), Some(TokenId(6)));
    assert_eq!(tokenizer.vocab_size(), 9);
    assert_eq!(
        tokenizer.id(" é"),
        Some(TokenId(8)),
        "lines are not trimmed"
    );
    assert_eq!(tokenizer.id("é"), None);
    assert_eq!(tokenizer.piece(TokenId(7)).as_deref(), Some("##é"));
    assert_eq!(tokenizer.piece(TokenId(9)), None);
    assert!(tokenizer.takes_pairs());
}

#[test]
fn the_tokenizer_config_is_heard() {
    let config = r#"{
        "do_lower_case": false, "strip_accents": null, "mask_token": {"content": "the"},
        "cls_token": "[SEP]", "additional_special_tokens": null
    }"#;
    let model = r#"{"model_type": "bert", "type_vocab_size": 1}"#;
    let files = [
        ("config.json", model),
        ("vocab.txt", VOCABULARY),
        ("tokenizer_config.json", config),
    ];
    let folder = folder(&files);
    let tokenizer = open(folder.path());
    assert_eq!(ids(&tokenizer.encode(&text("The"), None, UNCUT)), [3, 5, 3]);
    assert_eq!(tokenizer.mask(), Some(TokenId(4)));
    assert!(tokenizer.takes_pairs(), "separated, though of one segment");
    let pair = tokenizer.encode(&text("The"), Some(&text("the")), UNCUT);
    assert_eq!(pair.segments, [0; 5]);
}

#[test]
fn pieces_of_a_text() {
    let tokenizer = open(&default_model());
    let pieces = tokenizer.pieces_of(&text("Playing [MASK]!"));
    assert_eq!(pieces, ["playing", "[MASK]", "!"]);
    assert!(tokenizer.pieces_of(&text("")).is_empty());
}

#[test]
fn parts_of_a_hangul_syllable_show_it_once() {
    let tokenizer = open(&default_model());
    let encoding = tokenizer.encode(&text("각"), None, UNCUT);
    let read: Vec<_> = encoding.tokens.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(read, ["[CLS]", "각", "·", "·", "[SEP]"]);
}

#[test]
fn refusals_are_sentences_without_paths() {
    assert!(refusal(&[]).starts_with("The tokenizer's file config.json cannot be read ("));
    assert!(refusal(&[BERT]).starts_with("The tokenizer's file vocab.txt cannot be read ("));
    assert_eq!(
        refusal(&[("config.json", r#"{"model_type": "t5"}"#)]),
        "Headlight has no tokenizer for models of type “t5”."
    );
    assert!(refusal(&[("config.json", "{")]).starts_with("The file config.json is not valid ("));
    let class = r#"{"tokenizer_class": "BertJapaneseTokenizer"}"#;
    assert_eq!(
        refusal(&[BERT, ("tokenizer_config.json", class)]),
        "Headlight does not know the tokenizer “BertJapaneseTokenizer”."
    );
    for (lines, missing) in [
        ("[CLS]\n[SEP]", "[UNK]"),
        ("[UNK]\n[CLS]", "[SEP]"),
        ("", "[UNK]"),
    ] {
        assert_eq!(
            refusal(&[BERT, ("vocab.txt", lines)]),
            format!("The vocabulary has no entry “{missing}”, without which no text can be read.")
        );
    }
}

#[test]
fn the_fixtures_do_not_need_their_tokenizer_json() {
    let from = parity("bert-cased-mlm");
    let copy = TempDir::new().expect("a folder");
    for file in ["config.json", "vocab.txt", "tokenizer_config.json"] {
        fs::copy(from.join(file), copy.path().join(file)).expect("a copy");
    }
    let encode = |folder: &Path| open(folder).encode(&text("Café"), None, UNCUT);
    assert_eq!(encode(copy.path()), encode(&from));
}
