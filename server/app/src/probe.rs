//! `headlight probe`: what a linear classifier reads in the hidden states of each layer.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use headlight_core::ModelId;
use headlight_corpus::index::{self, FlatIndex};
use headlight_corpus::probe::{ProbeSet, Told};
use headlight_corpus::{Corpus, CorpusId, Label, Library};

use crate::corpus::Meter;
use crate::options::data_folder;

#[derive(Debug, Subcommand)]
pub(crate) enum ProbeCommand {
    /// Train probes for every layer on the gold tags of a corpus that is built for a model.
    Train(Train),
}

/// What `headlight probe train` can be told.
#[derive(Debug, Args)]
pub(crate) struct Train {
    /// The corpus
    #[arg(value_parser = CorpusId::parse)]
    corpus: CorpusId,
    /// The model that the corpus is built for
    #[arg(long, value_name = "ID", value_parser = ModelId::parse)]
    model: ModelId,
    /// What they shall tell [default: all that the corpus has]
    #[arg(long)]
    label: Vec<Tag>,
    /// The folder that corpora lie in [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Tag {
    /// Parts of speech
    Upos,
    /// Relations
    Deprel,
}

impl From<Tag> for Label {
    fn from(tag: Tag) -> Self {
        match tag {
            Tag::Upos => Self::Upos,
            Tag::Deprel => Self::Deprel,
        }
    }
}

impl ProbeCommand {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let Self::Train(train) = self;
        train.run()
    }
}

impl Train {
    #[expect(clippy::print_stdout, reason = "the table is what the command is for")]
    fn run(self) -> anyhow::Result<()> {
        let library = Library::new(&data_folder(self.data.clone())?);
        let folder = library.folder(&self.corpus);
        let Some(manifest) = Corpus::manifest_of(&folder).context("The corpus cannot be read")?
        else {
            bail!("There is no corpus “{}”.", self.corpus);
        };
        let at = index::folder_of(&folder, &self.model);
        if !matches!(index::state_of(&at)?, index::State::Whole(_)) {
            bail!(
                "The corpus “{}” is not built for {1}: use `headlight corpus build {0} --model {1}`.",
                self.corpus,
                self.model
            );
        }
        let corpus = Corpus::open(&folder).context("The corpus cannot be read")?;
        let index = FlatIndex::open(&at, &corpus).context("The index cannot be read")?;
        for label in self.labels(&manifest.labels)? {
            let mut meter = Meter::new();
            let set = ProbeSet::train(&corpus, &index, label, |done, all| {
                meter.tell("Training", "passes", done as u64, all as u64);
                Told::GoOn
            });
            meter.end();
            let Some(set) = set else {
                bail!("No word of “{}” bears {}.", self.corpus, label.name());
            };
            set.write(&at).context("The probes cannot be written")?;
            println!("{}", table(&set).join("\n"));
        }
        Ok(())
    }

    /// What shall be told, of what the corpus bears.
    fn labels(&self, there: &[Label]) -> anyhow::Result<Vec<Label>> {
        let asked: Vec<Label> = self.label.iter().copied().map(Label::from).collect();
        if let Some(missing) = asked.iter().find(|label| !there.contains(label)) {
            bail!("The words of “{}” bear no {}.", self.corpus, missing.name());
        }
        let all = [Label::Upos, Label::Deprel];
        let wanted =
            |label: &Label| there.contains(label) && (asked.is_empty() || asked.contains(label));
        let labels: Vec<Label> = all.into_iter().filter(wanted).collect();
        if labels.is_empty() {
            bail!(
                "The words of “{}” bear no gold tags to learn from.",
                self.corpus
            );
        }
        Ok(labels)
    }
}

/// As Markdown.
fn table(set: &ProbeSet) -> Vec<String> {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let [train, dev, test] = set.words;
    let head = format!(
        "{}: {} labels, {train} words learned from, {dev} chosen by, {test} tested on; the commonest label is right for {}\n",
        set.label.name(),
        set.labels.len(),
        percent(set.majority)
    );
    let mut lines = vec![
        head,
        "| layer | right | 95 % | control task | selectivity |".to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(set.layers.iter().map(|layer| {
        let cells = [
            layer.layer.to_string(),
            percent(layer.accuracy),
            format!("{:.1}–{:.1}", 100.0 * layer.low, 100.0 * layer.high),
            percent(layer.control),
            percent(layer.accuracy - layer.control),
        ];
        format!("| {} |", cells.join(" | "))
    }));
    lines
}
