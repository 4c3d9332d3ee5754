//! `cargo xtask bench`: builds what is measured, prepares what it is measured against, and runs
//! `tests/bench/main.mjs`, which knows the rows.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::libtorch::Libtorch;
use crate::{cargo, chromium, folders, node, peers, process};

/// The command's own arguments.
#[derive(Args)]
pub(crate) struct Bench {
    /// Rows to measure, as the table names them; all where none is named
    rows: Vec<String>,
    /// A few rounds of each, to see that it works: no figures to quote
    #[arg(long)]
    quick: bool,
    /// Put the figures into docs/BENCHMARKS.md, in place of those that are there
    #[arg(long, conflicts_with = "quick")]
    write: bool,
}

impl Bench {
    /// Measures the rows; fails where one could not be measured.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let needs = self.needs()?;
        node::install_packages()?;
        let libtorch = Libtorch::provide()?;
        let mut build = cargo::build_to_bench();
        libtorch.apply(&mut build);
        println!("$ {}", process::show(&build));
        process::run(&mut build)?;

        let mut bench = self.script();
        libtorch.apply(&mut bench);
        bench
            .env("HEADLIGHT_BINARY", folders::binary("headlight"))
            .env("HEADLIGHT_MODELS", folders::root().join("models"))
            .env("HEADLIGHT_EXAMPLES", folders::examples());
        for (variable, value) in provide(&needs)? {
            bench.env(variable, value);
        }
        println!("$ {}", process::show(&bench));
        let measured = process::status(&mut bench)?.success();
        Ok(ExitCode::from(u8::from(!measured)))
    }

    /// What the rows need beside the build, in the words of [`provide`].
    fn needs(&self) -> Result<String> {
        let output = self.script().arg("--needs").output();
        let output = output.context("node is not on this machine: install Node.js 20 or newer")?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{}", complaint.trim());
        Ok(String::from_utf8(output.stdout)?)
    }

    fn script(&self) -> Command {
        let mut node = Command::new("node");
        node.current_dir(folders::root())
            .arg("tests/bench/main.mjs")
            .args(self.quick.then_some("--quick"))
            .args(self.write.then_some("--write"))
            .args(&self.rows);
        node
    }
}

/// The programs that the rows need, each under the variable in which they look for it.
fn provide(needs: &str) -> Result<Vec<(&'static str, OsString)>> {
    let mut variables = Vec::new();
    for need in needs.split_whitespace() {
        match need {
            "python" => variables.push((peers::VARIABLE, peers::provide()?)),
            "chromium" => variables.push(("CHROMIUM", chromium::provide()?.into())),
            other => anyhow::bail!("a row needs “{other}”, which nobody here provides"),
        }
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(rows: &[&str]) -> Result<String> {
        let rows = rows.iter().map(ToString::to_string).collect();
        let bench = Bench {
            rows,
            quick: true,
            write: false,
        };
        bench.needs()
    }

    #[test]
    fn rows_say_what_they_need() {
        assert_eq!(needs(&["switch", "payload"]).unwrap().trim(), "");
        assert_eq!(needs(&["lime", "shap"]).unwrap().trim(), "python");
        let all = needs(&[]).unwrap();
        let mut all: Vec<_> = all.split_whitespace().collect();
        all.sort_unstable();
        assert_eq!(all, ["chromium", "python"]);
    }

    #[test]
    fn a_row_that_is_none_is_said_so() {
        let error = needs(&["swich"]).unwrap_err().to_string();
        assert!(
            error.contains("no row “swich”") && error.contains("switch"),
            "{error}"
        );
    }
}
