//! The program `headlight`: reads its options, finds the models, starts the server.

mod adapter;
mod card;
mod cli;
mod health;
mod import;
mod loader;
mod models;
mod options;
mod serve;
mod wait_policy;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    wait_policy::make_passive();
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("headlight: {error:#}");
            ExitCode::FAILURE
        }
    }
}
