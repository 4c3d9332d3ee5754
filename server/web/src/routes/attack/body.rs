//! What can be asked of an attack.

use headlight_explain::attack::{EditKind, Goal, Ranking, Recipe, Search};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::attacking::DefenceName;
use crate::json::{Integer, Object};

/// A text and how to attack it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttackBody {
    /// The ids of one or two classifiers of the list, the left and the right.
    pub models: Vec<String>,
    /// The text, at most 32,768 UTF-16 units.
    pub text: String,
    /// How edits are found.
    pub recipe: RecipeName,
    /// What is wanted, `left` by default.
    pub goal: Option<GoalName>,
    /// Words that stay, by their index in the first model's words of the text.
    pub locked: Option<Vec<Integer>>,
    /// Where random numbers come from, 0 by default.
    pub seed: Option<u32>,
    /// Details.
    #[schema(value_type = Option<AttackOptions>)]
    pub options: Option<Object<AttackOptions>>,
}

/// Details of an attack; a default for each.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttackOptions {
    /// How words are gone through; by default as the recipe does.
    pub search: Option<SearchName>,
    /// With `beam`: how many drafts go on, 2 to 10, 4 by default.
    pub beam: Option<usize>,
    /// By what `ranked` puts the words in order; by default as the recipe does.
    pub ranking: Option<RankingName>,
    /// How many different texts the classifiers may be asked about, 1 to 20,000, 2,000 by default.
    pub budget: Option<usize>,
    /// How many words may be edited.
    pub most_edits: Option<usize>,
    /// How many replacements of a word are tried, 1 to 100.
    pub candidates: Option<usize>,
    /// Whether edits that seem to change the meaning are left alone, true by default.
    pub guard: Option<bool>,
    /// A defence that every text passes before a classifier reads it.
    pub defence: Option<DefenceName>,
}

macro_rules! names {
    ($(#[$about:meta])* $name:ident for $of:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl From<$name> for $of {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant,)* }
            }
        }
    };
}

names! {
    /// The recipes by name.
    RecipeName for Recipe {
        /// Four typos of each word (Gao et al. 2018).
        DeepWordBug,
        /// Typos inside one or two words (Pruthi et al. 2019).
        Typos,
        /// Letters that look the same.
        Homoglyphs,
        /// What is expected behind a mask (Garg and Ramakrishnan 2020).
        Bae,
        /// What is expected of the text as it is (Li et al. 2020).
        BertAttack,
        /// Synonyms by WordNet (Ren et al. 2019).
        Pwws,
        /// Where the derivative leads (Ebrahimi et al. 2018).
        HotFlip,
        /// The fewest words with the same answer (Feng et al. 2018); the goal is its own.
        InputReduction,
    }
}

names! {
    /// The goals by name.
    GoalName for Goal {
        /// The first model gives another label.
        Left,
        /// The second model does.
        Right,
        /// Both do.
        Both,
        /// The first does and the second does not.
        LeftOnly,
        /// The second does and the first does not.
        RightOnly,
        /// The two are as far apart as can be, and give different labels.
        Disagree,
    }
}

names! {
    /// What says how much a word matters.
    RankingName for Ranking {
        /// What changes when the unknown token stands in its place: a query for each word.
        Unknown,
        /// What changes without it: a query for each word.
        Delete,
        /// The size of the derivative there: no query, one pass forward and back.
        Gradient,
        /// What its best replacement changes, weighted by what the unknown token does: every edit is tried
        /// beforehand.
        Weighted,
    }
}

names! {
    /// Where a replacement comes from.
    EditName for EditKind {
        /// Letters swapped, left out, put in or mistyped.
        Typo,
        /// A letter that looks the same.
        Homoglyph,
        /// What a masked language model expects.
        MaskedLm,
        /// A word of the same meaning, by WordNet.
        Synonym,
        /// What the derivative of the answer points to.
        Gradient,
        /// The word is left out.
        Delete,
        /// Another word is put before it.
        Insert,
        /// Its statement is turned round.
        Negate,
        /// Somebody wrote it.
        Own,
    }
}

impl From<EditKind> for EditName {
    fn from(kind: EditKind) -> Self {
        match kind {
            EditKind::Typo => Self::Typo,
            EditKind::Homoglyph => Self::Homoglyph,
            EditKind::MaskedLm => Self::MaskedLm,
            EditKind::Synonym => Self::Synonym,
            EditKind::Gradient => Self::Gradient,
            EditKind::Delete => Self::Delete,
            EditKind::Insert => Self::Insert,
            EditKind::Negate => Self::Negate,
            EditKind::Own => Self::Own,
        }
    }
}

/// The searches by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SearchName {
    /// The most important word first, each tried once.
    Ranked,
    /// All words at every step.
    Greedy,
    /// The same, several drafts at a time.
    Beam,
}

impl AttackOptions {
    /// The search that is asked for.
    pub(super) fn search(&self) -> Option<Search> {
        let name = self.search?;
        Some(match name {
            SearchName::Ranked => Search::Ranked,
            SearchName::Greedy => Search::Greedy,
            SearchName::Beam => Search::Beam(self.beam.unwrap_or(4)),
        })
    }
}
