//! What is on the menu.

mod bench;
mod libtorch;
mod serve;
mod test;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

/// One entry of the menu.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Build Headlight and open it on `http://127.0.0.1:8080` with the models in `models/`
    Serve(serve::Serve),
    /// Check everything: format, lints, licences, Rust tests, fuzzing, frontend, system, browser
    Test(test::Test),
    /// Measure speed and size, beside Python libraries on the same weights
    Bench(bench::Bench),
    /// Fetch libtorch where it is missing and print its folder
    Libtorch,
}

impl Command {
    /// Runs the chosen entry to its end.
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Serve(serve) => serve.run().map(|()| ExitCode::SUCCESS),
            Self::Test(test) => Ok(test.run()),
            Self::Bench(bench) => bench.run(),
            Self::Libtorch => libtorch::run().map(|()| ExitCode::SUCCESS),
        }
    }
}
