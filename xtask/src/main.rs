//! `cargo xtask`: the menu of Headlight. Each command is one file in `commands`.
#![expect(
    clippy::print_stdout,
    reason = "the menu talks to the person who runs it"
)]

mod cargo;
mod chromium;
mod commands;
mod deny;
mod folders;
mod fuzz;
mod libtorch;
mod node;
mod peers;
mod process;
mod stage;
mod tally;
mod time;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use commands::Command;

/// The menu of Headlight.
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Menu {
    #[command(subcommand)]
    command: Option<Command>,
}

fn main() -> ExitCode {
    let done = match Menu::parse().command {
        Some(command) => command.run(),
        None => Menu::command()
            .print_long_help()
            .map(|()| ExitCode::SUCCESS)
            .map_err(Into::into),
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
