//! An evaluation from its request to its answer.

use std::sync::Arc;

use headlight_explain::evaluation::{Senses, distance};

use super::answer::{EvaluatedRow, Evaluation, Partial, RowVerdict};
use super::explained::explain;
use super::masked::masked;
use super::set::Set;
use super::totals::{Scored, models, pair};
use crate::app::App;
use crate::error::ApiError;
use crate::events::Listener;
use crate::scoring;
use crate::wire::softmax;

/// Rows that are shown together: some tenths of a second.
const BLOCK: usize = 64;

/// Does what was asked: scores, then blank texts, then explanations.
pub(super) async fn run(
    app: &App,
    set: Set,
    mut listener: Listener,
) -> Result<Evaluation, ApiError> {
    let (scored, rows) = score(app, &set, &mut listener).await?;
    let masked = masked(app, &set, &mut listener).await?;
    let (words, explanations) = match &set.ask {
        Some(ask) => {
            let (words, explanations) = explain(app, &set, ask, &mut listener).await?;
            (Some(words), Some(explanations))
        }
        None => (None, None),
    };
    let whole = !listener.is_there();
    Ok(Evaluation {
        count: set.rows.len(),
        models: models(&set, &scored, &masked),
        pair: pair(&set, &scored, &masked),
        words,
        rows: whole.then_some(rows),
        explanations: explanations.filter(|_| whole),
    })
}

/// Asks each model about each row. Rows that were told of on the way are not given back.
async fn score(
    app: &App,
    set: &Set,
    listener: &mut Listener,
) -> Result<(Vec<Scored>, Vec<EvaluatedRow>), ApiError> {
    let total = set.rows.len() * set.models.len();
    listener.begin("score", total).await;
    let mut scored = vec![Scored::default(); set.models.len()];
    let mut shown = Vec::new();
    for start in (0..set.rows.len()).step_by(BLOCK) {
        let block = start..set.rows.len().min(start + BLOCK);
        for (model, scored) in set.models.iter().zip(&mut scored) {
            let texts = set.rows[block.clone()].iter();
            let texts: Vec<Arc<str>> = texts.map(|row| row.text.clone()).collect();
            let heard = |texts| listener.asked(texts);
            let logits = scoring::logits(app, model, texts, heard).await?;
            scored.extend(logits.iter().map(|row| softmax(row)));
        }
        let rows: Vec<EvaluatedRow> = block.map(|index| row(set, &scored, index)).collect();
        if listener.is_there() {
            listener.partial(&Partial::of_rows(rows)).await;
        } else {
            shown.extend(rows);
        }
    }
    Ok((scored, shown))
}

fn row(set: &Set, scored: &[Scored], index: usize) -> EvaluatedRow {
    let row = &set.rows[index];
    let verdict = |(model, scored): (usize, &Scored)| RowVerdict {
        label: set.models[model].info.labels[scored.predicted(index)].clone(),
        right: set
            .truth(model, row)
            .map(|truth| truth == scored.predicted(index)),
        probabilities: scored.probabilities(index).to_vec(),
    };
    let apart = |first: &Scored, second: &Scored| {
        let [left, right] = [0, 1].map(|model| &set.models[model].info.labels);
        let matched = Senses::matched(left, right);
        distance(
            first.probabilities(index),
            second.probabilities(index),
            &matched,
        ) as f32
    };
    EvaluatedRow {
        row: index,
        label: row.label.clone(),
        results: scored.iter().enumerate().map(verdict).collect(),
        disagreement: match scored {
            [first, second] => Some(apart(first, second)),
            _ => None,
        },
    }
}
