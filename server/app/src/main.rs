//! The program `headlight`: reads its options, finds the models, starts the server.

mod card;
mod cli;
mod loader;
mod models;
mod options;
mod serve;

use std::process::ExitCode;

use clap::Parser;

/// libtorch allocates and frees many large blocks per forward pass; docs/adr/0002 has the figures.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("headlight: {error:#}");
            ExitCode::FAILURE
        }
    }
}
