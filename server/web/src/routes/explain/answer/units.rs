//! The parts of a text that get a weight.

use headlight_core::Encoding;
use headlight_explain::Cut;
use serde::Serialize;
use utoipa::ToSchema;

/// A part of the text with a weight.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedUnit {
    /// Its place, counted from 0.
    index: usize,
    /// What a person reads.
    pub text: String,
    /// Where it starts, in UTF-16 code units; null for added specials.
    #[schema(required)]
    start: Option<u32>,
    /// Where it ends, exclusive.
    #[schema(required)]
    end: Option<u32>,
    /// The first word that it covers or lies in, by the first model's words.
    #[schema(required)]
    word: Option<usize>,
    /// Further places, `[start, end]`, where a word that occurs again is one unit (preset `lime`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    repeats: Vec<[u32; 2]>,
}

/// The units of a cut with their words.
pub(in super::super) fn units(cut: &Cut, encoding: &Encoding) -> Vec<ExplainedUnit> {
    let units = cut.units.iter().enumerate();
    units
        .map(|(index, unit)| {
            let at = unit.spans.first();
            let overlaps = |start: u32, end: u32| {
                let words = &mut encoding.words.iter();
                words.position(|word| word.span.at.start < end && start < word.span.at.end)
            };
            ExplainedUnit {
                index,
                text: unit.text.clone(),
                start: at.map(|at| at.start),
                end: at.map(|at| at.end),
                word: at.and_then(|at| overlaps(at.start, at.end)),
                repeats: unit
                    .spans
                    .iter()
                    .skip(1)
                    .map(|at| [at.start, at.end])
                    .collect(),
            }
        })
        .collect()
}
