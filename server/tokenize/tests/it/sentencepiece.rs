//! ALBERT's tokenizer as Hugging Face's, built from `spiece.model` as transformers does it.

use serde_json::{Value, json};
use tokenizers::models::unigram::Unigram;
use tokenizers::normalizers::precompiled::Precompiled;

use crate::hugging_face::{HuggingFace, json_of};
use crate::support::parity;

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
