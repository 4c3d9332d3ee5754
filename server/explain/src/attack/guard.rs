//! Whether an edited text still means what it meant.

use super::edit::{Edit, EditKind};
use super::function_words::negates;
use super::lexicon::Lexicon;
use super::polarity;

/// What a language model says about one edited word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Meaning {
    /// How much less it expects the new word than the old one behind a mask, in nats for each piece;
    /// none where nothing stands there, where it is misspelt on purpose, or nobody can say.
    pub drop: Option<f64>,
    /// The cosine of the two texts' sentence vectors.
    pub cosine: Option<f64>,
}

/// Why an edit is suspicious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alarm {
    /// The new word is the opposite of the old one, or praise where that blames.
    Opposite,
    /// A negation came in or went out.
    Negation,
    /// The new word is in no dictionary.
    NotAWord,
    /// The language model hardly expects it there.
    Unlikely,
    /// The text as a whole is another one to the language model.
    Drifted,
}

/// From where on numbers are an alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guard {
    /// The largest drop of expectation, in nats for each piece.
    pub max_drop: f64,
    /// The smallest cosine.
    pub min_cosine: f64,
}

impl Default for Guard {
    /// As `cargo xtask bench guard` measures them (docs/BENCHMARKS.md): at this drop the shares of synonyms
    /// and of any words that pass are farthest apart; at this cosine one swap of any kind passes, and only
    /// many together do not, because a higher one refuses as many synonyms as any words.
    fn default() -> Self {
        Self {
            max_drop: 5.0,
            min_cosine: 0.85,
        }
    }
}

/// Every reason to doubt an edit of the word `old`.
pub fn alarms(
    edit: &Edit,
    old: &str,
    meaning: Meaning,
    lexicon: &dyn Lexicon,
    guard: Guard,
) -> Vec<Alarm> {
    let new = edit.replacement.as_str();
    let misspelt = misspells(edit.kind);
    let says = |alarm: Alarm, so: bool| so.then_some(alarm);
    let turned = |text: &str| text.split_whitespace().any(negates);
    let words = || new.split_whitespace();
    let unknown = || words().any(|word| !lexicon.knows(trimmed(word)));
    let opposite =
        |word: &str| lexicon.opposites(old, word) || polarity::turned(old, word, lexicon);
    let unlikely = meaning.drop.is_some_and(|drop| drop > guard.max_drop);
    let drifted = meaning
        .cosine
        .is_some_and(|cosine| cosine < guard.min_cosine);
    let found = [
        says(Alarm::Opposite, words().any(|word| opposite(trimmed(word)))),
        says(Alarm::Negation, turned(old) != turned(new)),
        says(Alarm::NotAWord, unknown()),
        says(Alarm::Unlikely, unlikely && !misspelt),
        says(Alarm::Drifted, drifted),
    ];
    found.into_iter().flatten().collect()
}

/// Whether an alarm forbids an edit: what is misspelt on purpose need not be a word.
pub(super) fn forbids(alarm: Alarm, kind: EditKind) -> bool {
    alarm != Alarm::NotAWord || !misspells(kind)
}

/// Whether an edit is no word on purpose: then nobody expects it, and nobody is asked.
pub(super) fn misspells(kind: EditKind) -> bool {
    matches!(kind, EditKind::Typo | EditKind::Homoglyph)
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Small;

    impl Lexicon for Small {
        fn knows(&self, word: &str) -> bool {
            ["good", "bad", "fine", "not"].contains(&word)
        }

        fn synonyms(&self, _: &str) -> Vec<String> {
            Vec::new()
        }

        fn opposites(&self, one: &str, other: &str) -> bool {
            (one, other) == ("good", "bad")
        }
    }

    fn found(kind: EditKind, replacement: &str, meaning: Meaning) -> Vec<Alarm> {
        let edit = Edit {
            word: 0,
            kind,
            replacement: replacement.to_owned(),
        };
        alarms(&edit, "good", meaning, &Small, Guard::default())
    }

    #[test]
    fn each_alarm_has_its_reason() {
        let calm = Meaning::default();
        assert_eq!(found(EditKind::Synonym, "fine", calm), []);
        assert_eq!(found(EditKind::Synonym, "bad", calm), [Alarm::Opposite]);
        assert_eq!(found(EditKind::Negate, "not good", calm), [Alarm::Negation]);
        assert_eq!(found(EditKind::Typo, "godo", calm), [Alarm::NotAWord]);
        let far = Meaning {
            drop: Some(9.0),
            cosine: Some(0.1),
        };
        assert_eq!(
            found(EditKind::MaskedLm, "fine", far),
            [Alarm::Unlikely, Alarm::Drifted]
        );
        assert_eq!(found(EditKind::Typo, "fine", far), [Alarm::Drifted]);
        assert!(!forbids(Alarm::NotAWord, EditKind::Typo));
        assert!(forbids(Alarm::NotAWord, EditKind::Gradient));
        assert_eq!(found(EditKind::Delete, "", calm), []);
    }
}
