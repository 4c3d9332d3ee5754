//! ALBERT against Hugging Face: ids equal, spans equal but for white space.

use headlight_core::{Side, TokenLimit, Tokenizer, Utf16Map, Utf16Span};

use crate::hugging_face::{HuggingFace, ours};
use crate::nasties::{Random, nasty};
use crate::sentencepiece::oracle;
use crate::support::{UNCUT, open, parity};

type Span = Option<(Side, u32, u32)>;

/// White space, and what is dropped or made a space of: Hugging Face leaves it in its spans.
fn blank(c: char) -> bool {
    let dropped = matches!(c, '\u{301}' | '\u{316}' | '\u{344}');
    let spaces = matches!(
        c,
        '\u{200b}' | '\u{feff}' | '\u{fffd}' | '´' | '¨' | '¯' | '¸'
    );
    dropped || spaces || c.is_whitespace()
}

/// A span without what is blank at its ends. A space alone has no characters with us, and with
/// Hugging Face those that the space came from, or, where it was put before a text, the first one's.
fn trimmed(map: &Utf16Map<'_>, theirs: Span, ours: Span) -> Span {
    let (side, start, end) = theirs?;
    let slice = map.slice(Utf16Span { start, end });
    let units = |text: &str| text.encode_utf16().count() as u32;
    let left = units(slice) - units(slice.trim_start_matches(blank));
    let right = units(slice) - units(slice.trim_end_matches(blank));
    let alone = |at: &(Side, u32, u32)| at.1 == at.2 && (start + left >= end || start == at.1);
    ours.filter(alone)
        .or(Some((side, start + left, end - right)))
}

pub(crate) fn check(tokenizer: &dyn Tokenizer, theirs: &HuggingFace, text: &str) {
    let got = ours(tokenizer, text, None, UNCUT);
    let mut expected = theirs.read(text, None, UNCUT);
    assert_eq!(got.ids, expected.ids, "{text:?}");
    // What a quotation mark of two characters and a dropped first character do is below.
    if ["''", "``", "\u{1}", "\u{7f}"]
        .iter()
        .any(|known| text.contains(known))
    {
        return;
    }
    let map = Utf16Map::new(text);
    for (theirs, ours) in expected.spans.iter_mut().zip(&got.spans) {
        *theirs = trimmed(&map, *theirs, *ours);
    }
    assert_eq!(got, expected, "{text:?}");
}

/// Where Hugging Face's spans differ from ours, which is checked above for all texts: of each token
/// of a text ours, then theirs.
#[test]
fn known_differences_of_spans() {
    let (tokenizer, theirs) = (open(&parity("albert-mlm")), oracle());
    for (name, text, spans) in [
        (
            "the space before a word is in its span",
            "a the",
            [((0, 1), (0, 1)), ((2, 5), (1, 5))],
        ),
        (
            "the space before a mask is in its span",
            "a [MASK]",
            [((0, 1), (0, 1)), ((2, 8), (1, 8))],
        ),
        (
            "a space alone has the first character",
            "r",
            [((0, 0), (0, 1)), ((0, 1), (0, 1))],
        ),
        (
            "a dropped first character moves all spans",
            "\u{1}the a",
            [((1, 4), (0, 3)), ((5, 6), (3, 5))],
        ),
        (
            "two quotes after a space are both in the span",
            "a ''",
            [((0, 1), (0, 1)), ((3, 4), (1, 4))],
        ),
    ] {
        let got = ours(&*tokenizer, text, None, UNCUT).spans;
        let expected = theirs.read(text, None, UNCUT).spans;
        for (index, (ours, theirs)) in (1..).zip(spans) {
            assert_eq!(got[index], Some((Side::A, ours.0, ours.1)), "{name}");
            assert_eq!(
                expected[index],
                Some((Side::A, theirs.0, theirs.1)),
                "{name}"
            );
        }
    }
}

#[test]
fn nasty_texts() {
    let (tokenizer, theirs) = (open(&parity("albert-mlm")), oracle());
    let mut random = Random(4);
    for _ in 0..2000 {
        check(&*tokenizer, &theirs, &nasty(&mut random));
    }
}

#[test]
fn nasty_pairs() {
    let (tokenizer, theirs) = (open(&parity("albert-mlm")), oracle());
    let mut random = Random(5);
    for round in 0..500 {
        let limit = TokenLimit(4 + round % 40);
        let (a, b) = (nasty(&mut random), nasty(&mut random));
        let got = ours(&*tokenizer, &a, Some(&b), limit);
        let expected = theirs.read(&a, Some(&b), limit);
        assert_eq!(got.ids, expected.ids, "{a:?}, {b:?}");
        assert_eq!(got.segments, expected.segments, "{a:?}, {b:?}");
    }
}
