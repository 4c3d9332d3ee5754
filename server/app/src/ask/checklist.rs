//! `headlight checklist`

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::table::{Column, align, text};
use super::{print, served};
use crate::options::ModelOptions;
use crate::serve::{log_to_stderr, runtime};

/// What `headlight checklist` can be told.
#[derive(Debug, Subcommand)]
pub(crate) enum Checklist {
    /// Make the tests of a sentence and print them as a set that can be kept.
    Make(Make),
    /// Run a set that was kept; it fails where a test does.
    Run(Run),
}

/// What `headlight checklist make` can be told.
#[derive(Debug, Args)]
pub(crate) struct Make {
    /// The sentence
    text: String,
    /// A classifier of the list
    #[arg(long, value_name = "ID")]
    model: String,
    #[command(flatten)]
    models: ModelOptions,
}

/// What `headlight checklist run` can be told.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The set: JSON with a list of `cases`
    file: PathBuf,
    /// A classifier of the list
    #[arg(long, value_name = "ID")]
    model: String,
    /// A second one
    #[arg(long, value_name = "ID")]
    model2: Option<String>,
    /// Print the API's answer as it is
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    models: ModelOptions,
}

impl Checklist {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        log_to_stderr("error");
        match self {
            Self::Make(make) => make.run(),
            Self::Run(run) => run.run(),
        }
    }
}

impl Make {
    fn run(self) -> anyhow::Result<()> {
        let body = json!({"models": [self.model], "text": self.text});
        let answer = ask(self.models, &body)?;
        let cases: Vec<&Value> = cases(&answer).map(|case| &case["case"]).collect();
        print(serde_json::to_string_pretty(&json!({ "cases": cases }))?.as_bytes())
    }
}

impl Run {
    fn run(self) -> anyhow::Result<()> {
        let set = read(&self.file)?;
        let models: Vec<&String> = [&self.model].into_iter().chain(&self.model2).collect();
        let body = json!({"models": models, "cases": set["cases"]});
        let answer = ask(self.models, &body)?;
        if self.json {
            print(answer.to_string().as_bytes())?;
        } else {
            print(table(&answer).join("\n").as_bytes())?;
        }
        match failed(&answer) {
            0 => Ok(()),
            1 => bail!("One test fails."),
            failed => bail!("{failed} tests fail."),
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Value> {
    let bytes = std::fs::read(file);
    let bytes = bytes.with_context(|| format!("{} cannot be read", file.display()))?;
    let set: Value = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is not JSON", file.display()))?;
    if !set["cases"].is_array() {
        bail!("{} has no list of cases", file.display());
    }
    Ok(set)
}

/// Asks a server that lives for this question alone.
fn ask(models: ModelOptions, body: &Value) -> anyhow::Result<Value> {
    let (server, _folder) = served(models)?;
    let asked = async { server().ask("/api/v1/checklist", body.to_string()).await };
    let (status, answer) = runtime()?.block_on(asked)?;
    let answer: Value = serde_json::from_slice(&answer)?;
    if status != 200 {
        bail!(
            "{}",
            answer["detail"].as_str().unwrap_or("It did not work.")
        );
    }
    Ok(answer)
}

fn cases(answer: &Value) -> impl Iterator<Item = &Value> {
    answer["cases"].as_array().into_iter().flatten()
}

fn models(answer: &Value) -> impl Iterator<Item = &Value> {
    answer["models"].as_array().into_iter().flatten()
}

fn failed(answer: &Value) -> u64 {
    models(answer)
        .filter_map(|model| model["failed"].as_u64())
        .sum()
}

/// The tests that fail, and how many pass.
fn table(answer: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, model) in models(answer).enumerate() {
        let name = text(&model["model"]);
        let (passed, failed) = (&model["passed"], &model["failed"]);
        let without = &model["without_answer"];
        lines.push(format!(
            "{name}: {passed} passed, {failed} failed, {without} without an answer"
        ));
        let failing = cases(answer).filter(|case| case["results"][place]["pass"] == false);
        let rows = failing.map(|case| {
            let result = &case["results"][place];
            [
                text(&case["case"]["name"]),
                text(&case["case"]["expect"]).replace('_', " "),
                text(&result["label"]),
                text(&case["case"]["text"]),
            ]
        });
        lines.extend(align(&rows.collect::<Vec<_>>(), &[Column::Left; 4]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_names_what_fails() {
        let case = |name: &str, pass: Value| {
            json!({
                "case": {"name": name, "sentence": "a", "text": "b", "expect": "same"},
                "results": [{"pass": pass, "label": "positive"}],
            })
        };
        let answer = json!({
            "models": [{"model": "left", "passed": 1, "failed": 1, "without_answer": 1}],
            "cases": [case("one", json!(true)), case("two", json!(false)), case("three", json!(null))],
        });
        assert_eq!(
            table(&answer),
            [
                "left: 1 passed, 1 failed, 1 without an answer",
                "  two  same  positive  b",
            ]
        );
        assert_eq!(failed(&answer), 1);
    }

    #[test]
    fn a_set_has_cases() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("set.json");
        assert!(
            read(&file)
                .unwrap_err()
                .to_string()
                .contains("cannot be read")
        );
        std::fs::write(&file, "{").unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("is not JSON"));
        std::fs::write(&file, "{}").unwrap();
        assert!(
            read(&file)
                .unwrap_err()
                .to_string()
                .contains("no list of cases")
        );
    }
}
