//! The longest texts take well under a second.

use std::time::{Duration, Instant};

use headlight_core::{MAX_TEXT_UNITS, Text, TokenLimit, Tokenizer};

use crate::nasties::Random;
use crate::support::{default_model, open, parity, text};

const PARTS: [&str; 24] = [
    "a",
    "ab",
    "qwertz",
    "😀",
    "\u{301}",
    "e\u{301}",
    "\u{344}",
    "中",
    "中文字",
    "각",
    " ",
    "\n \t",
    "\u{200b}",
    "\u{200d}",
    "🇩",
    "!",
    "ﷺ",
    "≠",
    "[MASK]",
    "<mask> ",
    "[",
    "a ",
    "'",
    "\u{1}",
];

#[test]
fn the_longest_text_is_quick() {
    let parts = PARTS.map(str::to_owned);
    let words = [
        format!("{} ", "a".repeat(99)),
        format!("{}\u{1} ", "qx".repeat(50)),
        "👩\u{200d}".to_owned(),
        distinct(),
    ];
    let default = ("headlight-mini", default_model());
    let small = ["roberta-mlm", "gpt2", "albert-mlm"].map(|name| (name, parity(name)));
    for (name, folder) in small.into_iter().chain([default]) {
        let tokenizer = open(&folder);
        for part in parts.iter().chain(&words) {
            let units: Vec<u16> = part.encode_utf16().collect();
            let text = text(&part.repeat((MAX_TEXT_UNITS / units.len()).max(1)));
            // The best of three: other work on the machine is no fault of the tokenizer.
            let took = (0..3).map(|_| time(&*tokenizer, &text)).min();
            let start: String = part.chars().take(8).collect();
            println!("{name} {start:?}…: {took:?}");
            assert!(
                took < Some(Duration::from_secs(1)),
                "{name} {start:?} took {took:?}"
            );
        }
    }
}

/// One word of all kinds of letters, without a pattern.
fn distinct() -> String {
    let mut random = Random(6);
    let letter = |_| char::from(b'a' + random.below(26) as u8);
    (0..MAX_TEXT_UNITS).map(letter).collect()
}

fn time(tokenizer: &dyn Tokenizer, text: &Text) -> Duration {
    let start = Instant::now();
    let encoding = tokenizer.encode(text, None, TokenLimit(512));
    assert!(encoding.tokens.len() <= 512);
    start.elapsed()
}
