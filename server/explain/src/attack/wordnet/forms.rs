//! Forms of words: from a form to its lemma (as morphy(7WN) does), and from a lemma to that form.

use super::part::Part;

/// How a word is inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    S,
    Ed,
    Ing,
    Er,
    Est,
}

const NOUN: [(&str, &str, Form); 6] = [
    ("ies", "y", Form::S),
    ("ses", "s", Form::S),
    ("xes", "x", Form::S),
    ("ches", "ch", Form::S),
    ("shes", "sh", Form::S),
    ("s", "", Form::S),
];

const VERB: [(&str, &str, Form); 8] = [
    ("ies", "y", Form::S),
    ("es", "", Form::S),
    ("s", "", Form::S),
    ("ied", "y", Form::Ed),
    ("ed", "e", Form::Ed),
    ("ed", "", Form::Ed),
    ("ing", "e", Form::Ing),
    ("ing", "", Form::Ing),
];

const ADJECTIVE: [(&str, &str, Form); 6] = [
    ("ier", "y", Form::Er),
    ("iest", "y", Form::Est),
    ("er", "e", Form::Er),
    ("er", "", Form::Er),
    ("est", "e", Form::Est),
    ("est", "", Form::Est),
];

/// What a word may be a form of, by its ending; the dictionary says which of these are words.
pub(super) fn readings(word: &str, part: Part) -> Vec<(String, Form)> {
    let endings: &[(&str, &str, Form)] = match part {
        Part::Noun => &NOUN,
        Part::Verb => &VERB,
        Part::Adjective => &ADJECTIVE,
        Part::Adverb => &[],
    };
    let mut readings = vec![(word.to_owned(), Form::Plain)];
    for (ending, lemma, form) in endings {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1) else {
            continue;
        };
        readings.push((format!("{stem}{lemma}"), *form));
        // "stopped" is a form of "stop".
        if lemma.is_empty()
            && *form != Form::S
            && let Some(short) = halved(stem)
        {
            readings.push((short.to_owned(), *form));
        }
    }
    readings
}

impl Form {
    /// A lemma in this form, by the rules for regular words.
    pub(super) fn of(self, lemma: &str) -> String {
        let ending = match self {
            Self::Plain => return lemma.to_owned(),
            Self::S => return plural(lemma),
            Self::Ed => "ed",
            Self::Ing => "ing",
            Self::Er => "er",
            Self::Est => "est",
        };
        let silent = lemma.ends_with('e') && !(self == Self::Ing && lemma.ends_with("ee"));
        if let Some(stem) = lemma.strip_suffix('e').filter(|_| silent) {
            format!("{stem}{ending}")
        } else if let Some(stem) = lemma
            .strip_suffix('y')
            .filter(|stem| self != Self::Ing && !stem.ends_with(vowel))
        {
            format!("{stem}i{ending}")
        } else if doubles(lemma) {
            let last = lemma.chars().next_back().unwrap_or_default();
            format!("{lemma}{last}{ending}")
        } else {
            format!("{lemma}{ending}")
        }
    }
}

fn plural(lemma: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| lemma.ends_with(end));
    match lemma
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(vowel))
    {
        Some(stem) => format!("{stem}ies"),
        None if hisses => format!("{lemma}es"),
        None => format!("{lemma}s"),
    }
}

fn vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether the last letter is doubled before an ending: one syllable that ends in one vowel and one
/// consonant.
fn doubles(lemma: &str) -> bool {
    let vowels = lemma.chars().filter(|c| vowel(*c)).count();
    let mut end = lemma.chars().rev();
    let (last, middle) = (end.next(), end.next());
    let closed = last.is_some_and(|c| !vowel(c) && !matches!(c, 'w' | 'x' | 'y'));
    vowels == 1 && closed && middle.is_some_and(vowel) && end.next().is_some()
}

/// A stem without the second of two equal letters.
fn halved(stem: &str) -> Option<&str> {
    let last = stem.chars().next_back()?;
    let short = stem.strip_suffix(last)?;
    short.ends_with(last).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_back_to_their_lemma() {
        let cases = [
            ("film", Form::S, "films", Part::Noun),
            ("city", Form::S, "cities", Part::Noun),
            ("dish", Form::S, "dishes", Part::Noun),
            ("stop", Form::Ed, "stopped", Part::Verb),
            ("love", Form::Ed, "loved", Part::Verb),
            ("try", Form::Ed, "tried", Part::Verb),
            ("love", Form::Ing, "loving", Part::Verb),
            ("see", Form::Ing, "seeing", Part::Verb),
            ("play", Form::Ing, "playing", Part::Verb),
            ("funny", Form::Er, "funnier", Part::Adjective),
            ("nice", Form::Est, "nicest", Part::Adjective),
            ("big", Form::Er, "bigger", Part::Adjective),
        ];
        for (lemma, form, word, part) in cases {
            assert_eq!(form.of(lemma), word);
            assert!(
                readings(word, part).contains(&(lemma.to_owned(), form)),
                "{word}"
            );
        }
        assert_eq!(
            readings("well", Part::Adverb),
            [("well".to_owned(), Form::Plain)]
        );
    }
}
