//! Two sentences whose answers show at a glance whether labels are swapped.

use headlight_core::{Imported, Model, Sequence, Text, TokenLimit};

/// One clearly good, one clearly bad.
const SENTENCES: [&str; 2] = [
    "It was a fantastic performance!",
    "The experience was terrible.",
];

/// A line for each sentence with what the model says; none where it does not classify.
pub(crate) fn samples(imported: &Imported, model: &dyn Model) -> anyhow::Result<Vec<String>> {
    let Some(classifier) = model.classifier() else {
        return Ok(Vec::new());
    };
    let limit = TokenLimit(imported.info.max_tokens.min(512));
    let mut lines = Vec::new();
    for sentence in SENTENCES {
        let encoding = imported
            .tokenizer
            .encode(&Text::parse(sentence.to_owned())?, None, limit);
        let ids = encoding.tokens.iter().map(|token| token.id).collect();
        let logits = classifier.score(&[Sequence::new(ids, encoding.segments, Vec::new())])?;
        let probabilities = softmax(&logits.concat());
        let answers = imported.info.labels.iter().zip(probabilities);
        let shown: Vec<_> = answers
            .map(|(label, p)| format!("{label} {p:.3}"))
            .collect();
        lines.push(format!("“{sentence}” → {}", shown.join(" · ")));
    }
    Ok(lines)
}

fn softmax(logits: &[f32]) -> Vec<f32> {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exp: Vec<f32> = logits.iter().map(|logit| (logit - max).exp()).collect();
    let sum: f32 = exp.iter().sum();
    exp.iter().map(|e| e / sum).collect()
}
