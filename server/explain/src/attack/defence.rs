//! What a text can be put through before a classifier reads it, so that edits lose their hold.

mod spelling;
mod unicode;

pub use spelling::Speller;
pub use unicode::normalise;

use super::edit::match_case;
use super::lexicon::Lexicon;
use crate::Mt19937;

/// The text with its words put through something; what becomes nothing is left out with the space
/// before it. A word is a run of letters, digits and apostrophes.
pub fn map_words(text: &str, mut with: impl FnMut(&str) -> Option<String>) -> String {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut mapped = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let gap = rest.find(inner).unwrap_or(rest.len());
        let (between, after) = rest.split_at(gap);
        mapped.push_str(between);
        let end = after.find(|c| !inner(c)).unwrap_or(after.len());
        let (word, after) = after.split_at(end);
        match with(word) {
            _ if word.is_empty() => {}
            Some(new) if new.is_empty() => mapped.truncate(mapped.trim_end().len()),
            Some(new) => mapped.push_str(&new),
            None => mapped.push_str(word),
        }
        rest = after;
    }
    mapped
}

/// The text with about so large a share of its words replaced by synonyms, at random: one draw of a
/// vote (after Ye et al. 2020).
pub fn synonym_draw(text: &str, lexicon: &dyn Lexicon, share: f64, random: &mut Mt19937) -> String {
    map_words(text, |word| {
        if word.is_empty() || random.unit() >= share {
            return None;
        }
        let synonyms = lexicon.synonyms(word);
        let last = synonyms.len().checked_sub(1)?;
        let drawn = &synonyms[random.interval(last as u32) as usize];
        Some(match_case(drawn, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_mapped_in_place() {
        let upper = map_words("It's 5 o'clock, ok? 😀", |word| Some(word.to_uppercase()));
        assert_eq!(upper, "IT'S 5 O'CLOCK, OK? 😀");
        let without = map_words("a very good film.", |word| {
            (word == "very").then(String::new)
        });
        assert_eq!(without, "a good film.");
        assert_eq!(map_words("", |_| Some("x".to_owned())), "");
        assert_eq!(map_words(" .", |_| Some("x".to_owned())), " .");
    }
}
