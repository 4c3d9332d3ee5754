//! `headlight corpus`: getting, building and listing corpora.

mod build;
mod get;
mod heads;
mod list;
mod progress;

use clap::Subcommand;

pub(crate) use progress::Meter;

use crate::ask::Search;

#[derive(Debug, Subcommand)]
pub(crate) enum CorpusCommand {
    /// Fetch a known corpus: brown or ewt.
    Get(get::Get),
    /// Read a file as a corpus, where one is named, and let a model read every sentence of it.
    Build(build::Build),
    /// Say what each head of a model does on a corpus; measure it first where that was not done.
    Heads(heads::Heads),
    /// List the corpora, and what each model has made of them.
    List(list::List),
    /// Find the places of a corpus that are most like a token, to the model.
    Search(Search),
}

impl CorpusCommand {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Get(get) => get.run(),
            Self::Build(build) => build.run(),
            Self::Heads(heads) => heads.run(),
            Self::List(list) => list.run(),
            Self::Search(search) => search.run(),
        }
    }
}
