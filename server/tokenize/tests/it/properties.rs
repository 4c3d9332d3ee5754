//! What holds for every text.

use std::sync::{Arc, LazyLock};

use headlight_core::{Encoding, Side, Text, Token, TokenLimit, Tokenizer, Utf16Map};
use proptest::prelude::*;

use crate::support::{open, parity, text};

/// A tokenizer of each kind, and how many specials it adds to a text and to a pair.
struct Kind {
    tokenizer: Arc<dyn Tokenizer>,
    added: [usize; 2],
    /// Whether every character that is no white space is in a token.
    keeps_all: bool,
}

static KINDS: LazyLock<[Kind; 5]> = LazyLock::new(|| {
    [
        ("bert-uncased-mlm", [2, 3], false),
        ("bert-cased-mlm", [2, 3], false),
        ("roberta-mlm", [2, 4], true),
        ("gpt2", [0, 0], true),
        ("albert-mlm", [2, 3], false),
    ]
    .map(|(name, added, keeps_all)| Kind {
        tokenizer: open(&parity(name)),
        added,
        keeps_all,
    })
});

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

fn check(kind: &Kind, a: &Text, b: Option<&Text>, limit: u32) -> Encoding {
    let encoding = kind.tokenizer.encode(a, b, TokenLimit(limit));
    let texts = [a.as_str(), b.map_or("", Text::as_str)];
    assert_eq!(encoding.segments.len(), encoding.tokens.len());
    let added = kind.added[usize::from(b.is_some())];
    assert!(encoding.tokens.len() <= added.max(limit as usize));
    let specials = encoding.tokens.iter().filter(|token| token.special());
    assert_eq!(specials.count(), added);
    for (side, text) in [Side::A, Side::B].into_iter().zip(texts) {
        check_side(&encoding, side, text);
        if kind.keeps_all && encoding.truncated.is_none() {
            check_cover(&encoding, side, text);
        }
    }
    if let Some(cut) = encoding.truncated {
        assert_eq!(cut.tokens_kept as usize, encoding.tokens.len());
        assert!(cut.tokens_total > cut.tokens_kept);
    }
    encoding
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
            at.start <= at.end && at.end <= units,
            "{token:?} in {text:?}"
        );
        assert!(
            before.0 <= at.start && before.1 <= at.end,
            "{token:?} in {text:?}"
        );
        before = (at.start, at.end);
        check_token(encoding, token, side, map.slice(at));
    }
}

fn check_token(encoding: &Encoding, token: &Token, side: Side, slice: &str) {
    if slice.trim().is_empty() {
        let signs = |c| matches!(c, '␣' | '↵' | '⇥' | '·');
        assert!(
            !token.text.is_empty() && token.text.chars().all(signs),
            "{token:?}"
        );
    } else {
        assert_eq!(slice.trim_start(), slice, "{token:?}");
        assert!(token.text == slice || token.text == "·", "{token:?}");
        assert!(token.word.is_some(), "{token:?}");
    }
    if let (Some(word), Some(span)) = (token.word, token.span) {
        let word = &encoding.words[word.offset()].span;
        assert_eq!(word.side, side, "{token:?}");
        assert!(
            (word.at.start..word.at.end).contains(&span.at.start),
            "{token:?}"
        );
    }
}

fn check_cover(encoding: &Encoding, side: Side, text: &str) {
    let spans = encoding.tokens.iter().filter_map(|token| token.span);
    let mut covered: Vec<_> = text.encode_utf16().map(|_| false).collect();
    for span in spans.filter(|span| span.side == side) {
        covered[span.at.start as usize..span.at.end as usize].fill(true);
    }
    let mut unit = 0;
    for c in text.chars() {
        assert!(c.is_whitespace() || covered[unit], "{c:?} of {text:?}");
        unit += c.len_utf16();
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
        limit in 4u32..512,
    ) {
        for kind in &*KINDS {
            let encoding = check(kind, &a, b.as_ref(), limit);
            check_words(&encoding);
            prop_assert_eq!(&encoding, &kind.tokenizer.encode(&a, b.as_ref(), TokenLimit(limit)));
        }
    }

    #[test]
    fn what_is_kept_does_not_depend_on_the_limit(a in any_text(80), limit in 2u32..40) {
        for kind in &*KINDS {
            let whole = kind.tokenizer.encode(&a, None, TokenLimit(u32::MAX));
            let cut = kind.tokenizer.encode(&a, None, TokenLimit(limit));
            let kept = cut.tokens.len() - kind.added[0] / 2;
            prop_assert_eq!(&whole.tokens[..kept], &cut.tokens[..kept]);
            prop_assert!(whole.words.starts_with(&cut.words[..cut.words.len().saturating_sub(1)]));
            if let Some(truncation) = cut.truncated {
                let first_lost = whole.tokens[kept].span.map(|span| span.at.start);
                prop_assert_eq!(Some(truncation.at), first_lost);
            }
        }
    }

    /// ALBERT drops marks, controls and what looks like a space, but no character of plain text.
    #[test]
    fn albert_keeps_plain_text(a in "[a-zA-Zäéß0-9 .,;:!?'\"()—€中文-]{0,80}") {
        let encoding = KINDS[4].tokenizer.encode(&text(&a), None, TokenLimit(u32::MAX));
        check_cover(&encoding, Side::A, &a.replace("''", " '"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn long_texts_are_encoded(a in any_text(16_384), limit in 2u32..512) {
        for kind in &*KINDS {
            let encoding = check(kind, &a, None, limit);
            check_words(&encoding);
        }
    }
}
