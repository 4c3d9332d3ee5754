//! The stages of `cargo xtask test`. Each answers how many of its tests or checks passed.

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::libtorch::Libtorch;
use crate::tally::Tally;
use crate::{cargo, chromium, deny, folders, fuzz, node, process};

/// One part of the checks, which can run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// cargo fmt: the Rust code is formatted
    Format,
    /// cargo clippy: no warning anywhere
    Lints,
    /// cargo-deny: licences, sources and bans of the dependencies
    Deny,
    /// cargo test: every Rust test and documentation example
    Rust,
    /// libFuzzer: what reads a weights file, 20 s a target
    Fuzz,
    /// tsc and node --test: the frontend's types and unit tests
    Frontend,
    /// node --test over HTTP and the command line, on the built binary
    System,
    /// node --test in Chromium: the pages, on the built binary
    Browser,
}

impl Stage {
    /// Runs the stage; what it needs and can be installed, it installs.
    ///
    /// # Errors
    /// Where something it needs is missing: a stage never skips itself.
    pub(crate) fn run(self) -> Result<Tally> {
        match self {
            Self::Format => check(cargo::cargo(&["fmt", "--all", "--check"])),
            Self::Lints => lints(),
            Self::Deny => licences(),
            Self::Rust => rust(),
            Self::Fuzz => fuzz::run(),
            Self::Frontend => frontend(),
            Self::System => on_the_binary("tests/system", &[]),
            Self::Browser => browser(),
        }
    }

    /// What the stage is for, in a few words.
    pub(crate) fn about(self) -> String {
        let value = self.to_possible_value();
        value
            .and_then(|value| value.get_help().map(ToString::to_string))
            .unwrap_or_default()
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        formatter.pad(value.as_ref().map_or("", |value| value.get_name()))
    }
}

fn lints() -> Result<Tally> {
    let mut clippy = cargo::cargo(&["clippy", "--release", "--workspace", "--all-targets"]);
    clippy.args(["--", "-D", "warnings"]);
    Libtorch::provide()?.apply(&mut clippy);
    check(clippy)
}

fn licences() -> Result<Tally> {
    let mut deny = Command::new(deny::provide()?);
    deny.current_dir(folders::root()).args([
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ]);
    check(deny)
}

fn rust() -> Result<Tally> {
    let mut test = cargo::cargo(&["test", "--release", "--workspace", "--no-fail-fast"]);
    Libtorch::provide()?.apply(&mut test);
    tests(test, Tally::of_cargo)
}

fn frontend() -> Result<Tally> {
    node::install_packages()?;
    let mut tally = check(node::types())?;
    tally += tests(node::tests("frontend/test")?, Tally::of_node)?;
    Ok(tally)
}

fn browser() -> Result<Tally> {
    let chromium = chromium::provide()?;
    on_the_binary("tests/browser", &[("CHROMIUM", &chromium)])
}

/// Node's tests of one folder, on the binary built from what lies here.
fn on_the_binary(folder: &str, variables: &[(&str, &Path)]) -> Result<Tally> {
    node::install_packages()?;
    let libtorch = Libtorch::provide()?;
    let mut build = cargo::build_to_test();
    libtorch.apply(&mut build);
    announce(&build);
    process::run(&mut build)?;

    let mut test = node::tests(folder)?;
    libtorch.apply(&mut test);
    test.env("HEADLIGHT_BINARY", folders::binary("headlight"))
        .env("HEADLIGHT_MODELS", folders::root().join("models"))
        .envs(variables.iter().copied());
    tests(test, Tally::of_node)
}

/// A command that passes or fails as one.
fn check(mut command: Command) -> Result<Tally> {
    announce(&command);
    let passed = process::status(&mut command)?.success();
    Ok(if passed { Tally::PASS } else { Tally::FAIL })
}

/// A command that runs many tests and says how many.
fn tests(mut command: Command, count: fn(&str) -> Tally) -> Result<Tally> {
    announce(&command);
    let (status, output) = process::keep_stdout(&mut command)?;
    Ok(count(&output).ended(status.success()))
}

fn announce(command: &Command) {
    println!("$ {}", process::show(command));
}
