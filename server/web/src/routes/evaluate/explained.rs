//! The rows of a set explained one after the other, and what words add on the whole.

use headlight_explain::evaluation::Importance;

use super::answer::{Partial, RowExplanation, WordsReport};
use super::set::{Ask, Set};
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::events::Listener;
use crate::routes::explain::{self, Explanation};

/// Explains each row. Explanations that were told of on the way are not given back.
pub(super) async fn explain(
    app: &App,
    set: &Set,
    ask: &Ask,
    listener: &mut Listener,
) -> Result<(WordsReport, Vec<RowExplanation>), ApiError> {
    listener.begin("explain", set.rows.len()).await;
    let mut importance = Importance::default();
    let mut explanations = Vec::new();
    for (index, row) in set.rows.iter().enumerate() {
        let explained = explain::one(app, set.explain(ask, &row.text)).await;
        listener.asked(1);
        let explanation = match explained {
            Ok(explanation) => explanation,
            // A model without added specials makes nothing of a blank text, and there is nothing to explain.
            Err(error) if error.code() == Code::NoTokens => continue,
            Err(error) => return Err(error),
        };
        importance.add(&units(&explanation));
        let explanation = RowExplanation {
            row: index,
            explanation,
        };
        if listener.is_there() {
            let partial = Partial::of_explanations(vec![explanation]);
            listener.partial(&partial).await;
        } else {
            explanations.push(explanation);
        }
    }
    let words = WordsReport::new(ask, set.models.len(), &importance);
    Ok((words, explanations))
}

/// Units with what they add to each model's answer, and to the difference of two.
fn units(explanation: &Explanation) -> Vec<(String, Vec<f64>)> {
    let results = explanation.results.iter().map(|result| &result.weights);
    let columns: Vec<_> = results.chain(&explanation.difference).collect();
    let units = explanation.units.iter().enumerate();
    units
        .map(|(place, unit)| {
            let weights = columns
                .iter()
                .map(|weights| f64::from(weights[place].weight));
            (unit.text.clone(), weights.collect())
        })
        .collect()
}
