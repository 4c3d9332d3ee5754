//! A sentence put to small tests (after Ribeiro et al. 2020): what should change nothing, what should
//! move the answer one way, and what every classifier of sentiment should know.

mod rules;

use super::draft::Draft;
use super::edit::{Edit, EditKind};
use super::function_words::is_function_word;
use super::goal::best;
use super::negation::auxiliary;
use super::typos::neighbours;
use crate::Mt19937;

/// By so much an answer may move the wrong way.
const TOLERANCE: f64 = 0.1;

/// Which label is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pole {
    /// The one that clear praise gets.
    Positive,
    /// The one that clear blame gets.
    Negative,
    /// The one that the sentence gets.
    Predicted,
}

/// What is expected of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The same label (an invariance test).
    Same,
    /// A probability that does not fall (a directional one).
    NotLess(Pole),
    /// A probability that does not rise (a directional one).
    NotMore(Pole),
    /// This label (a test of minimum functionality).
    Is(Pole),
}

/// A text and what is expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What was done, as a name.
    pub name: String,
    /// The text.
    pub text: String,
    /// What is expected.
    pub expect: Expect,
}

/// Where the poles lie among a model's labels; none where clear praise and clear blame get the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Poles {
    positive: usize,
    negative: usize,
}

/// By so much praise and blame have to differ.
const APART: f64 = 0.2;

impl Poles {
    /// Texts by which poles are found: praise and blame.
    pub const ANCHORS: [&str; 2] = ["It is wonderful. I love it.", "It is terrible. I hate it."];

    /// Finds them by what a model says about the anchors, `[labels]` each.
    pub fn find(praise: &[f64], blame: &[f64]) -> Option<Self> {
        let apart: Vec<f64> = praise.iter().zip(blame).map(|(p, b)| p - b).collect();
        let positive = best(&apart);
        let against: Vec<f64> = apart.iter().map(|apart| -apart).collect();
        let negative = best(&against);
        let clear = apart.get(positive)? > &APART && against.get(negative)? > &APART;
        clear.then_some(Self { positive, negative })
    }
}

impl Expect {
    /// Whether a model does what is expected, by what it says about the sentence and about the
    /// variant, `[labels]` each; none where it has no such poles.
    pub fn holds(self, sentence: &[f64], variant: &[f64], poles: Option<Poles>) -> Option<bool> {
        let label = |pole: Pole| match pole {
            Pole::Predicted => Some(best(sentence)),
            Pole::Positive => poles.map(|poles| poles.positive),
            Pole::Negative => poles.map(|poles| poles.negative),
        };
        let rise = |pole: Pole| label(pole).map(|at| variant[at] - sentence[at]);
        match self {
            Self::Same => Some(best(sentence) == best(variant)),
            Self::NotLess(pole) => rise(pole).map(|rise| rise >= -TOLERANCE),
            Self::NotMore(pole) => rise(pole).map(|rise| rise <= TOLERANCE),
            Self::Is(pole) => label(pole).map(|at| best(variant) == at),
        }
    }
}

/// About thirty variants of a sentence; what does not apply to it is left out.
pub fn cases(draft: &Draft, seed: u32) -> Vec<Case> {
    let text = draft.text();
    let mut cases: Vec<Case> = Vec::new();
    let mut add = |name: &str, variant: Option<String>, expect: Expect| {
        let changed = variant.filter(|variant| *variant != text);
        cases.extend(changed.map(|text| Case {
            name: name.to_owned(),
            text,
            expect,
        }));
    };
    for (name, rule) in rules::INVARIANT {
        add(name, rule(&text), Expect::Same);
    }
    add("one typo", typos(draft, 1, seed), Expect::Same);
    add("two typos", typos(draft, 2, seed), Expect::Same);
    for (name, rule, expect) in rules::DIRECTIONAL {
        add(name, Some(rule(&text)), expect);
    }
    let predicted = Pole::Predicted;
    add("very", beside(draft, "very"), Expect::NotLess(predicted));
    add(
        "slightly",
        beside(draft, "slightly"),
        Expect::NotMore(predicted),
    );
    add(
        "negation added",
        negation_added(draft),
        Expect::NotMore(predicted),
    );
    add(
        "negation removed",
        negation_removed(draft),
        Expect::NotMore(predicted),
    );
    for (name, sentence, pole) in rules::MINIMUM {
        add(name, Some(sentence.to_owned()), Expect::Is(pole));
    }
    cases
}

/// With a typo in so many words, drawn by seed.
fn typos(draft: &Draft, count: usize, seed: u32) -> Option<String> {
    let mut random = Mt19937::new(seed);
    let words = draft.original().words().iter().enumerate();
    let typos = words.filter_map(|(word, place)| {
        let found = neighbours(&place.text, &mut random);
        let swaps = (!found.is_empty() && !is_function_word(&place.text)).then_some(found)?;
        Some((word, swaps[0].clone()))
    });
    let typos: Vec<(usize, String)> = typos.collect();
    if typos.len() < count {
        return None;
    }
    let mut order: Vec<usize> = (0..typos.len()).collect();
    random.shuffle(&mut order);
    let chosen = order.iter().take(count).map(|at| typos[*at].clone());
    let edited = chosen.fold(draft.clone(), |draft, (word, replacement)| {
        draft.with(edit(word, replacement))
    });
    Some(edited.text())
}

/// With another word before what is said of something: the word behind a form of “be”.
fn beside(draft: &Draft, other: &str) -> Option<String> {
    let words = draft.original().words();
    let said = (1..words.len()).find(|at| {
        let verb = words[at - 1].text.to_lowercase();
        let is = ["is", "are", "was", "were"].contains(&verb.as_str());
        is && !is_function_word(&words[*at].text)
            && words[*at].text.chars().all(char::is_alphabetic)
    })?;
    let replacement = format!("{other} {}", words[said].text);
    Some(draft.with(edit(said, replacement)).text())
}

fn negation_added(draft: &Draft) -> Option<String> {
    let words = draft.original().words();
    let (word, negated) = words.iter().enumerate().find_map(|(at, word)| {
        let negated = auxiliary(&word.text)?;
        let next = words.get(at + 1).is_some_and(|next| next.text == "not");
        (!next).then(|| (at, negated.to_owned()))
    })?;
    Some(draft.with(edit(word, negated)).text())
}

fn negation_removed(draft: &Draft) -> Option<String> {
    let words = draft.original().words();
    let (word, plain) = words.iter().enumerate().find_map(|(at, word)| {
        let small = word.text.to_lowercase().replace('’', "'");
        let turns = small == "not" || small.ends_with("n't") || small == "cannot";
        turns.then(|| super::negated(&word.text).map(|plain| (at, plain)))?
    })?;
    Some(draft.with(edit(word, plain)).text())
}

fn edit(word: usize, replacement: String) -> Edit {
    Edit {
        word,
        kind: EditKind::Negate,
        replacement,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::attack::draft::tests::original;

    fn texts(text: &str) -> Vec<Case> {
        cases(&Draft::new(original(text)), 0)
    }

    #[test]
    fn a_sentence_has_about_thirty_variants() {
        let cases = texts("Anna said it isn't cheap, but the 3 films in Paris are great.");
        assert!((30..=45).contains(&cases.len()), "{}", cases.len());
        let names: HashSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names.len(), cases.len());
        let text = |name: &str| {
            let found = cases.iter().find(|case| case.name == name);
            found.map(|case| case.text.as_str()).unwrap_or_default()
        };
        assert_eq!(
            text("very"),
            "Anna said it isn't cheap, but the 3 films in Paris are very great."
        );
        assert!(text("negation added").contains("are not great"));
        assert!(text("negation removed").contains("it is cheap"));
        assert!(text("another number").contains("the 4 films"));
        assert!(!text("another name").contains("Anna") && !text("another place").contains("Paris"));
        assert!(text("contractions written out").contains("it is not cheap"));
    }

    #[test]
    fn any_text_has_its_variants() {
        for text in ["", "!!!", "😀", "<b>", "word"] {
            assert!(texts(text).iter().all(|case| case.text != text));
        }
    }

    #[test]
    fn expectations_hold_or_do_not() {
        let poles = Poles::find(&[0.1, 0.9], &[0.8, 0.2]);
        let (was, now) = ([0.3, 0.7], [0.45, 0.55]);
        let cases = [
            (Expect::Same, Some(true)),
            (Expect::NotLess(Pole::Positive), Some(false)),
            (Expect::NotLess(Pole::Negative), Some(true)),
            (Expect::NotMore(Pole::Predicted), Some(true)),
            (Expect::Is(Pole::Negative), Some(false)),
        ];
        for (expect, holds) in cases {
            assert_eq!(expect.holds(&was, &now, poles), holds, "{expect:?}");
        }
        assert_eq!(Poles::find(&[0.5, 0.5], &[0.5, 0.5]), None);
        assert_eq!(Expect::Is(Pole::Positive).holds(&was, &now, None), None);
    }
}
