//! `headlight corpus list`

use std::path::{Path, PathBuf};

use clap::Args;
use headlight_core::ModelId;
use headlight_corpus::index::{self, State};
use headlight_corpus::{CorpusId, CorpusManifest, KNOWN, Known, Library};

use crate::options::data_folder;

/// What `headlight corpus list` can be told.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// The folder that corpora lie in [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
}

impl List {
    #[expect(clippy::print_stdout, reason = "the list is what the command is for")]
    pub(super) fn run(self) -> anyhow::Result<()> {
        let library = Library::new(&data_folder(self.data)?);
        let there = library.list()?;
        for (id, manifest) in &there {
            println!("{}", line(id, manifest));
            for built in builds(&library.folder(id))? {
                println!("  {built}");
            }
        }
        let absent = |known: &&Known| there.iter().all(|(id, _)| *id != known.id());
        for known in KNOWN.iter().filter(absent) {
            println!(
                "{:16} not here yet: `headlight corpus get {}` fetches {:.1} MB ({})",
                known.id().as_str(),
                known.id(),
                known.bytes as f64 / 1e6,
                known.license
            );
        }
        Ok(())
    }
}

fn line(id: &CorpusId, manifest: &CorpusManifest) -> String {
    let license = manifest
        .about
        .license
        .as_deref()
        .unwrap_or("licence not known");
    format!(
        "{:16} {} · {} sentences · {} words · {license}",
        id.as_str(),
        manifest.about.name,
        manifest.sentences,
        manifest.words
    )
}

/// What each model has made of a corpus.
fn builds(folder: &Path) -> std::io::Result<Vec<String>> {
    let Ok(entries) = std::fs::read_dir(folder.join("models")) else {
        return Ok(Vec::new());
    };
    let mut lines = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let Ok(model) = ModelId::parse(&name.to_string_lossy()) else {
            continue;
        };
        lines.push(match index::state_of(&index::folder_of(folder, &model))? {
            State::Absent => continue,
            State::Begun(_) => format!("{model}: begun, `headlight corpus build` goes on with it"),
            State::Whole(index) => {
                let megabytes = index.shape.bytes() / 1_000_000;
                format!("{model}: {} tokens, {megabytes} MB", index.shape.tokens)
            }
        });
    }
    lines.sort();
    Ok(lines)
}
