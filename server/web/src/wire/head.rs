//! What heads do on a corpus.

use headlight_corpus::heads::{Habit, HeadRow, Placed, RelationRow, Seen};
use serde::Serialize;
use utoipa::ToSchema;

/// What one head does on the whole: means over the tokens of words. Shares are of its attention.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadHabits {
    /// Its layer, from 1.
    pub layer: u16,
    /// Its number in the layer, from 1.
    pub head: u16,
    /// Entropy / ln n, from 0 (at one token) to 1 (at all alike).
    pub entropy: f64,
    /// How far it looks, in tokens.
    pub distance: f64,
    /// On the token before.
    pub previous: f64,
    /// On the token after.
    pub next: f64,
    /// On the token itself.
    #[serde(rename = "self")]
    pub itself: f64,
    /// On added specials.
    pub special: f64,
    /// On punctuation.
    pub punctuation: f64,
    /// On the same word elsewhere, of tokens whose word stands elsewhere.
    pub same_word: f64,
    /// What it mostly does (Clark et al. 2019, section 3): some of `previous`, `next`, `self`, `special`, `punctuation`,
    /// `same_word`, `broad`.
    pub labels: Vec<&'static str>,
    /// Relations that no other head finds as often, where it beats the best fixed offset.
    pub relations: Vec<String>,
}

/// Who finds a relation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RelationHeads {
    /// The relation.
    pub relation: String,
    /// Words that bear it where heads are counted.
    pub words: u64,
    /// The head that was chosen; null where no head ever found it.
    #[schema(required)]
    pub best: Option<HeadFinding>,
}

/// How often one head finds the syntactic head of words that bear a relation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadFinding {
    /// Its layer, from 1.
    pub layer: u16,
    /// Its number in the layer, from 1.
    pub head: u16,
    /// `from_dependent`: the word that a word looks at most is its head; `from_head`: the word that looks at it most is.
    pub seen: &'static str,
    /// How often it found it.
    pub count: u64,
    /// That, as a share of the words.
    pub share: f64,
    /// The lower end of the share's 95 % interval (Wilson 1927).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The share that the best fixed offset finds among the same words.
    pub baseline: f64,
    /// That offset, in words.
    pub offset: i64,
    /// Whether the interval lies above the baseline.
    pub beats_baseline: bool,
}

impl From<&HeadRow> for HeadHabits {
    fn from(row: &HeadRow) -> Self {
        let habits = row.habits;
        Self {
            layer: row.place.layer,
            head: row.place.head,
            entropy: habits.entropy,
            distance: habits.distance,
            previous: habits.previous,
            next: habits.next,
            itself: habits.itself,
            special: habits.special,
            punctuation: habits.punctuation,
            same_word: habits.same_word,
            labels: row.labels.iter().copied().map(Habit::name).collect(),
            relations: row.relations.clone(),
        }
    }
}

impl From<&RelationRow> for RelationHeads {
    fn from(row: &RelationRow) -> Self {
        Self {
            relation: row.relation.clone(),
            words: row.words,
            best: row.best.as_ref().map(HeadFinding::from),
        }
    }
}

impl From<&Placed> for HeadFinding {
    fn from(placed: &Placed) -> Self {
        let finding = placed.finding;
        Self {
            layer: placed.place.layer,
            head: placed.place.head,
            seen: match finding.seen {
                Seen::FromDependent => "from_dependent",
                Seen::FromHead => "from_head",
            },
            count: finding.hits,
            share: finding.share,
            low: finding.low,
            high: finding.high,
            baseline: finding.baseline,
            offset: finding.offset as i64,
            beats_baseline: placed.beats_baseline,
        }
    }
}
