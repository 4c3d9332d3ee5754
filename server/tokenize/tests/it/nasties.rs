//! Texts made to differ.

/// Splitmix64 (Steele, Lea and Flood 2014): the same texts in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// What nasty texts are made of.
const PARTS: [&str; 68] = [
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
    "<mask>",
    " <mask>",
    "</s>",
    "<|endoftext|>",
    "[MASK]",
    "[SEP]",
    "[CLS]",
    "[mask]",
    "[MA\u{200b}SK]",
    "!",
    "—",
    "€",
];

pub(crate) fn nasty(random: &mut Random) -> String {
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
