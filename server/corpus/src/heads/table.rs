//! What a survey found, as it is kept beside the index of the model.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use headlight_core::{Head, Layer};
use serde::{Deserialize, Serialize};

use super::{Finding, Habit, Habits, Relation, Survey};
use crate::disk::{modified, read_json, replace_json};
use crate::index::Identity;

const VERSION: u32 = 1;
const TABLE: &str = "heads.json";

/// The heads of a model, measured on a corpus.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeadTable {
    version: u32,
    /// What it is a table of.
    pub identity: Identity,
    /// Sentences that were read.
    pub sentences: usize,
    /// All heads, layer by layer.
    pub heads: Vec<HeadRow>,
    /// All relations of the corpus, by falling number of words.
    pub relations: Vec<RelationRow>,
    /// Tokens on which heads were compared with each other.
    pub compared: u64,
    /// Their Jensen–Shannon divergence in nats, `[heads, heads]`.
    pub divergence: Vec<f32>,
}

/// A head of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Its layer, from 1.
    pub layer: u16,
    /// Its number in the layer, from 1.
    pub head: u16,
}

/// What one head does on the whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeadRow {
    /// Which head.
    #[serde(flatten)]
    pub place: Place,
    /// Means over the corpus.
    #[serde(flatten)]
    pub habits: Habits,
    /// What it mostly does.
    pub labels: Vec<Habit>,
    /// The relations that no other head finds as often, where it beats the best fixed offset.
    pub relations: Vec<String>,
}

/// What heads do for one relation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RelationRow {
    /// Its name.
    pub relation: String,
    /// Words that bear it where heads are counted.
    pub words: u64,
    /// The head that was chosen for it; none where no head ever found it.
    pub best: Option<Placed>,
    /// Every head, both ways.
    pub findings: Vec<Placed>,
}

/// A finding with its place in the model.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Placed {
    /// Which head.
    #[serde(flatten)]
    pub place: Place,
    /// What it does.
    #[serde(flatten)]
    pub finding: Finding,
    /// Whether it does better than the best fixed offset by more than chance.
    pub beats_baseline: bool,
}

impl HeadTable {
    /// Draws up the table of a survey; `relations` are names by place, `heads` the number in a layer.
    pub fn new(identity: Identity, survey: &Survey, relations: &[&str], heads: u16) -> Self {
        let place = |number: usize| Place {
            layer: (number / usize::from(heads)) as u16 + 1,
            head: (number % usize::from(heads)) as u16 + 1,
        };
        let placed = |finding: Finding| Placed {
            place: place(finding.head),
            beats_baseline: finding.beats_baseline(),
            finding,
        };
        let row = |(number, name): (u16, &&str)| {
            let relation = Relation(number);
            let best = survey.syntax().best(relation);
            RelationRow {
                relation: (*name).to_owned(),
                words: survey.syntax().words(relation),
                best: best.map(placed),
                findings: survey.syntax().findings(relation).map(placed).collect(),
            }
        };
        let mut relations: Vec<RelationRow> = (0..).zip(relations).map(row).collect();
        relations.sort_by(|a, b| {
            b.words
                .cmp(&a.words)
                .then_with(|| a.relation.cmp(&b.relation))
        });
        let rows = survey
            .habits()
            .into_iter()
            .enumerate()
            .map(|(number, habits)| HeadRow {
                place: place(number),
                labels: habits.labels(),
                relations: best_at(&relations, place(number)),
                habits,
            });
        Self {
            version: VERSION,
            identity,
            sentences: survey.sentences(),
            heads: rows.collect(),
            compared: survey.similarity().rows(),
            divergence: survey
                .similarity()
                .matrix()
                .into_iter()
                .map(|d| d as f32)
                .collect(),
            relations,
        }
    }

    /// Reads the table in the folder of an index; none where there is none, or another version's.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let table: Option<Self> = read_json(&folder.join(TABLE))?;
        Ok(table.filter(|table| table.version == VERSION))
    }

    /// When the table in the folder of an index was written; none where there is none.
    pub fn written(folder: &Path) -> Option<SystemTime> {
        modified(&folder.join(TABLE))
    }

    /// Writes it there in place of an older one.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        replace_json(&folder.join(TABLE), self)
    }

    /// How different a head is from all heads, itself included, in the order of [`HeadTable::heads`].
    pub fn divergence_from(&self, layer: Layer, head: Head) -> Option<&[f32]> {
        let at = Place {
            layer: layer.number(),
            head: head.number(),
        };
        let row = self.heads.iter().position(|head| head.place == at)?;
        self.divergence.chunks_exact(self.heads.len()).nth(row)
    }
}

fn best_at(relations: &[RelationRow], place: Place) -> Vec<String> {
    let of = |row: &&RelationRow| {
        row.best
            .is_some_and(|best| best.place == place && best.beats_baseline)
    };
    relations
        .iter()
        .filter(of)
        .map(|row| row.relation.clone())
        .collect()
}
