//! The program `headlight`: reads its options, finds the models, starts the server.

mod adapter;
mod ask;
mod card;
mod cli;
mod corpus;
mod environment;
mod health;
mod import;
mod loader;
mod models;
mod options;
mod probe;
mod serve;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    environment::prepare();
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("headlight: {error:#}");
            ExitCode::FAILURE
        }
    }
}
