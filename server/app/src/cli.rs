//! The commands.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};
use headlight_core::{ImportOptions, Importer, ModelId, ModelLoader};
use headlight_model::Precision;

use crate::ask::{Attack, Attention, Checklist, Evaluate, Explain};
use crate::corpus::CorpusCommand;
use crate::health;
use crate::import::{FolderImporter, samples};
use crate::loader::SourceLoader;
use crate::models::Models;
use crate::options::{ListenOptions, ModelOptions, ServeOptions};
use crate::probe::ProbeCommand;
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
    /// Say whether the server at the configured address is alive.
    Health(ListenOptions),
    /// Say what each word of a text adds to a classifier's answer.
    Explain(Explain),
    /// Say how good a classifier is on a set of texts, or where two of them part.
    Evaluate(Evaluate),
    /// Say where each token of a text looks.
    Attention(Attention),
    /// Find small edits after which a classifier says something else.
    Attack(Attack),
    /// Put a classifier to small tests: what should change nothing, what should move it one way.
    #[command(subcommand)]
    Checklist(Checklist),
    /// Corpora: get, build, list and search them.
    Corpus {
        #[command(subcommand)]
        command: CorpusCommand,
    },
    /// Probes: what a linear classifier reads in each layer.
    Probe {
        #[command(subcommand)]
        command: ProbeCommand,
    },
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
    /// Make a model of a file of weights: .safetensors, .bin, .pt or .pth.
    Import(Import),
}

#[derive(Debug, Args)]
struct Import {
    /// The file of weights
    file: PathBuf,
    /// The model's name [default: the file's, without its ending]
    #[arg(long, value_parser = ModelId::parse)]
    id: Option<ModelId>,
    /// A model of the list with the same architecture and sizes
    #[arg(long, value_name = "MODEL", value_parser = ModelId::parse)]
    like: Option<ModelId>,
    /// Heads in each layer [default: the hidden size divided by 64]
    #[arg(long, value_name = "N")]
    heads: Option<u16>,
    /// A model of the list that reads text the same way
    #[arg(long, value_name = "MODEL", value_parser = ModelId::parse)]
    tokenizer: Option<ModelId>,
    /// The matrix that is the classifier, where several could be
    #[arg(long, value_name = "NAME")]
    head: Option<String>,
    /// The labels by output, separated by commas
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    labels: Vec<String>,
    #[command(flatten)]
    models: ModelOptions,
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(options) => serve(options),
            Command::Health(options) => health::ask(options.listen()?),
            Command::Explain(explain) => explain.run(),
            Command::Evaluate(evaluate) => evaluate.run(),
            Command::Attention(attention) => attention.run(),
            Command::Attack(attack) => attack.run(),
            Command::Checklist(checklist) => checklist.run(),
            Command::Corpus { command } => command.run(),
            Command::Probe { command } => command.run(),
            Command::Models {
                command: ModelsCommand::List(options),
            } => list(options),
            Command::Models {
                command: ModelsCommand::Import(import),
            } => import.run(),
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

impl Import {
    #[expect(clippy::print_stdout, reason = "what was assumed is to be read")]
    fn run(self) -> anyhow::Result<()> {
        let name = self
            .file
            .file_name()
            .context("This is no file")?
            .to_string_lossy()
            .into_owned();
        let id = self.id.map_or_else(|| default_id(&self.file), Ok)?;
        let folders = self.models.folders()?;
        let Some(into) = folders.first().cloned() else {
            bail!("There is no models folder")
        };
        let loader = Arc::new(SourceLoader::new(
            Models::find(&folders)?.sources(),
            Precision::F32,
        ));
        let options = ImportOptions {
            id: id.clone(),
            like: self.like,
            heads: self.heads,
            tokenizer: self.tokenizer,
            head: self.head,
            labels: self.labels,
        };
        let importer = FolderImporter::new(into, loader.clone());
        let imported = importer.import(&self.file, &name, &options)?;
        println!("“{name}” is now the model {id}.");
        for assumption in &imported.assumptions {
            println!("  {assumption}");
        }
        for line in samples(&imported, loader.load(&imported.info)?.as_ref())? {
            println!("{line}");
        }
        Ok(())
    }
}

/// The file's name without its ending, other characters than an id has made hyphens.
fn default_id(file: &std::path::Path) -> anyhow::Result<ModelId> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let id: String = stem
        .chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .take(64)
        .collect();
    Ok(ModelId::parse(&id)?)
}
