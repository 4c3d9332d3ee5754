//! `headlight corpus heads`

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Args;
use headlight_core::ModelId;
use headlight_corpus::heads::{Habit, HeadTable, Placed, RelationRow, Seen};
use headlight_corpus::{CorpusId, Library, index};
use headlight_web::CorpusProgress;

use super::progress::Meter;
use crate::options::{ModelOptions, data_folder};
use crate::serve::{log_to_stderr, prepare, runtime};

/// Relations with fewer words are not printed unless they are asked for: their intervals say nothing.
const FEWEST: u64 = 50;

/// Heads that are printed of one relation.
const SHOWN: usize = 10;

/// What `headlight corpus heads` can be told.
#[derive(Debug, Args)]
pub(crate) struct Heads {
    /// The corpus
    #[arg(value_parser = CorpusId::parse)]
    name: CorpusId,
    /// The model; the corpus is built for it
    #[arg(long, value_name = "ID", value_parser = ModelId::parse)]
    model: ModelId,
    /// Print the best heads of this relation only
    #[arg(long, value_name = "NAME")]
    relation: Option<String>,
    /// Measure again, though there is a table
    #[arg(long)]
    again: bool,
    /// The folder that corpora lie in [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
    #[command(flatten)]
    models: ModelOptions,
}

impl Heads {
    #[expect(clippy::print_stdout, reason = "the table is what the command is for")]
    pub(super) fn run(self) -> anyhow::Result<()> {
        log_to_stderr("error");
        let data = data_folder(self.data.clone())?;
        let folder = index::folder_of(&Library::new(&data).folder(&self.name), &self.model);
        let there = HeadTable::read(&folder).context("The table cannot be read")?;
        let table = if let Some(table) = there.filter(|_| !self.again) {
            table
        } else {
            self.measure(data)?;
            let missing = || anyhow!("The table is gone again.");
            HeadTable::read(&folder)?.ok_or_else(missing)?
        };
        let lines = match &self.relation {
            Some(name) => of_relation(&table, name)?,
            None => overview(&table),
        };
        println!("{}", lines.join("\n"));
        Ok(())
    }

    fn measure(&self, data: PathBuf) -> anyhow::Result<()> {
        let server = prepare(self.models.clone().served(data)?)?;
        let mut meter = Meter::new();
        let measure = async {
            let server = server();
            let heard = |progress: &CorpusProgress| {
                meter.tell("Measuring", "sentences", progress.done, progress.total);
            };
            server
                .measure_heads(self.name.as_str(), self.model.as_str(), heard)
                .await
        };
        let measured = runtime()?.block_on(measure);
        meter.end();
        measured.map_err(|sentence| anyhow!(sentence))
    }
}

/// The best head of each relation, then what heads do on the whole; as Markdown.
fn overview(table: &HeadTable) -> Vec<String> {
    let mut lines = vec![format!("{} sentences\n", table.sentences)];
    lines.push(
        "| relation | head | seen | found | 95 % | best offset | beats it | words |".to_owned(),
    );
    lines.push("|---|---|---|---|---|---|---|---|".to_owned());
    let often = table.relations.iter().filter(|row| row.words >= FEWEST);
    lines.extend(often.filter_map(|row| Some(line(row, &row.best?))));
    lines.push("\n| head | habit | relations |".to_owned());
    lines.push("|---|---|---|".to_owned());
    let labelled = table
        .heads
        .iter()
        .filter(|row| !row.labels.is_empty() || !row.relations.is_empty());
    lines.extend(labelled.map(|row| {
        let labels: Vec<_> = row.labels.iter().map(|label| habit(*label)).collect();
        let at = format!("{}-{}", row.place.layer, row.place.head);
        format!(
            "| {at} | {} | {} |",
            labels.join(", "),
            row.relations.join(", ")
        )
    }));
    lines
}

fn habit(label: Habit) -> String {
    label.name().replace('_', " ")
}

fn of_relation(table: &HeadTable, name: &str) -> anyhow::Result<Vec<String>> {
    let row = table.relations.iter().find(|row| row.relation == name);
    let row = row.ok_or_else(|| anyhow!("No word of this corpus bears the relation “{name}”."))?;
    let mut findings = row.findings.clone();
    findings.sort_by(|a, b| b.finding.share.total_cmp(&a.finding.share));
    let mut lines = vec![
        "| relation | head | seen | found | 95 % | best offset | beats it | words |".to_owned(),
        "|---|---|---|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(findings.iter().take(SHOWN).map(|placed| line(row, placed)));
    Ok(lines)
}

fn line(row: &RelationRow, placed: &Placed) -> String {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let finding = &placed.finding;
    let cells = [
        row.relation.clone(),
        format!("{}-{}", placed.place.layer, placed.place.head),
        match finding.seen {
            Seen::FromDependent => "from the word".to_owned(),
            Seen::FromHead => "from its head".to_owned(),
        },
        percent(finding.share),
        format!("{:.1}–{:.1}", 100.0 * finding.low, 100.0 * finding.high),
        format!("{} ({:+})", percent(finding.baseline), finding.offset),
        if placed.beats_baseline { "yes" } else { "no" }.to_owned(),
        row.words.to_string(),
    ];
    format!("| {} |", cells.join(" | "))
}
