//! `headlight attention`

use clap::Args;
use serde_json::{Value, json};

use super::Common;
use super::table::{Column, align, number, text};

/// Targets that are named for each token.
const TARGETS: usize = 4;

/// What `headlight attention` can be told.
#[derive(Debug, Args)]
pub(crate) struct Attention {
    /// A model of the list
    #[arg(long, value_name = "ID")]
    model: String,
    /// The layer, counted from 1 [default: all]
    #[arg(long, value_name = "K")]
    layer: Option<i64>,
    /// The head, counted from 1 [default: all]
    #[arg(long, value_name = "H")]
    head: Option<i64>,
    #[command(flatten)]
    common: Common,
}

impl Attention {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let body = self.body();
        self.common.ask("/api/v1/attention", &body, table)
    }

    fn body(&self) -> Value {
        json!({
            "model": self.model,
            "text": self.common.text,
            "layers": self.layer.map(|layer| [layer]),
            "heads": self.head.map(|head| [head]),
        })
    }
}

/// A block for each layer: where each token looks most, by the mean of the heads.
fn table(answer: &Value) -> Vec<String> {
    let layers = answer["layers"].as_array().into_iter().flatten();
    let blocks = layers.zip(answer["attention"].as_array().into_iter().flatten());
    let mut lines = Vec::new();
    for (layer, heads) in blocks {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.push(match answer["heads"].as_array().map(Vec::as_slice) {
            Some([head]) => format!("layer {layer}, head {head}"),
            Some(heads) => format!("layer {layer}, the mean of {} heads", heads.len()),
            None => format!("layer {layer}"),
        });
        lines.extend(rows(&answer["tokens"], &mean(heads)));
    }
    lines
}

/// The mean over heads of `[head][from][to]`.
fn mean(heads: &Value) -> Vec<Vec<f64>> {
    let heads: Vec<Vec<Vec<f64>>> = serde_json::from_value(heads.clone()).unwrap_or_default();
    let tokens = heads.first().map_or(0, Vec::len);
    let cell = |from: usize, to: usize| {
        let sum: f64 = heads.iter().map(|head| head[from][to]).sum();
        sum / heads.len() as f64
    };
    let row = |from| (0..tokens).map(|to| cell(from, to)).collect();
    (0..tokens).map(row).collect()
}

/// A line for each token: its largest targets, ties by place.
fn rows(tokens: &Value, attention: &[Vec<f64>]) -> Vec<String> {
    let name = |token: usize| text(&tokens[token]["text"]);
    let rows = attention.iter().enumerate().map(|(from, weights)| {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
        let targets = order.iter().take(TARGETS);
        let targets = targets.map(|to| format!("{} {}", name(*to), number(&weights[*to].into())));
        [name(from), targets.collect::<Vec<_>>().join("   ")]
    });
    align(&rows.collect::<Vec<_>>(), &[Column::Left, Column::Left])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_targets_by_falling_weight() {
        let answer = json!({
            "layers": [3], "heads": [1, 2],
            "tokens": [{"text": "[CLS]"}, {"text": "dog"}],
            "attention": [[[[0.25, 0.75], [1.0, 0.0]], [[0.5, 0.5], [0.5, 0.5]]]],
        });
        assert_eq!(
            table(&answer),
            [
                "layer 3, the mean of 2 heads",
                "  [CLS]  dog 0.6250   [CLS] 0.3750",
                "  dog    [CLS] 0.7500   dog 0.2500",
            ]
        );
    }
}
