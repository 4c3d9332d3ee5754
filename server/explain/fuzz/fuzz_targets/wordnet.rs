//! WordNet's database files: a line with two words, an index, a line of its own, synsets.
#![no_main]

use headlight_explain::attack::Lexicon;
use headlight_explain::attack::wordnet::WordNet;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let Some((words, files)) = cut(file, b"\n") else { return };
    let Some((index, data)) = cut(files, b"\n---\n") else { return };
    let words = String::from_utf8_lossy(words);
    let (one, other) = words.split_once(' ').unwrap_or((&words, "good"));
    let read = |name: &str| {
        let bytes = if name.starts_with("index") { index } else { data };
        Ok::<_, ()>(bytes.to_vec())
    };
    let wordnet = WordNet::read(read).expect("both are there");
    let synonyms = wordnet.synonyms(one);
    assert!(synonyms.iter().all(|word| *word != one.to_lowercase()), "{one:?} {synonyms:?}");
    // Only of what is known there is something to say.
    assert!(wordnet.knows(one) || synonyms.is_empty(), "{one:?} {synonyms:?}");
    wordnet.opposites(one, other);
});

/// What stands before and after the first such bytes.
fn cut<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = bytes.windows(at.len()).position(|window| window == at)?;
    Some((&bytes[..start], &bytes[start + at.len()..]))
}
