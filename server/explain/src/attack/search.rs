//! The searches.

mod beam;
mod guarded;
mod prune;
mod ranked;
mod reduce;

use headlight_core::WordKind;

use super::desk::{Desk, Judged, Phase};
use super::draft::Draft;
use super::edit::Edit;
use super::function_words::is_function_word;
use super::goal::{Aim, Goal, Verdict};
use super::guard::Meaning;
use super::machine::Plan;
use super::recipe::{Recipe, Search};

/// A gain below this is none. It is small because the other label of a text about which a model is sure
/// has a probability of a millionth, and twice that is a step.
const GAIN: f64 = 1e-12;

/// So many of the edits tried are told with each step.
const TOLD: usize = 8;

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The goal is reached.
    Reached,
    /// Every word was tried.
    NotReached,
    /// The budget was spent first.
    BudgetSpent,
    /// There is no word that may be edited.
    NothingToEdit,
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How it ended.
    pub outcome: Outcome,
    /// What the models say about the original.
    pub original: Verdict,
    /// What was found: the fewest edits that reach the goal, or else what came nearest.
    pub draft: Draft,
    /// What the models say about it.
    pub verdict: Verdict,
    /// What was found before edits were undone that it takes not.
    pub unpruned: Draft,
    /// What each edit does to the meaning, in the order of the edits.
    pub meanings: Vec<Meaning>,
    /// What the models say with each edit alone undone, in the order of the edits.
    pub without: Vec<Verdict>,
    /// The edits in the order in which they were taken.
    pub steps: Vec<Step>,
    /// How much each word matters to the recipe, the most important first; where it asked.
    pub importance: Vec<(usize, f64)>,
    /// How many different texts models were asked about in all.
    pub queries: usize,
    /// How many of them until the goal was reached or given up: all but those by which edits are undone.
    pub searched: usize,
}

/// An edit that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The edit.
    pub edit: Edit,
    /// What the models say about the text with it.
    pub verdict: Verdict,
    /// How many texts had been asked about by then.
    pub queries: usize,
    /// How many edits were tried for it.
    pub candidates: usize,
    /// The best of them, that one included.
    pub tried: Vec<Tried>,
}

/// An edit that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The edit.
    pub edit: Edit,
    /// What the models say about the text with it.
    pub verdict: Verdict,
}

/// What all searches share.
struct Hunt<'a> {
    desk: &'a Desk,
    plan: &'a Plan,
    aim: Aim,
    start: Judged,
    /// The words that may be edited.
    free: Vec<usize>,
    most_edits: usize,
}

/// Does what is planned.
pub(super) async fn run(desk: Desk, plan: Plan) -> Found {
    let draft = Draft::new(plan.original.clone());
    let start = desk.judge([draft.clone()].into_iter()).await.pop();
    let start = start.unwrap_or(Judged {
        draft,
        verdict: Verdict::new(),
        edit: None,
    });
    let free = free(&plan);
    let hunt = Hunt {
        aim: Aim::new(goal(&plan), &start.verdict),
        most_edits: most_edits(&plan, free.len()),
        desk: &desk,
        plan: &plan,
        start,
        free,
    };
    let mut importance = Vec::new();
    let found = match (plan.recipe, plan.search()) {
        (Recipe::InputReduction, _) => reduce::reduce(&hunt).await,
        (_, Search::Ranked) => ranked::ranked(&hunt, &mut importance).await,
        (_, Search::Greedy) => beam::beam(&hunt, 1).await,
        (_, Search::Beam(width)) => beam::beam(&hunt, width.max(1)).await,
    };
    hunt.end(found, importance).await
}

fn goal(plan: &Plan) -> Goal {
    match plan.recipe {
        Recipe::InputReduction => Goal::Keep,
        _ => plan.goal,
    }
}

/// The words that may be edited: those that say something, unless they are locked or too short. What is
/// left out may be any word.
fn free(plan: &Plan) -> Vec<usize> {
    let words = plan.original.words().iter().enumerate();
    let open = words.filter(|(place, word)| {
        let says = word.kind == WordKind::Word && !is_function_word(&word.text);
        let suits = plan.recipe.source().suits(&word.text);
        !plan.locked.contains(place) && suits && (says || plan.recipe == Recipe::InputReduction)
    });
    open.map(|(place, _)| place).collect()
}

fn most_edits(plan: &Plan, free: usize) -> usize {
    let recipe = plan.recipe.most_edits(free);
    plan.options.most_edits.unwrap_or(recipe)
}

impl Hunt<'_> {
    fn progress(&self, judged: &Judged) -> f64 {
        self.aim.progress(&judged.verdict)
    }

    fn reached(&self, judged: &Judged) -> bool {
        self.aim.reached(&judged.verdict)
    }

    /// Whether a search may stop here.
    fn ends(&self, judged: &Judged) -> bool {
        self.aim.ends() && self.reached(judged)
    }

    /// Whether nothing more may be edited or asked.
    fn over(&self, judged: &Judged) -> bool {
        judged.draft.edits().len() >= self.most_edits || self.desk.spent()
    }

    /// Edits that bring a draft nearer to the goal, the best first: what reaches it before all else,
    /// the nearest before the others.
    fn better(&self, than: f64, mut judged: Vec<Judged>) -> Vec<Judged> {
        judged.retain(|judged| self.progress(judged) > than + GAIN);
        let key = |judged: &Judged| (self.reached(judged), self.progress(judged));
        judged.sort_by(|a, b| {
            let (a, b) = (key(a), key(b));
            b.0.cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        judged
    }

    /// Writes down an edit that was taken, out of so many, and the best that were tried.
    fn step(&self, taken: &Judged, candidates: usize, tried: &[Judged]) {
        let told = tried.iter().filter_map(|judged| {
            Some(Tried {
                edit: judged.edit.clone()?,
                verdict: judged.verdict.clone(),
            })
        });
        let Some(edit) = taken.edit.clone() else {
            return;
        };
        self.desk.push(Step {
            edit,
            verdict: taken.verdict.clone(),
            queries: self.desk.queries(),
            candidates,
            tried: told.take(TOLD).collect(),
        });
    }

    async fn end(self, found: Judged, importance: Vec<(usize, f64)>) -> Found {
        let (spent, searched) = (self.desk.spent(), self.desk.queries());
        // What is left to ask is known to be little: k (k + 1) / 2 texts for k edits.
        self.desk.lift_budget();
        let reached = self.reached(&found) && found.draft.edits().len() > 0;
        let unpruned = found.draft.clone();
        let found = if reached && self.plan.recipe != Recipe::InputReduction {
            prune::prune(&self, found).await
        } else {
            found
        };
        self.desk.enter(Phase::Meaning);
        let meanings = self.meanings(&found.draft).await;
        let edits = found.draft.edits();
        let without = edits.map(|edit| found.draft.without(edit.word));
        let without = self.desk.judge(without).await;
        let outcome = match () {
            () if reached => Outcome::Reached,
            () if self.free.is_empty() => Outcome::NothingToEdit,
            () if spent => Outcome::BudgetSpent,
            () => Outcome::NotReached,
        };
        Found {
            outcome,
            original: self.start.verdict,
            draft: found.draft,
            verdict: found.verdict,
            unpruned,
            meanings,
            without: without.into_iter().map(|judged| judged.verdict).collect(),
            steps: self.desk.steps(),
            importance,
            queries: self.desk.queries(),
            searched,
        }
    }
}
