//! Every case of the fixtures: what transformers made of the same texts.

use std::path::Path;

use headlight_core::{Edit, Side, TokenId, TokenIndex, TokenLimit, Tokenizer, Truncation};
use serde::Deserialize;

use crate::support::{
    PARITY, UNCUT, default_model, hugging_face_spans, open, parity, root, spans, text,
};

#[derive(Deserialize)]
struct Expected {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    key: String,
    text: String,
    text_pair: Option<String>,
    masked: Option<Vec<u32>>,
    ids: Vec<u32>,
    tokens: Option<Vec<String>>,
    offsets: Option<Vec<(usize, usize)>>,
    sequence: Option<Vec<Option<usize>>>,
    tokens_total: Option<u32>,
}

fn cases(folder: &Path) -> Vec<Case> {
    let json = std::fs::read(folder.join("expected.json")).expect("the fixture is there");
    let expected: Expected = serde_json::from_slice(&json).expect("the fixture is valid");
    assert!(!expected.cases.is_empty());
    expected.cases
}

/// The sequence of each token; where the fixture does not say, added specials have no extent.
fn sequences(case: &Case, offsets: &[(usize, usize)]) -> Vec<Option<usize>> {
    let by_extent = || {
        let added = |(start, end): &(usize, usize)| start == end;
        offsets.iter().map(|at| (!added(at)).then_some(0)).collect()
    };
    case.sequence.clone().unwrap_or_else(by_extent)
}

fn check(tokenizer: &dyn Tokenizer, case: &Case, limit: TokenLimit) {
    let pair = case.text_pair.as_deref().map(text);
    let encoding = tokenizer.encode(&text(&case.text), pair.as_ref(), limit);
    let texts = [&case.text, case.text_pair.as_deref().unwrap_or_default()];
    if let Some(offsets) = &case.offsets {
        let expected = hugging_face_spans(texts, &sequences(case, offsets), offsets);
        assert_eq!(spans(&encoding), expected, "{}", case.key);
    }

    // ALBERT's fixture says in the key alone what is masked.
    let by_key = || vec![2; usize::from(case.key.ends_with(".masked2"))];
    let masked = case.masked.clone().unwrap_or_else(by_key);
    let edit = Edit {
        masked: masked.into_iter().map(TokenIndex).collect(),
        replaced: Vec::new(),
    };
    let edited = edit.apply(&encoding, tokenizer).expect("the edit fits");
    let read: Vec<_> = edited.ids.iter().map(|id| id.0).collect();
    assert_eq!(read, case.ids, "{}", case.key);
    if let Some(tokens) = &case.tokens {
        let piece = |id: &TokenId| tokenizer.piece(*id).expect("the id is there");
        let pieces: Vec<_> = edited.ids.iter().map(piece).collect();
        assert_eq!(&pieces, tokens, "{}", case.key);
    }
    let total = encoding.truncated.map(|cut| cut.tokens_total);
    assert_eq!(total, case.tokens_total, "{}", case.key);
}

#[test]
fn small_checkpoints_read_as_transformers_reads_them() {
    for name in PARITY.into_iter().chain(["albert-mlm"]) {
        let tokenizer = open(&parity(name));
        for case in cases(&parity(name)) {
            check(&*tokenizer, &case, TokenLimit(64));
        }
    }
}

#[test]
fn the_default_model_reads_as_transformers_reads_it() {
    let tokenizer = open(&default_model());
    for mut case in cases(&root().join("tests/fixtures/parity-default")) {
        // The long text is cut to 512 tokens; what it had before is not in the fixture.
        let encoding = tokenizer.encode(&text(&case.text), None, TokenLimit(512));
        case.tokens_total = encoding.truncated.map(|cut| cut.tokens_total);
        check(&*tokenizer, &case, TokenLimit(512));
    }
}

#[test]
fn a_cut_says_where_and_how_much() {
    let tokenizer = open(&parity("bert-uncased-mlm"));
    let text = text("the 😀 cat ran");
    let whole = tokenizer.encode(&text, None, UNCUT);
    assert_eq!(whole.truncated, None);
    let cut = tokenizer.encode(&text, None, TokenLimit(4));
    let expected = Truncation {
        side: Side::A,
        // Before "cat" stand "the", an emoji of two units and two spaces.
        at: 7,
        tokens_total: whole.tokens.len() as u32,
        tokens_kept: 4,
    };
    assert_eq!(cut.truncated, Some(expected));
    assert_eq!(cut.tokens.len(), 4);
}
