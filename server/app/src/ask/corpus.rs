//! `headlight corpus search`

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::Common;
use super::table::{Column, align, number, text};
use crate::options::data_folder;

/// Characters that are shown on each side of a match.
const AROUND: usize = 40;

/// Bars that are shown of a summary.
const BARS: usize = 5;

/// What `headlight corpus search` can be told.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// The corpus
    corpus: String,
    /// A model that the corpus was built for
    #[arg(long, value_name = "ID")]
    model: String,
    /// The token, counted from 0 with added specials included
    #[arg(long, value_name = "I")]
    token: u32,
    /// The layer, counted from 1; 0 is what goes into the first
    #[arg(long, value_name = "K")]
    layer: u16,
    /// What is compared
    #[arg(long, default_value = "embedding")]
    by: By,
    /// Heads, counted from 1 [default: all]
    #[arg(long, value_name = "H,H", value_delimiter = ',')]
    heads: Vec<u16>,
    /// How many places to find
    #[arg(short, value_name = "N", default_value_t = 50)]
    k: u16,
    /// Hide this token behind the mask first; can be given several times
    #[arg(long, value_name = "I")]
    mask: Vec<u32>,
    /// A condition of the API, such as upos=VERB or `not_form=escape`; can be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = condition)]
    filter: Vec<(String, Value)>,
    /// Take the mean of all vectors off first
    #[arg(long)]
    centred: bool,
    /// The folder that corpora lie in [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// Hidden states
    Embedding,
    /// What the chosen heads bring together
    Context,
}

/// `name=value`; only whether there is one for each sentence is true or false.
fn condition(condition: &str) -> Result<(String, Value), String> {
    let (name, value) = condition
        .split_once('=')
        .ok_or_else(|| "a condition is written NAME=VALUE".to_owned())?;
    let value = match (name, value) {
        ("one_per_sentence", "true") => Value::Bool(true),
        ("one_per_sentence", "false") => Value::Bool(false),
        _ => Value::String(value.to_owned()),
    };
    Ok((name.to_owned(), value))
}

impl Search {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let data = data_folder(self.data.clone())?;
        if !data.is_dir() {
            bail!("There is no data folder {}.", data.display());
        }
        let (path, body) = (
            format!("/api/v1/corpora/{}/search", self.corpus),
            self.body(),
        );
        self.common.ask_over(&data, &path, &body, table)
    }

    fn body(&self) -> Value {
        let by = match self.by {
            By::Embedding => "embedding",
            By::Context => "context",
        };
        let filter: Map<String, Value> = self.filter.iter().cloned().collect();
        json!({
            "model": self.model,
            "text": self.common.text,
            "masked": self.mask,
            "token": self.token,
            "layer": self.layer,
            "by": by,
            "heads": (!self.heads.is_empty()).then_some(&self.heads),
            "k": self.k,
            "filter": filter,
            "centred": self.centred,
        })
    }
}

/// A line for each place, then what they have in common.
fn table(answer: &Value) -> Vec<String> {
    let hits: Vec<&Value> = answer["hits"].as_array().into_iter().flatten().collect();
    let rows: Vec<[String; 4]> = hits.iter().map(|hit| row(hit)).collect();
    let sides = [Column::Right, Column::Right, Column::Left, Column::Left];
    let mut lines = align(&rows, &sides);
    let chance = number(&answer["random_pair_score"]);
    lines.push(format!(
        "\n{} tokens compared; random pairs score {chance}",
        answer["searched"]
    ));
    for name in [
        "upos",
        "deprel",
        "attended_upos",
        "attended_deprel",
        "offset",
    ] {
        let bars = answer["summary"][name].as_array().into_iter().flatten();
        let bars: Vec<String> = bars.take(BARS).map(bar).collect();
        if !bars.is_empty() {
            lines.push(format!("{name}: {}", bars.join(", ")));
        }
    }
    lines
}

fn row(hit: &Value) -> [String; 4] {
    let units: Vec<u16> = text(&hit["sentence"]["text"]).encode_utf16().collect();
    let word = &hit["tokens"][hit["word"].as_u64().unwrap_or_default() as usize];
    let place = |name: &str| word[name].as_u64().unwrap_or_default() as usize;
    let (start, end) = (
        place("start").min(units.len()),
        place("end").min(units.len()),
    );
    let part = |units: &[u16]| String::from_utf16_lossy(units);
    let before: Vec<char> = part(&units[..start]).chars().collect();
    let before: String = before[before.len().saturating_sub(AROUND)..]
        .iter()
        .collect();
    let after: String = part(&units[end..]).chars().take(AROUND).collect();
    [
        number(&hit["score"]),
        before,
        format!("[{}]{after}", part(&units[start.min(end)..end])),
        text(&word["upos"]),
    ]
}

fn bar(bar: &Value) -> String {
    let mark = if bar["significant"] == true { "*" } else { "" };
    let share = bar["share"].as_f64().unwrap_or_default() * 100.0;
    let base = bar["base_rate"].as_f64().unwrap_or_default() * 100.0;
    format!(
        "{} {share:.0} %{mark} (corpus {base:.1} %)",
        text(&bar["label"])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stands_in_a_column() {
        let answer = json!({
            "hits": [{
                "score": 0.75, "word": 1, "sentence": {"id": "1", "text": "😀 go!"},
                "tokens": [{"start": 0, "end": 2}, {"start": 3, "end": 5, "upos": "VERB"}],
            }],
            "random_pair_score": 0.25, "searched": 12,
            "summary": {"upos": [
                {"label": "VERB", "share": 1.0, "base_rate": 0.125, "significant": true},
            ]},
        });
        assert_eq!(
            table(&answer).join("\n"),
            "  0.7500  😀   [go]!  VERB\n\n\
             12 tokens compared; random pairs score 0.2500\n\
             upos: VERB 100 %* (corpus 12.5 %)"
        );
    }

    #[test]
    fn conditions_have_names() {
        assert_eq!(
            condition("one_per_sentence=false"),
            Ok(("one_per_sentence".to_owned(), Value::Bool(false)))
        );
        assert_eq!(
            condition("form=true"),
            Ok(("form".to_owned(), "true".into()))
        );
        assert!(condition("VERB").is_err());
    }
}
