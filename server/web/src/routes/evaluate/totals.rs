//! From what models said of rows to what is said of models.

use std::collections::BTreeMap;

use headlight_explain::evaluation::{
    Calibration, Confusion, Contest, Estimate, Senses, distance, largest, mean,
};

use super::answer::{EvaluatedModel, Lean, LeftOut, PairReport};
use super::masked::Masked;
use super::set::Set;

/// What one model said of each row.
#[derive(Clone, Default)]
pub(super) struct Scored {
    /// `[rows][labels]`
    probabilities: Vec<Vec<f32>>,
}

impl Scored {
    pub(super) fn extend(&mut self, rows: impl IntoIterator<Item = Vec<f32>>) {
        self.probabilities.extend(rows);
    }

    pub(super) fn probabilities(&self, row: usize) -> &[f32] {
        &self.probabilities[row]
    }

    /// The place of the label that is most probable.
    pub(super) fn predicted(&self, row: usize) -> usize {
        largest(&self.probabilities[row]).unwrap_or_default()
    }
}

/// What is said of each model.
pub(super) fn models(set: &Set, scored: &[Scored], masked: &[Masked]) -> Vec<EvaluatedModel> {
    let one = |(model, (scored, masked))| evaluated(set, model, scored, masked);
    scored.iter().zip(masked).enumerate().map(one).collect()
}

fn evaluated(set: &Set, model: usize, scored: &Scored, masked: &Masked) -> EvaluatedModel {
    let info = &set.models[model].info;
    let rows = set.rows.iter().enumerate();
    let judged = rows.filter_map(|(index, row)| Some((index, set.truth(model, row)?)));
    let judged: Vec<(usize, usize)> = judged.collect();
    let pairs = judged
        .iter()
        .map(|(row, truth)| (*truth, scored.predicted(*row)));
    let confusion = Confusion::new(info.labels.len(), pairs);
    let confidences: Vec<(f64, bool)> = judged
        .iter()
        .map(|(row, truth)| {
            let predicted = scored.predicted(*row);
            let confidence = scored.probabilities(*row)[predicted];
            (f64::from(confidence), predicted == *truth)
        })
        .collect();
    let senses = Senses::of(&info.labels);
    let lean = senses.positive.map(|positive| {
        let masked_rows = masked.probabilities.iter();
        Lean {
            neutral: average(&neutral(set, scored, positive)),
            masked: average(
                &masked_rows
                    .map(|row| f64::from(row[positive]))
                    .collect::<Vec<_>>(),
            ),
            removal: masked.removal,
        }
    });
    EvaluatedModel::new(
        info,
        senses,
        &confusion,
        Calibration::new(&confidences).as_ref(),
    )
    .with(left_out(set, model), masked.truncated, lean)
}

/// A mean of probabilities.
fn average(values: &[f64]) -> Option<Estimate> {
    mean(values).map(|mean| mean.within(0.0, 1.0))
}

/// How positive a model finds each row that is neutral.
fn neutral(set: &Set, scored: &Scored, positive: usize) -> Vec<f64> {
    let rows = set.rows.iter().enumerate();
    let neutral = rows.filter(|(_, row)| set.is_neutral(row));
    let positive = neutral.map(|(index, _)| f64::from(scored.probabilities(index)[positive]));
    positive.collect()
}

/// Labels of the set that a model has not, the most frequent first.
fn left_out(set: &Set, model: usize) -> Vec<LeftOut> {
    let mut counts = BTreeMap::new();
    for row in &set.rows {
        if let Some(label) = &row.label
            && set.truth(model, row).is_none()
        {
            *counts.entry(label.clone()).or_insert(0) += 1;
        }
    }
    let left_out = counts.into_iter();
    let mut left_out: Vec<_> = left_out
        .map(|(label, rows)| LeftOut { label, rows })
        .collect();
    left_out.sort_by_key(|left_out| std::cmp::Reverse(left_out.rows));
    left_out
}

/// What is said of two models together.
pub(super) fn pair(set: &Set, scored: &[Scored], masked: &[Masked]) -> Option<PairReport> {
    let ([first, second], [blank, other_blank]) = (scored, masked) else {
        return None;
    };
    let [left, right] = [0, 1].map(|model| &set.models[model].info.labels);
    let matched = Senses::matched(left, right);
    let differ = |row: &usize| matched[first.predicted(*row)] != Some(second.predicted(*row));
    let apart = |row| {
        distance(
            first.probabilities(row),
            second.probabilities(row),
            &matched,
        )
    };
    let apart: Vec<f64> = (0..set.rows.len()).map(apart).collect();
    let positives = Senses::of(left).positive.zip(Senses::of(right).positive);
    let leans = positives.map(|(left, right)| {
        let blanks = blank.probabilities.iter().zip(&other_blank.probabilities);
        let masked =
            blanks.map(|(first, second)| f64::from(first[left]) - f64::from(second[right]));
        let pairs = neutral(set, first, left).into_iter();
        let pairs = pairs.zip(neutral(set, second, right));
        let neutral: Vec<f64> = pairs.map(|(first, second)| first - second).collect();
        let difference = |values: &[f64]| mean(values).map(|mean| mean.within(-1.0, 1.0));
        (
            difference(&neutral),
            difference(&masked.collect::<Vec<_>>()),
        )
    });
    Some(PairReport::new(
        (0..set.rows.len()).filter(differ).count(),
        mean(&apart).map(|mean| mean.within(0.0, 1.0)),
        contest(set, first, second),
        leans,
    ))
}

/// Who is right where both have the label.
fn contest(set: &Set, first: &Scored, second: &Scored) -> Contest {
    let rows = set.rows.iter().enumerate();
    let judged = rows.filter_map(|(index, row)| {
        let (left, right) = (set.truth(0, row)?, set.truth(1, row)?);
        Some((
            first.predicted(index) == left,
            second.predicted(index) == right,
        ))
    });
    Contest::new(&judged.collect::<Vec<_>>())
}
