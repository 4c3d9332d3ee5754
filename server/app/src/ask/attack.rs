//! `headlight attack`

use clap::Args;
use serde_json::{Map, Value, json};

use super::table::{Column, align, number, text};
use super::{Common, parse_option};

/// What `headlight attack` can be told.
#[derive(Debug, Args)]
pub(crate) struct Attack {
    /// A classifier of the list
    #[arg(long, value_name = "ID")]
    model: String,
    /// A second one, for goals about both
    #[arg(long, value_name = "ID")]
    model2: Option<String>,
    /// How edits are found.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "hot_flip",
        help = "deep_word_bug, typos, homoglyphs, bae, bert_attack, pwws, hot_flip or input_reduction"
    )]
    recipe: String,
    /// What is wanted.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "left",
        help = "left, right, both, left_only, right_only or disagree"
    )]
    goal: String,
    /// A word that stays, by its index from 0; can be given several times
    #[arg(long = "lock", value_name = "N")]
    locked: Vec<usize>,
    /// Where random numbers come from [default: 0]
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// An option of the API, such as budget=500 or guard=false; can be given several times
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = parse_option)]
    options: Vec<(String, Value)>,
    #[command(flatten)]
    common: Common,
}

impl Attack {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let body = self.body();
        self.common.ask("/api/v1/attack", &body, table)
    }

    fn body(&self) -> Value {
        let models: Vec<&String> = [&self.model].into_iter().chain(&self.model2).collect();
        let options: Map<String, Value> = self.options.iter().cloned().collect();
        json!({
            "models": models,
            "text": self.common.text,
            "recipe": self.recipe,
            "goal": self.goal,
            "locked": self.locked,
            "seed": self.seed,
            "options": options,
        })
    }
}

/// What was found, what each edit does, what the models say.
fn table(answer: &Value) -> Vec<String> {
    let outcome = text(&answer["outcome"]).replace('_', " ");
    let queries = &answer["queries"];
    let mut lines = vec![
        format!(
            "{}: {outcome}, {queries} texts asked about",
            text(&answer["recipe"])
        ),
        String::new(),
        text(&answer["text"]),
        String::new(),
    ];
    lines.extend(models(answer));
    let edits = rows(&answer["edits"]).map(|edit| {
        let alarms: Vec<String> = rows(&edit["alarms"]).map(text).collect();
        [
            text(&edit["original"]),
            "→".to_owned(),
            match text(&edit["replacement"]) {
                left_out if left_out.is_empty() => "(left out)".to_owned(),
                replacement => replacement,
            },
            alarms.join(", ").replace('_', " "),
        ]
    });
    let edits: Vec<[String; 4]> = edits.collect();
    if !edits.is_empty() {
        lines.push(String::new());
        lines.extend(align(&edits, &[Column::Left; 4]));
    }
    lines
}

/// A line for each model: its label before and after.
fn models(answer: &Value) -> Vec<String> {
    let said = |row: &Value, labels: &Value| {
        let row: Vec<f64> = rows(row).filter_map(Value::as_f64).collect();
        let best = (0..row.len())
            .rev()
            .max_by(|a, b| row[*a].total_cmp(&row[*b]));
        let shown = best.map(|at| format!("{} {}", text(&labels[at]), number(&row[at].into())));
        shown.unwrap_or_default()
    };
    let lines = rows(&answer["results"]).map(|result| {
        [
            text(&result["model"]),
            said(&result["before"], &result["labels"]),
            "→".to_owned(),
            said(&result["after"], &result["labels"]),
        ]
    });
    align(&lines.collect::<Vec<_>>(), &[Column::Left; 4])
}

fn rows(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_was_done() {
        let answer = json!({
            "recipe": "bae", "outcome": "reached", "queries": 12, "text": "a fine film",
            "results": [{
                "model": "left", "labels": ["negative", "positive"],
                "before": [0.25, 0.75], "after": [0.5625, 0.4375],
            }],
            "edits": [
                {"original": "good", "replacement": "fine", "alarms": ["not_a_word", "drifted"]},
                {"original": "very", "replacement": "", "alarms": []},
            ],
        });
        assert_eq!(
            table(&answer).join("\n"),
            "bae: reached, 12 texts asked about\n\n\
             a fine film\n\n\
             \x20 left  positive 0.7500  →  negative 0.5625\n\n\
             \x20 good  →  fine        not a word, drifted\n\
             \x20 very  →  (left out)"
        );
    }
}
