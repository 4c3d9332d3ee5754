//! What is done to a sentence.

use super::{Expect, Pole};
use crate::attack::defence::map_words;
use crate::attack::match_case;

type Rule = fn(&str) -> Option<String>;

/// What should change nothing.
pub(super) const INVARIANT: [(&str, Rule); 20] = [
    ("no final punctuation", |text| {
        Some(unended(text).to_owned())
    }),
    ("a full stop", |text| Some(format!("{}.", unended(text)))),
    ("an exclamation mark", |text| {
        Some(format!("{}!", unended(text)))
    }),
    ("three dots", |text| Some(format!("{}...", unended(text)))),
    ("contractions written out", |text| {
        Some(swapped(text, written_out))
    }),
    ("contractions", |text| contracted(text)),
    ("typographic apostrophes", |text| {
        Some(text.replace('\'', "’"))
    }),
    ("small letters", |text| Some(text.to_lowercase())),
    ("capital letters", |text| Some(text.to_uppercase())),
    ("capital first letters", |text| Some(titled(text))),
    ("double spaces", |text| Some(text.replace(' ', "  "))),
    ("spaces around it", |text| Some(format!("  {text} "))),
    ("quotation marks", |text| Some(format!("“{text}”"))),
    ("another name", |text| {
        Some(swapped(text, |word| other(word, &NAMES)))
    }),
    ("another place", |text| {
        Some(swapped(text, |word| other(word, &PLACES)))
    }),
    ("another number", |text| Some(swapped(text, next_number))),
    ("a link at the end", |text| {
        Some(format!("{text} https://example.org/q7"))
    }),
    ("a handle at the start", |text| {
        Some(format!("@reader_42 {text}"))
    }),
    ("an emoji without a feeling", |text| {
        Some(format!("{text} 📦"))
    }),
    ("words that say nothing", |text| {
        Some(format!("By the way: {text}"))
    }),
];

type Sentence = fn(&str) -> String;

/// What should move the answer one way, or at least not the other.
pub(super) const DIRECTIONAL: [(&str, Sentence, Expect); 8] = [
    (
        "praise at the end",
        |text| format!("{text} I love it."),
        MORE_POSITIVE,
    ),
    (
        "blame at the end",
        |text| format!("{text} I hate it."),
        MORE_NEGATIVE,
    ),
    (
        "praise at the start",
        |text| format!("Wonderful! {text}"),
        MORE_POSITIVE,
    ),
    (
        "blame at the start",
        |text| format!("Terrible! {text}"),
        MORE_NEGATIVE,
    ),
    ("luckily", |text| format!("Luckily, {text}"), MORE_POSITIVE),
    (
        "unfortunately",
        |text| format!("Unfortunately, {text}"),
        MORE_NEGATIVE,
    ),
    ("a happy emoji", |text| format!("{text} 😍"), MORE_POSITIVE),
    ("an angry emoji", |text| format!("{text} 😡"), MORE_NEGATIVE),
];

const MORE_POSITIVE: Expect = Expect::NotLess(Pole::Positive);
const MORE_NEGATIVE: Expect = Expect::NotLess(Pole::Negative);

/// What every classifier of sentiment should know, whatever the sentence.
pub(super) const MINIMUM: [(&str, &str, Pole); 8] = [
    ("plain praise", "This is great.", Pole::Positive),
    ("plain blame", "This is awful.", Pole::Negative),
    ("praise denied", "This is not great at all.", Pole::Negative),
    ("blame denied", "This is not bad at all.", Pole::Positive),
    (
        "a change for the better",
        "I used to hate it, but now I love it.",
        Pole::Positive,
    ),
    (
        "a change for the worse",
        "I used to love it, but now I hate it.",
        Pole::Negative,
    ),
    (
        "others' blame",
        "Some people think it is terrible, but I love it.",
        Pole::Positive,
    ),
    (
        "a question and no",
        "Do I like it? No, I do not.",
        Pole::Negative,
    ),
];

const NAMES: [&str; 24] = [
    "Anna", "Maria", "Julia", "Sarah", "Emma", "Laura", "Lisa", "Mary", "Jane", "Alice", "Susan",
    "Kate", "John", "Paul", "Peter", "David", "Michael", "James", "Robert", "Thomas", "Daniel",
    "Mark", "George", "Tom",
];

const PLACES: [&str; 20] = [
    "Paris", "London", "Berlin", "Madrid", "Rome", "Vienna", "Tokyo", "Chicago", "Boston",
    "Dublin", "France", "Germany", "Spain", "Italy", "Austria", "Japan", "Canada", "Brazil",
    "India", "Ireland",
];

const CONTRACTIONS: [(&str, &str); 30] = [
    ("isn't", "is not"),
    ("aren't", "are not"),
    ("wasn't", "was not"),
    ("weren't", "were not"),
    ("don't", "do not"),
    ("doesn't", "does not"),
    ("didn't", "did not"),
    ("hasn't", "has not"),
    ("haven't", "have not"),
    ("hadn't", "had not"),
    ("can't", "cannot"),
    ("couldn't", "could not"),
    ("won't", "will not"),
    ("wouldn't", "would not"),
    ("shouldn't", "should not"),
    ("i'm", "I am"),
    ("i've", "I have"),
    ("i'll", "I will"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("there's", "there is"),
    ("he's", "he is"),
    ("she's", "she is"),
    ("you're", "you are"),
    ("you've", "you have"),
    ("we're", "we are"),
    ("we've", "we have"),
    ("they're", "they are"),
    ("they've", "they have"),
    ("what's", "what is"),
];

fn unended(text: &str) -> &str {
    text.trim_end_matches(|c: char| matches!(c, '.' | '!' | '?' | '…') || c.is_whitespace())
}

fn swapped(text: &str, with: fn(&str) -> Option<String>) -> String {
    map_words(text, with)
}

fn written_out(word: &str) -> Option<String> {
    let small = word.to_lowercase().replace('’', "'");
    let found = CONTRACTIONS.iter().find(|(short, _)| *short == small)?;
    Some(match_case(found.1, word))
}

/// With the first pair of words that can be contracted, in small letters as they are mostly written.
fn contracted(text: &str) -> Option<String> {
    CONTRACTIONS.iter().find_map(|(short, long)| {
        let spaced = format!(" {long} ");
        text.contains(&spaced)
            .then(|| text.replacen(&spaced, &format!(" {short} "), 1))
    })
}

fn titled(text: &str) -> String {
    map_words(text, |word| Some(match_case(word, "A")))
}

/// The next one of a list.
fn other(word: &str, list: &[&str]) -> Option<String> {
    let at = list.iter().position(|entry| *entry == word)?;
    Some(list[(at + 1) % list.len()].to_owned())
}

/// One more, so that a “2” does not become another kind of word.
fn next_number(word: &str) -> Option<String> {
    let number: u64 = word.parse().ok()?;
    Some(number.checked_add(1)?.to_string())
}
