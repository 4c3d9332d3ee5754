//! A classifier that can be written down, and how to ask it.
#![allow(dead_code, reason = "not every test needs all of it")]
#![expect(
    clippy::unwrap_used,
    reason = "what does not run to its end fails the test"
)]

use headlight_explain::{Attribution, Cut, Mask, Method, Outputs, Removal, run};

/// The text of the golden vectors.
pub(crate) const TEXT: &str = "The movie was not great but fun and boring.";

/// The probability that a text is positive.
pub(crate) fn positive(text: &str) -> f64 {
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_lowercase()).collect();
    let has = |word: &str| words.contains(&word);
    let known = [
        ("great", 0.9),
        ("not", -1.0),
        ("boring", -0.8),
        ("fun", 0.6),
    ];
    let weight = |word: &&str| {
        known
            .iter()
            .find(|(known, _)| known == word)
            .map(|(_, w)| w)
    };
    let mut score = 0.1 + words.iter().filter_map(weight).sum::<f64>();
    if has("not") && has("great") {
        score -= 0.9;
    }
    if has("but") && has("boring") {
        score += 0.4;
    }
    1.0 / (1.0 + (-score).exp())
}

/// Runs a method over the black box; with it, the number of masks asked for.
pub(crate) fn explain(
    method: &mut dyn Method,
    cut: &Cut,
    removal: &Removal,
) -> (Attribution, usize) {
    let mut asked = 0;
    let found = drive(method, |mask| {
        asked += 1;
        vec![positive(&removal.apply(cut, mask))]
    });
    (found.into_iter().next().unwrap(), asked)
}

/// Runs a method over any function of masks.
pub(crate) fn drive(
    method: &mut dyn Method,
    mut value: impl FnMut(&Mask) -> Outputs,
) -> Vec<Attribution> {
    let score = |masks: &[Mask]| Ok::<_, ()>(masks.iter().map(&mut value).collect());
    run(method, score).unwrap().unwrap()
}
