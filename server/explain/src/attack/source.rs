//! Where the replacements of a word come from.

use super::desk::Desk;
use super::draft::Draft;
use super::edit::{Edit, EditKind, match_case};
use super::function_words::is_function_word;
use super::machine::Plan;
use super::question::Suggestion;
use super::typos::{SHORTEST, SHORTEST_INNER, homoglyphs, neighbours, typo_of_each_kind};
use crate::Mt19937;

/// A source of replacements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    FourTypos,
    InnerTypos,
    Homoglyphs,
    Masked,
    Unmasked,
    Synonyms,
    Gradient,
    Delete,
}

impl Source {
    fn kind(self) -> EditKind {
        match self {
            Self::FourTypos | Self::InnerTypos => EditKind::Typo,
            Self::Homoglyphs => EditKind::Homoglyph,
            Self::Masked | Self::Unmasked => EditKind::MaskedLm,
            Self::Synonyms => EditKind::Synonym,
            Self::Gradient => EditKind::Gradient,
            Self::Delete => EditKind::Delete,
        }
    }

    /// Whether there may be edits of a word: if not, there is no need to ask how much it matters.
    pub(super) fn suits(self, word: &str) -> bool {
        let letters = match self {
            Self::FourTypos => SHORTEST,
            Self::InnerTypos => SHORTEST_INNER,
            _ => 0,
        };
        word.chars().count() >= letters
    }

    /// Edits of some words of a draft, word by word.
    pub(super) async fn edits(
        self,
        desk: &Desk,
        plan: &Plan,
        draft: &Draft,
        words: &[usize],
    ) -> Vec<Vec<Edit>> {
        let count = plan.candidates();
        let suggested = match self {
            Self::Masked => desk.fill(draft, words.to_vec(), true, count).await,
            // One pass over the original serves every word of it.
            Self::Unmasked => {
                let original = Draft::new(draft.original().clone());
                desk.fill(&original, words.to_vec(), false, count).await
            }
            Self::Gradient => {
                let slopes = desk.slopes(draft, count).await;
                let swaps = |word: &usize| slopes.get(*word).map(|slope| slope.swaps.clone());
                words
                    .iter()
                    .map(|word| swaps(word).unwrap_or_default())
                    .collect()
            }
            _ => Vec::new(),
        };
        let edits = words.iter().enumerate().map(|(at, word)| {
            let found = suggested.get(at).map(Vec::as_slice).unwrap_or_default();
            self.of_word(plan, draft, *word, found, count)
        });
        edits.collect()
    }

    fn of_word(
        self,
        plan: &Plan,
        draft: &Draft,
        word: usize,
        suggested: &[Suggestion],
        count: usize,
    ) -> Vec<Edit> {
        let old = draft.word(word);
        let seed = plan
            .seed
            .wrapping_add((word as u32).wrapping_mul(0x9e37_79b9));
        let mut random = Mt19937::new(seed);
        let replacements = match self {
            Self::FourTypos => typo_of_each_kind(old, &mut random),
            Self::InnerTypos => neighbours(old, &mut random),
            Self::Homoglyphs => homoglyphs(old),
            Self::Synonyms => words(old, plan.lexicon.synonyms(old)),
            Self::Masked | Self::Unmasked | Self::Gradient => {
                words(old, suggested.iter().map(|found| found.text.clone()))
            }
            Self::Delete => vec![String::new()],
        };
        let edit = |replacement| Edit {
            word,
            kind: self.kind(),
            replacement,
        };
        replacements.into_iter().take(count).map(edit).collect()
    }
}

/// Whole words other than the old one, written as it is, each once; none that carries no meaning.
pub fn words(old: &str, found: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in found {
        let whole = word.chars().any(char::is_alphabetic) && !word.contains(char::is_whitespace);
        let word = match_case(&word, old);
        let other = word.to_lowercase() != old.to_lowercase();
        if whole && other && !is_function_word(&word) && !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept
}
