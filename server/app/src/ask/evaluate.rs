//! `headlight evaluate`

mod rows;
mod shown;

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::{Map, Value, json};

use super::{parse_option, print, served};
use crate::options::ModelOptions;
use crate::serve::{log_to_stderr, runtime};

/// So many lines that cannot be read are named.
const NAMED: usize = 10;

/// What `headlight evaluate` can be told.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// Texts with or without labels: a table with commas, semicolons or tabs, JSON lines, or one text a
    /// line; - for standard input
    file: PathBuf,
    /// A classifier of the list
    #[arg(long, value_name = "ID")]
    model: String,
    /// A second one, to be held against the first
    #[arg(long, value_name = "ID")]
    model2: Option<String>,
    /// Explain each row as well: lime, shap, occlusion, or another method of the API
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// The label to explain [default: the positive one]
    #[arg(long, value_name = "LABEL")]
    target: Option<String>,
    /// Where random numbers come from [default: 0]
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// An option of the API, such as budget=5000; can be given several times
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = parse_option)]
    options: Vec<(String, Value)>,
    /// Print the API's answer as it is
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print a table of all rows
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    models: ModelOptions,
}

impl Evaluate {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        log_to_stderr("error");
        let set = rows::read(&content(&self.file)?);
        refuse(&self.file, &set)?;
        let body = self.body(&set.rows);
        let (json, csv) = (self.json, self.csv);
        let answer = ask(self.models, &body)?;
        let text = match (json, csv) {
            (true, _) => answer.to_string(),
            (_, true) => shown::csv(&answer, &set.rows),
            _ => shown::table(&answer).join("\n"),
        };
        print(text.as_bytes())
    }

    fn body(&self, rows: &[rows::Row]) -> Value {
        let models: Vec<&String> = [&self.model].into_iter().chain(&self.model2).collect();
        let options: Map<String, Value> = self.options.iter().cloned().collect();
        json!({
            "models": models,
            "rows": rows,
            "method": self.method,
            "target": self.target,
            "seed": self.seed,
            "options": (!options.is_empty()).then_some(options),
        })
    }
}

fn content(file: &Path) -> anyhow::Result<String> {
    let unreadable = || format!("{} cannot be read", file.display());
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file).with_context(unreadable)?;
    }
    String::from_utf8(bytes).with_context(unreadable)
}

/// A set is evaluated whole or not at all.
fn refuse(file: &Path, set: &rows::Set) -> anyhow::Result<()> {
    if set.problems.is_empty() {
        return Ok(());
    }
    let named = set.problems.iter().take(NAMED);
    let mut lines: Vec<String> = named
        .map(|trouble| format!("{}:{}: {}", file.display(), trouble.line, trouble.detail))
        .collect();
    let more = set.problems.len().saturating_sub(NAMED);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    bail!("Some lines cannot be read.\n{}", lines.join("\n"))
}

/// Asks a server that lives for this question alone; how far it is goes to standard error.
fn ask(models: ModelOptions, body: &Value) -> anyhow::Result<Value> {
    let (server, _folder) = served(models)?;
    let mut progress = Progress::default();
    let mut lists: Map<String, Value> = Map::new();
    let heard = |name: &str, json: &str| {
        let Ok(Value::Object(event)) = serde_json::from_str(json) else {
            return;
        };
        match name {
            "progress" => progress.tell(&event),
            _ => gather(&mut lists, event),
        }
    };
    let asked = async {
        server()
            .follow("/api/v1/evaluate", body.to_string(), heard)
            .await
    };
    let (status, answer) = runtime()?.block_on(asked)?;
    progress.end();
    let mut answer: Value = serde_json::from_slice(&answer)?;
    if status != 200 {
        bail!(
            "{}",
            answer["detail"].as_str().unwrap_or("It did not work.")
        );
    }
    for (name, list) in lists {
        answer[name] = list;
    }
    Ok(answer)
}

/// Puts what comes in parts together.
fn gather(lists: &mut Map<String, Value>, parts: Map<String, Value>) {
    for (name, part) in parts {
        let list = lists.entry(name).or_insert_with(|| json!([]));
        if let (Some(list), Value::Array(part)) = (list.as_array_mut(), part) {
            list.extend(part);
        }
    }
}

/// How far it is, told in tenths: on a terminal in one line.
#[derive(Default)]
struct Progress {
    told: Option<(String, u64)>,
}

impl Progress {
    fn tell(&mut self, event: &Map<String, Value>) {
        let number = |name: &str| event.get(name).and_then(Value::as_u64).unwrap_or(0);
        let phase = event
            .get("phase")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let tenth = 10 * number("done") / number("total").max(1);
        let now = Some((phase.to_owned(), tenth));
        if now != self.told {
            self.told = now;
            Self::write(&format!("{phase} {} %", 10 * tenth));
        }
    }

    fn write(line: &str) {
        let mut error = std::io::stderr().lock();
        let terminal = error.is_terminal();
        let (before, after) = if terminal {
            ("\r\x1b[K", "")
        } else {
            ("", "\n")
        };
        // Who does not hear it still gets the answer.
        let _ = write!(error, "{before}{line}{after}");
        let _ = error.flush();
    }

    fn end(&self) {
        if self.told.is_some() && std::io::stderr().is_terminal() {
            Self::write("");
        }
    }
}
