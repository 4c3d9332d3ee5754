//! The commands.

use clap::{Parser, Subcommand};

use crate::models::Models;
use crate::options::{ModelOptions, ServeOptions};
use crate::serve::serve;

/// Look inside a transformer: attention, predictions at every layer, links that open the same view.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until told to stop.
    Serve(ServeOptions),
    /// What models there are.
    Models {
        #[command(subcommand)]
        command: ModelsCommand,
    },
}

#[derive(Debug, Subcommand)]
enum ModelsCommand {
    /// List the models, and say of those that do not load why.
    List(ModelOptions),
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(options) => serve(options),
            Command::Models {
                command: ModelsCommand::List(options),
            } => list(options),
        }
    }
}

#[expect(clippy::print_stdout, reason = "the list is what the command is for")]
fn list(options: ModelOptions) -> anyhow::Result<()> {
    let models = Models::find(&options.folders()?)?;
    for line in models.lines() {
        println!("{line}");
    }
    Ok(())
}
