//! `headlight explain`

use clap::Args;
use serde_json::{Map, Value, json};

use super::table::{Column, align, bar, number, signed, text};
use super::{Common, parse_option};

/// Cells of the longest bar.
const BAR: usize = 16;

/// What `headlight explain` can be told.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A classifier of the list
    #[arg(long, value_name = "ID")]
    model: String,
    /// A second one, for the difference between the two
    #[arg(long, value_name = "ID")]
    model2: Option<String>,
    /// lime, shap, occlusion, or another method of the API
    #[arg(long, value_name = "METHOD")]
    method: String,
    /// The label to explain [default: what the first model says]
    #[arg(long, value_name = "LABEL")]
    target: Option<String>,
    /// A library whose units, defaults and random numbers are followed
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// Where random numbers come from [default: 0]
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// An option of the API, such as budget=5000; can be given several times
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = parse_option)]
    options: Vec<(String, Value)>,
    #[command(flatten)]
    common: Common,
}

impl Explain {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let body = self.body();
        self.common.ask("/api/v1/explain", &body, table)
    }

    fn body(&self) -> Value {
        let mut options: Map<String, Value> = self.options.iter().cloned().collect();
        options.extend(
            self.preset
                .clone()
                .map(|preset| ("preset".to_owned(), preset.into())),
        );
        let models: Vec<&String> = [&self.model].into_iter().chain(&self.model2).collect();
        json!({
            "models": models,
            "text": self.common.text,
            "method": self.method,
            "target": self.target,
            "seed": self.seed,
            "options": options,
        })
    }
}

/// One block for each model, and one for their difference.
fn table(answer: &Value) -> Vec<String> {
    let target = text(&answer["target"]);
    let mut lines = vec![format!(
        "{} of “{target}”: {} evaluations, seed {}",
        text(&answer["method"]),
        answer["evaluations"],
        answer["seed"]
    )];
    for result in answer["results"].as_array().into_iter().flatten() {
        let said = number(&result["prediction"]);
        lines.push(format!("\n{} gives it {said}", text(&result["model"])));
        lines.extend(weights(answer, &result["weights"]));
        lines.extend(quality(result));
    }
    if answer["difference"].is_array() {
        lines.push("\nThe first less the second".to_owned());
        lines.extend(weights(answer, &answer["difference"]));
    }
    lines
}

/// A line for each unit in the order of the text: its weight, an interval where one is known.
fn weights(answer: &Value, weights: &Value) -> Vec<String> {
    let weights: Vec<&Value> = weights.as_array().into_iter().flatten().collect();
    let size = |weight: &&Value| weight["weight"].as_f64().unwrap_or_default().abs();
    let largest = weights.iter().map(size).fold(0.0, f64::max);
    let rows = weights.iter().map(|weight| {
        let unit = weight["unit"].as_u64().unwrap_or_default() as usize;
        let between = match (&weight["low"], &weight["high"]) {
            (low, high) if low.is_number() && low != high => {
                format!("{} … {}", signed(low), signed(high))
            }
            _ => String::new(),
        };
        let cells = (size(weight) / largest.max(f64::MIN_POSITIVE) * BAR as f64).round();
        [
            signed(&weight["weight"]),
            between,
            text(&answer["units"][unit]["text"]),
            bar(cells as usize),
        ]
    });
    align(
        &rows.collect::<Vec<_>>(),
        &[Column::Right, Column::Right, Column::Left, Column::Left],
    )
}

/// What the method says of itself, and how far the weights hold.
fn quality(result: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let base = &result["base_value"];
    let known = result["quality"].as_object().into_iter().flatten();
    let numbers = known.filter(|(_, value)| value.is_number());
    let mut facts: Vec<String> = numbers
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), number(value)))
        .collect();
    if base.is_number() {
        facts.insert(0, format!("base value {}", number(base)));
    }
    lines.extend((!facts.is_empty()).then(|| facts.join(" · ")));
    for phrase in result["quality"]["unresolved"]
        .as_array()
        .into_iter()
        .flatten()
    {
        lines.push(format!(
            "units {} to {} share {}, which the budget did not suffice to divide",
            phrase["first"],
            phrase["last"],
            signed(&phrase["weight"])
        ));
    }
    for report in result["quality"]["faithfulness"]
        .as_array()
        .into_iter()
        .flatten()
    {
        lines.push(format!(
            "by {}: comprehensiveness {} (random {} to {}), sufficiency {}, τ {}",
            text(&report["operator"]),
            number(&report["comprehensiveness"]),
            number(&report["random_low"]),
            number(&report["random_high"]),
            number(&report["sufficiency"]),
            number(&report["tau_loo"]),
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_numbers_where_they_read_as_such() {
        let parsed = ["budget=50", "faithfulness=false", "removal=mask", "x=a=b"].map(parse_option);
        let expected = [
            ("budget", json!(50)),
            ("faithfulness", json!(false)),
            ("removal", json!("mask")),
            ("x", json!("a=b")),
        ];
        for (parsed, (name, value)) in parsed.into_iter().zip(expected) {
            assert_eq!(parsed, Ok((name.to_owned(), value)));
        }
        assert!(parse_option("budget").is_err());
    }

    #[test]
    fn a_table_has_a_line_for_each_unit() {
        let answer = json!({
            "method": "shap", "target": "positive", "evaluations": 4, "seed": 0,
            "units": [{"text": "so"}, {"text": "good."}],
            "results": [{
                "model": "left", "prediction": 0.75, "base_value": 0.5,
                "weights": [
                    {"unit": 0, "weight": -0.25, "low": -0.5, "high": 0.0},
                    {"unit": 1, "weight": 0.5, "low": 0.5, "high": 0.5},
                ],
                "quality": {"residual": 0.0, "unresolved": [], "faithfulness": [{
                    "operator": "delete", "comprehensiveness": 0.25, "sufficiency": 0.125,
                    "tau_loo": null, "random_low": 0.0, "random_high": 0.5,
                }]},
            }],
        });
        assert_eq!(
            table(&answer).join("\n"),
            "shap of “positive”: 4 evaluations, seed 0\n\n\
             left gives it 0.7500\n\
             \x20 −0.2500  −0.5000 … +0.0000  so     ████████\n\
             \x20 +0.5000                     good.  ████████████████\n\
             base value 0.5000 · residual 0.0000\n\
             by delete: comprehensiveness 0.2500 (random 0.0000 to 0.5000), sufficiency 0.1250, τ –"
        );
    }
}
