//! The grid of words, by example.

use headlight_core::{Encoding, Side, WordKind};

use crate::support::{UNCUT, open, parity, text};

use WordKind::{Number, Punctuation, Symbol, Word};

fn encode(a: &str, b: Option<&str>) -> Encoding {
    let pair = b.map(text);
    open(&parity("bert-cased-mlm")).encode(&text(a), pair.as_ref(), UNCUT)
}

fn words(text: &str) -> Vec<(String, WordKind)> {
    let words = encode(text, None).words.into_iter();
    words.map(|word| (word.text, word.kind)).collect()
}

fn expect(text: &str, expected: &[(&str, WordKind)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(w, k)| ((*w).to_owned(), *k))
        .collect();
    assert_eq!(words(text), expected, "{text:?}");
}

#[test]
fn contractions_are_whole() {
    expect("don't", &[("don't", Word)]);
    expect("it’s so", &[("it’s", Word), ("so", Word)]);
    expect(
        "the dogs'",
        &[("the", Word), ("dogs", Word), ("'", Punctuation)],
    );
}

#[test]
fn kinds() {
    expect(
        "3.5%!",
        &[("3.5", Number), ("%", Punctuation), ("!", Punctuation)],
    );
    expect("10,000 €", &[("10,000", Number), ("€", Symbol)]);
    expect("x2 + 😀", &[("x2", Word), ("+", Symbol), ("😀", Symbol)]);
    expect("co-op", &[("co", Word), ("-", Punctuation), ("op", Word)]);
    expect("中国", &[("中", Word), ("国", Word)]);
}

#[test]
fn a_typed_special_is_one_word() {
    expect("[MASK]!", &[("[MASK]", Word), ("!", Punctuation)]);
    expect("a[SEP]b", &[("a", Word), ("[SEP]", Word), ("b", Word)]);
}

#[test]
fn a_piece_across_words_belongs_to_the_first() {
    // Without white space or punctuation between them these are one unknown piece.
    expect("a😀b", &[("a", Word)]);
    assert_eq!(encode("a😀b", None).words[0].span.at.end, 1);
}

#[test]
fn what_gives_no_token_is_no_word() {
    expect("\u{200b} \u{7} a", &[("a", Word)]);
    expect(" \u{301}", &[("\u{301}", Symbol)]);
}

#[test]
fn words_count_on_through_a_pair() {
    let encoding = encode("a b.", Some("b c"));
    let sides: Vec<_> = encoding.words.iter().map(|w| w.span.side).collect();
    assert_eq!(sides, [Side::A, Side::A, Side::A, Side::B, Side::B]);
    let word = &encoding.words[3];
    assert_eq!((word.text.as_str(), word.span.at.start), ("b", 0));
    // [CLS] a b . [SEP] b c [SEP]
    assert_eq!((word.tokens.0.0, word.tokens.1.0), (5, 5));
    assert_eq!(encoding.segments, [0, 0, 0, 0, 0, 1, 1, 1]);
}
