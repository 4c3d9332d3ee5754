//! What holds for every text.

use std::sync::{Arc, LazyLock};

use headlight_core::{Encoding, Side, Text, TokenLimit, Tokenizer, Utf16Map};
use proptest::prelude::*;

use crate::support::{open, parity, text};

static TOKENIZERS: LazyLock<[Arc<dyn Tokenizer>; 2]> =
    LazyLock::new(|| ["bert-uncased-mlm", "bert-cased-mlm"].map(|name| open(&parity(name))));

/// Any characters but NUL, with many of the kinds that tokenizers trip over.
fn any_text(longest: usize) -> impl Strategy<Value = Text> {
    let character = prop_oneof![
        3 => prop::char::range(' ', '~'),
        1 => prop::char::range('\u{1}', '\u{a0}'),
        1 => prop::char::range('\u{300}', '\u{36f}'),
        1 => prop::char::range('\u{1100}', '\u{11ff}'),
        1 => prop::char::range('\u{2000}', '\u{206f}'),
        1 => prop::char::range('\u{ac00}', '\u{ac80}'),
        1 => prop::char::range('\u{1f300}', '\u{1f700}'),
        1 => prop::char::any().prop_filter("NUL is no text", |c| *c != '\0'),
    ];
    let characters = prop::collection::vec(character, 0..longest);
    characters.prop_map(|characters| text(&characters.into_iter().collect::<String>()))
}

fn check(encoding: &Encoding, a: &Text, b: Option<&Text>, limit: u32) {
    let texts = [a.as_str(), b.map_or("", Text::as_str)];
    assert_eq!(encoding.segments.len(), encoding.tokens.len());
    let added = if b.is_some() { 3 } else { 2 };
    assert!(encoding.tokens.len() <= added.max(limit as usize));
    assert_eq!(
        encoding.tokens.iter().filter(|t| t.special()).count(),
        added
    );
    for (side, text) in [Side::A, Side::B].into_iter().zip(texts) {
        check_side(encoding, side, text);
    }
    if let Some(cut) = encoding.truncated {
        assert_eq!(cut.tokens_kept as usize, encoding.tokens.len());
        assert!(cut.tokens_total > cut.tokens_kept);
    }
}

fn check_side(encoding: &Encoding, side: Side, text: &str) {
    let map = Utf16Map::new(text);
    let units = text.encode_utf16().count() as u32;
    let mut before = (0, 0);
    for token in &encoding.tokens {
        let Some(span) = token.span.filter(|span| span.side == side) else {
            continue;
        };
        let at = span.at;
        assert!(
            at.start < at.end && at.end <= units,
            "{token:?} in {text:?}"
        );
        assert!(
            before.0 <= at.start && before.1 <= at.end,
            "{token:?} in {text:?}"
        );
        before = (at.start, at.end);
        let slice = map.slice(at);
        assert!(
            !slice.is_empty() && slice.trim_start() == slice,
            "{token:?} in {text:?}"
        );
        assert!(
            token.text == slice || token.text == "·",
            "{token:?} in {text:?}"
        );
        let word = token.word.expect("every token has a word");
        let word = &encoding.words[word.offset()];
        assert!(word.span.side == side, "{word:?} in {text:?}");
        let word = word.span.at;
        assert!(
            (word.start..word.end).contains(&at.start),
            "{token:?} in {text:?}"
        );
    }
}

fn check_words(encoding: &Encoding) {
    let mut next = 0;
    for (index, word) in (0..).zip(&encoding.words) {
        let (first, last) = (word.tokens.0.offset(), word.tokens.1.offset());
        assert!(next <= first && first <= last, "{word:?}");
        for token in &encoding.tokens[first..=last] {
            assert_eq!(token.word.map(|word| word.0), Some(index), "{word:?}");
        }
        next = last + 1;
    }
    let owned = encoding.tokens.iter().filter(|t| t.word.is_some()).count();
    let given: usize = encoding
        .words
        .iter()
        .map(|word| word.tokens.1.offset() + 1 - word.tokens.0.offset())
        .sum();
    assert_eq!(owned, given);
}

proptest! {
    #[test]
    fn anything_is_encoded(
        a in any_text(120),
        b in prop::option::of(any_text(120)),
        limit in 2u32..512,
    ) {
        for tokenizer in &*TOKENIZERS {
            let encoding = tokenizer.encode(&a, b.as_ref(), TokenLimit(limit));
            check(&encoding, &a, b.as_ref(), limit);
            check_words(&encoding);
            prop_assert_eq!(&encoding, &tokenizer.encode(&a, b.as_ref(), TokenLimit(limit)));
        }
    }

    #[test]
    fn what_is_kept_does_not_depend_on_the_limit(a in any_text(80), limit in 2u32..40) {
        for tokenizer in &*TOKENIZERS {
            let whole = tokenizer.encode(&a, None, TokenLimit(u32::MAX));
            let cut = tokenizer.encode(&a, None, TokenLimit(limit));
            let kept = cut.tokens.len() - 1;
            prop_assert_eq!(&whole.tokens[..kept], &cut.tokens[..kept]);
            prop_assert!(whole.words.starts_with(&cut.words[..cut.words.len().saturating_sub(1)]));
            if let Some(truncation) = cut.truncated {
                let first_lost = whole.tokens[kept].span.map(|span| span.at.start);
                prop_assert_eq!(Some(truncation.at), first_lost);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn long_texts_are_encoded(a in any_text(16_384), limit in 2u32..512) {
        let tokenizer = &TOKENIZERS[0];
        let encoding = tokenizer.encode(&a, None, TokenLimit(limit));
        check(&encoding, &a, None, limit);
        check_words(&encoding);
    }
}
