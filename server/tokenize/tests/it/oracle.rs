//! Ids and spans equal those of Hugging Face's `tokenizers` on texts made to differ.

use headlight_core::{TokenLimit, Tokenizer};

use crate::differences::oracle;
use crate::hugging_face::{HuggingFace, default_oracle, ours};
use crate::nasties::{Random, nasty};
use crate::support::{PARITY, UNCUT, default_model, open, parity};

fn check(
    tokenizer: &dyn Tokenizer,
    theirs: &HuggingFace,
    a: &str,
    b: Option<&str>,
    limit: TokenLimit,
) {
    let read = ours(tokenizer, a, b, limit);
    assert_eq!(read, theirs.read(a, b, limit), "{a:?}, {b:?}");
}

#[test]
fn nasty_texts() {
    for name in PARITY {
        let (ours, theirs) = (open(&parity(name)), oracle(name));
        let mut random = Random(1);
        for _ in 0..500 {
            check(&*ours, &theirs, &nasty(&mut random), None, UNCUT);
        }
    }
}

#[test]
fn nasty_texts_with_a_real_vocabulary() {
    let (ours, theirs) = (open(&default_model()), default_oracle());
    let mut random = Random(2);
    for _ in 0..2000 {
        check(&*ours, &theirs, &nasty(&mut random), None, UNCUT);
    }
}

#[test]
fn nasty_pairs_cut_to_every_length() {
    for name in [
        "bert-uncased-mlm",
        "distilbert-mlm",
        "electra-mlm",
        "roberta-mlm",
    ] {
        let (ours, theirs) = (open(&parity(name)), oracle(name));
        let mut random = Random(3);
        for round in 0..500 {
            let limit = TokenLimit(4 + round % 40);
            let (a, b) = (nasty(&mut random), nasty(&mut random));
            check(&*ours, &theirs, &a, Some(&b), limit);
            check(&*ours, &theirs, &a, None, limit);
        }
    }
}

/// Every character there is, inside a word.
#[test]
fn every_character() {
    let small = ["bert-uncased-mlm", "bert-cased-mlm", "gpt2"];
    let small = small.map(|name| (open(&parity(name)), oracle(name)));
    let default = (open(&default_model()), default_oracle());
    let characters: Vec<char> = ('\u{1}'..=char::MAX).collect();
    for some in characters.chunks(64) {
        let text: String = some.iter().flat_map(|c| ['a', *c, 'b', ' ']).collect();
        for (ours, theirs) in small.iter().chain([&default]) {
            check(&**ours, theirs, &text, None, UNCUT);
        }
    }
}
