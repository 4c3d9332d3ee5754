//! `headlight explain`, `attention`, `evaluate`, `attack` and `checklist`: the answers of the API on the
//! command line.

mod attack;
mod attention;
mod checklist;
mod corpus;
mod evaluate;
mod explain;
mod table;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use headlight_web::Server;
use serde_json::Value;
use tempfile::TempDir;

pub(crate) use attack::Attack;
pub(crate) use attention::Attention;
pub(crate) use checklist::Checklist;
pub(crate) use corpus::Search;
pub(crate) use evaluate::Evaluate;
pub(crate) use explain::Explain;

use crate::options::ModelOptions;
use crate::serve::{log_to_stderr, prepare, runtime};

/// Nobody else waits: a question may take as long as it takes.
const PATIENCE: Duration = Duration::from_hours(24);

/// What both commands can be told.
#[derive(Debug, Args)]
struct Common {
    /// The text
    text: String,
    /// Print the API's answer as it is
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    models: ModelOptions,
}

impl Common {
    /// Asks a server that lives for this question alone, and prints its answer: as it is, or as
    /// `table` writes it.
    fn ask(
        self,
        path: &str,
        body: &Value,
        table: impl FnOnce(&Value) -> Vec<String>,
    ) -> anyhow::Result<()> {
        let folder = tempfile::tempdir().context("There is no room for temporary files")?;
        self.ask_over(folder.path(), path, body, table)
    }

    /// The same, over what lies in a data folder.
    fn ask_over(
        self,
        data: &Path,
        path: &str,
        body: &Value,
        table: impl FnOnce(&Value) -> Vec<String>,
    ) -> anyhow::Result<()> {
        log_to_stderr("error");
        let server = served_from(self.models, data)?;
        let asked = async { server().ask(path, body.to_string()).await };
        let (status, answer) = runtime()?.block_on(asked)?;
        if status != 200 {
            let problem: Value = serde_json::from_slice(&answer)?;
            bail!(
                "{}",
                problem["detail"].as_str().unwrap_or("It did not work.")
            );
        }
        if self.json {
            return print(&answer);
        }
        let lines = table(&serde_json::from_slice(&answer)?);
        print(lines.join("\n").as_bytes())
    }
}

/// What makes a server that lives for one question alone, and the folder for what it would keep, which goes with it.
fn served(models: ModelOptions) -> anyhow::Result<(impl FnOnce() -> Server, TempDir)> {
    let folder = tempfile::tempdir().context("There is no room for temporary files")?;
    Ok((served_from(models, folder.path())?, folder))
}

/// The same over a folder that stays.
fn served_from(
    models: ModelOptions,
    data: &Path,
) -> anyhow::Result<impl FnOnce() -> Server + use<>> {
    let mut options = models.served(data.to_owned())?;
    options.settings.deadline = PATIENCE;
    prepare(options)
}

/// `name=value`, the value a number or true or false where it reads as one, else text.
fn parse_option(option: &str) -> Result<(String, Value), String> {
    let (name, value) = option
        .split_once('=')
        .ok_or_else(|| "an option is written NAME=VALUE".to_owned())?;
    let plain = || Value::String(value.to_owned());
    let value = serde_json::from_str(value).unwrap_or_else(|_word| plain());
    Ok((name.to_owned(), value))
}

/// Prints an answer and ends its line. Who reads no further, as `head` does, is no failure.
fn print(answer: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(answer).and_then(|()| out.write_all(b"\n"));
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
