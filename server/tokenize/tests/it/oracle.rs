//! Ids and spans equal those of Hugging Face's `tokenizers` on texts made to differ.

use std::path::Path;

use headlight_core::{TokenLimit, Tokenizer};
use tokenizers::{Encoding, Tokenizer as HuggingFace, TruncationParams, truncate_encodings};

use crate::support::{
    PARITY, UNCUT, default_model, hugging_face_spans, ids, open, parity, spans, text,
};

/// Splitmix64 (Steele, Lea and Flood 2014): the same texts in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// What nasty texts are made of.
const PARTS: [&str; 64] = [
    "the",
    "Cat",
    "RAN",
    "unbelievable",
    "don't",
    "it’s",
    "3.5",
    "10,000",
    "½",
    "x",
    "a",
    "##s",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u{a0}",
    "\u{2003}",
    "\u{3000}",
    "\u{2028}",
    "\u{2029}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{ad}",
    "\u{85}",
    "\u{7f}",
    "\u{1}",
    "\u{fffd}",
    "\u{e000}",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{316}\u{301}",
    "\u{344}",
    "ﬁ",
    "İ",
    "ß",
    "Å",
    "≠",
    "\u{37e}",
    "\u{1fef}",
    "≮",
    "中",
    "国",
    "\u{2b820}",
    "\u{f900}",
    "각",
    "ᄀ",
    "שלום",
    "مرحبا",
    "नमस्ते",
    "😀",
    "👩\u{200d}👩\u{200d}👧",
    "🇩🇪",
    "[MASK]",
    "[SEP]",
    "[CLS]",
    "[mask]",
    "[MA\u{200b}SK]",
    "!",
    "—",
    "€",
];

fn nasty(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(24) {
        text.push_str(PARTS[random.below(PARTS.len())]);
        if random.below(3) == 0 {
            text.push(' ');
        }
        if random.below(200) == 0 {
            text.push_str(&"long".repeat(20 + random.below(10)));
        }
    }
    text
}

fn oracle(folder: &Path) -> HuggingFace {
    HuggingFace::from_file(folder.join("tokenizer.json")).expect("the fixture is valid")
}

/// The default model has no `tokenizer.json`: that of a fixture around its vocabulary.
fn default_oracle() -> HuggingFace {
    let mut json: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(parity("bert-uncased-mlm").join("tokenizer.json"))
            .expect("the fixture is there"),
    )
    .expect("the fixture is valid");
    let lines = std::fs::read_to_string(default_model().join("vocab.txt")).expect("it is there");
    let vocabulary: serde_json::Map<_, _> = lines
        .lines()
        .map(str::to_owned)
        .zip((0..).map(serde_json::Value::from))
        .collect();
    for added in json["added_tokens"].as_array_mut().expect("a list") {
        let name = added["content"].as_str().expect("a name").to_owned();
        added["id"] = vocabulary[&name].clone();
    }
    for (name, special) in json["post_processor"]["special_tokens"]
        .as_object_mut()
        .expect("an object")
    {
        special["ids"] = serde_json::json!([vocabulary[name]]);
    }
    json["model"]["vocab"] = vocabulary.into();
    HuggingFace::from_bytes(json.to_string()).expect("the tokenizer is valid")
}

/// What Hugging Face makes of a text or pair, cut to a limit. Its own `encode` would stop reading both
/// texts of a pair early and then not know which was longer, so it is taken step by step.
fn expected(theirs: &HuggingFace, a: &str, b: Option<&str>, limit: TokenLimit) -> Encoding {
    let read = |text: &str| theirs.encode_char_offsets(text, false);
    let a = read(a).expect("Hugging Face reads a");
    let b = b.map(|b| read(b).expect("Hugging Face reads b"));
    let added = if b.is_some() { 3 } else { 2 };
    let room = TruncationParams {
        max_length: limit.0 as usize - added,
        ..TruncationParams::default()
    };
    let (a, b) = truncate_encodings(a, b, &room).expect("Hugging Face cuts");
    theirs
        .post_process(a, b, true)
        .expect("Hugging Face adds specials")
}

fn check(ours: &dyn Tokenizer, theirs: &HuggingFace, a: &str, b: Option<&str>, limit: TokenLimit) {
    let got = ours.encode(&text(a), b.map(text).as_ref(), limit);
    let expected = expected(theirs, a, b, limit);
    assert_eq!(ids(&got), expected.get_ids(), "ids of {a:?}, {b:?}");
    // Not `get_sequence_ids`, which a cut makes forget.
    let added = expected.get_special_tokens_mask().iter();
    let sequences: Vec<_> = added
        .zip(expected.get_type_ids())
        .map(|(added, segment)| (*added == 0).then_some(*segment as usize))
        .collect();
    let texts = [a, b.unwrap_or_default()];
    let expected_spans = hugging_face_spans(texts, &sequences, expected.get_offsets());
    assert_eq!(spans(&got), expected_spans, "spans of {a:?}, {b:?}");
    let segments: Vec<_> = got.segments.iter().copied().map(u32::from).collect();
    assert_eq!(
        segments,
        expected.get_type_ids(),
        "segments of {a:?}, {b:?}"
    );
}

#[test]
fn nasty_texts() {
    for name in PARITY {
        let (ours, theirs) = (open(&parity(name)), oracle(&parity(name)));
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
    let folder = parity("bert-uncased-mlm");
    let (ours, theirs) = (open(&folder), oracle(&folder));
    let mut random = Random(3);
    for round in 0..500 {
        let limit = TokenLimit(3 + round % 40);
        let (a, b) = (nasty(&mut random), nasty(&mut random));
        check(&*ours, &theirs, &a, Some(&b), limit);
        check(&*ours, &theirs, &a, None, limit);
    }
}

/// Every character there is, inside a word.
#[test]
fn every_character() {
    let small = ["bert-uncased-mlm", "bert-cased-mlm"].map(parity);
    let small = small.map(|folder| (open(&folder), oracle(&folder)));
    let default = (open(&default_model()), default_oracle());
    let characters: Vec<char> = ('\u{1}'..=char::MAX).collect();
    for some in characters.chunks(64) {
        let text: String = some.iter().flat_map(|c| ['a', *c, 'b', ' ']).collect();
        for (ours, theirs) in small.iter().chain([&default]) {
            check(&**ours, theirs, &text, None, UNCUT);
        }
    }
}
