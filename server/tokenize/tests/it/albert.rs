//! ALBERT against a tokenizer of Hugging Face that is built from `spiece.model` as transformers does.

use headlight_core::{Side, TokenLimit, Tokenizer, Utf16Map, Utf16Span};
use serde_json::{Value, json};
use tokenizers::models::unigram::Unigram;
use tokenizers::normalizers::precompiled::Precompiled;

use crate::hugging_face::{HuggingFace, json_of, ours};
use crate::nasties::{Random, nasty};
use crate::support::{UNCUT, open, parity};

type Span = Option<(Side, u32, u32)>;

/// The fields of a message of protocol buffers that are bytes or of 32 bits.
fn fields(message: &[u8]) -> Vec<(u64, &[u8])> {
    fn varint(bytes: &mut &[u8]) -> u64 {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = *bytes.split_off_first().expect("a number");
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }
    let mut rest = message;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let tag = varint(&mut rest);
        let length = match tag & 7 {
            0 => {
                varint(&mut rest);
                continue;
            }
            2 => varint(&mut rest) as usize,
            _ => 4,
        };
        let value = rest.split_off(..length).expect("a value");
        fields.push((tag >> 3, value));
    }
    fields
}

fn field<'a>(fields: &[(u64, &'a [u8])], number: u64) -> &'a [u8] {
    let found = fields.iter().find(|(field, _)| *field == number);
    found.expect("the field is there").1
}

fn model(file: &[(u64, &[u8])]) -> Unigram {
    let pieces = file.iter().filter(|(number, _)| *number == 1);
    let pieces = pieces.map(|(_, piece)| {
        let piece = fields(piece);
        let entry = str::from_utf8(field(&piece, 1)).expect("text");
        let score = f32::from_le_bytes(field(&piece, 2).try_into().expect("a score"));
        let last = entry
            .strip_suffix(',')
            .and_then(|rest| rest.chars().next_back());
        let joined = last.is_some_and(char::is_numeric);
        let penalty = if joined { 100.0 } else { 0.0 };
        (entry.to_owned(), f64::from(score) - penalty)
    });
    Unigram::from(pieces.collect(), Some(1), false).expect("a model")
}

/// What the slow and the fast tokenizer of transformers do to a text, in order.
fn normalizers(charsmap: &[u8]) -> Value {
    let charsmap = Precompiled::from(charsmap).expect("a table of characters");
    let replace = |pattern: Value, content: &str| {
        json!({
            "type": "Replace", "pattern": pattern, "content": content,
        })
    };
    json!([
        replace(json!({"Regex": "\\s"}), " "),
        replace(json!({"String": "``"}), "\""),
        replace(json!({"String": "''"}), "\""),
        {"type": "NFKD"},
        {"type": "StripAccents"},
        {"type": "Lowercase"},
        charsmap,
        {"type": "Strip", "strip_left": true, "strip_right": true},
        replace(json!({"Regex": " {2,}"}), " "),
    ])
}

fn special(id: u32, content: &str) -> Value {
    json!({
        "id": id, "content": content, "single_word": false, "lstrip": content == "[MASK]",
        "rstrip": false, "normalized": false, "special": true,
    })
}

pub(crate) fn oracle() -> HuggingFace {
    let file = std::fs::read(parity("albert-mlm").join("spiece.model")).expect("the fixture");
    let file = fields(&file);
    let mut json = json_of(&parity("bert-uncased-mlm"));
    json["normalizer"] = json!({
        "type": "Sequence",
        "normalizers": normalizers(field(&fields(field(&file, 3)), 2)),
    });
    json["pre_tokenizer"] = json!({
        "type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true,
    });
    json["added_tokens"] = json!([
        special(0, "<pad>"),
        special(1, "<unk>"),
        special(2, "[CLS]"),
        special(3, "[SEP]"),
        special(1000, "[MASK]"),
    ]);
    let model = model(&file);
    json["model"] = json!(model);
    let mut whole = HuggingFace::parse(&json);
    // Not by way of JSON alone, whose numbers are read with errors that decide between equals.
    whole.with_model(model);
    HuggingFace::new(whole)
}

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
