//! `headlight corpus build`

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::{Args, ValueEnum};
use headlight_core::ModelId;
use headlight_corpus::index::{self, Shape};
use headlight_corpus::read::{self, Format, Split};
use headlight_corpus::{About, Corpus, CorpusId, Library};
use headlight_web::{CorpusPhase, CorpusProgress};

use super::progress::Meter;
use crate::options::{ModelOptions, data_folder};
use crate::serve::{log_to_stderr, prepare, runtime};

/// What `headlight corpus build` can be told.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The corpus's name
    #[arg(value_parser = CorpusId::parse)]
    name: CorpusId,
    /// A file to read it from: CoNLL-U or text, packed by gzip, zstd or xz or not; needed the first time
    file: Option<PathBuf>,
    /// The model that shall read it
    #[arg(long, value_name = "ID", value_parser = ModelId::parse)]
    model: ModelId,
    /// What the file holds [default: by its name]
    #[arg(long)]
    format: Option<FileFormat>,
    /// The language, in English
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The licence of the text
    #[arg(long, value_name = "LICENCE")]
    license: Option<String>,
    /// The folder that corpora lie in [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
    #[command(flatten)]
    models: ModelOptions,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FileFormat {
    /// CoNLL-U of Universal Dependencies
    Conllu,
    /// Text, cut into sentences as Unicode says
    Text,
    /// Text, a sentence a line
    Lines,
    /// `word/tag` lines of the Brown corpus
    Brown,
}

impl From<FileFormat> for Format {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Conllu => Self::Conllu,
            FileFormat::Text => Self::Plain(Split::Unicode),
            FileFormat::Lines => Self::Plain(Split::Lines),
            FileFormat::Brown => Self::Brown,
        }
    }
}

impl Build {
    #[expect(clippy::print_stdout, reason = "what was built is to be read")]
    pub(super) fn run(self) -> anyhow::Result<()> {
        log_to_stderr("error");
        let data = data_folder(self.data.clone())?;
        let library = Library::new(&data);
        if let Some(file) = &self.file {
            self.read(&library, file)?;
        }
        let folder = library.folder(&self.name);
        let known = Corpus::manifest_of(&folder).context("The corpus cannot be read")?;
        if known.is_none() {
            bail!(
                "There is no corpus “{}” yet: name a file to read it from, or use `headlight corpus get`.",
                self.name
            );
        }
        let options = self.models.served(data)?;
        let server = prepare(options)?;
        let mut meter = Meter::new();
        let build = async {
            let server = server();
            let heard = |progress: &CorpusProgress| tell(&mut meter, progress);
            server
                .build_corpus(self.name.as_str(), self.model.as_str(), heard)
                .await
        };
        let built = runtime()?.block_on(build);
        meter.end();
        built.map_err(|sentence| anyhow!(sentence))?;
        if let index::State::Whole(index) =
            index::state_of(&index::folder_of(&folder, &self.model))?
        {
            let Shape { tokens, .. } = index.shape;
            let megabytes = index.shape.bytes() / 1_000_000;
            println!(
                "{} is built for {}: {tokens} tokens, {megabytes} MB.",
                self.name, self.model
            );
        }
        Ok(())
    }

    /// Reads a file into the library.
    fn read(&self, library: &Library, file: &Path) -> anyhow::Result<()> {
        let format = self.format.map_or_else(|| Format::of(file), Format::from);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let about = About {
            name: self.name.to_string(),
            language: self.language.clone(),
            annotation: match format {
                Format::Conllu => "as the file has it (CoNLL-U)",
                Format::Plain(_) => "none",
                Format::Brown => "parts of speech (Brown tags, mapped to Universal Dependencies)",
            }
            .to_owned(),
            license: self.license.clone(),
            source: name.clone().into_owned(),
        };
        let told = || format!("{name} does not become a corpus");
        let source = read::open(file).with_context(told)?;
        let mut meter = Meter::new();
        let added = library.add(&self.name, about, format.read(source), |sentences| {
            meter.tell("Reading", "sentences", sentences as u64, 0);
            true
        });
        meter.end();
        added.map(drop).with_context(told)
    }
}

fn tell(meter: &mut Meter, progress: &CorpusProgress) {
    let (phase, unit) = match progress.phase {
        CorpusPhase::Download => ("Fetching", "bytes"),
        CorpusPhase::Read => ("Reading", "sentences"),
        CorpusPhase::Tokenize => ("Tokenising", "sentences"),
        CorpusPhase::Build => ("Building", "tokens"),
        CorpusPhase::Measure => ("Measuring", "sentences"),
        CorpusPhase::Train => ("Training", "passes"),
    };
    meter.tell(phase, unit, progress.done, progress.total);
}
