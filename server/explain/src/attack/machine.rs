//! The machine that searches, driven from outside.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::desk::Desk;
use super::draft::Original;
use super::goal::Goal;
use super::guard::Guard;
use super::lexicon::Lexicon;
use super::question::{Answer, Question};
use super::recipe::{Ranking, Recipe, Search};
use super::search::{self, Found, Step};

/// What is to be done.
#[derive(Clone)]
pub struct Plan {
    /// The text and its words.
    pub original: Arc<Original>,
    /// How replacements are found.
    pub recipe: Recipe,
    /// What is wanted.
    pub goal: Goal,
    /// Words that stay, by their places.
    pub locked: Vec<usize>,
    /// Where random numbers come from.
    pub seed: u32,
    /// The unknown token, as it is written into a text.
    pub unknown: String,
    /// What is known of words.
    pub lexicon: Arc<dyn Lexicon>,
    /// Details.
    pub options: Options,
}

/// Details of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How it goes; by default as the recipe does.
    pub search: Option<Search>,
    /// By what a ranked search puts the words in order; by default as the recipe does.
    pub ranking: Option<Ranking>,
    /// How many texts it may ask about. Pruning may ask about a few more.
    pub budget: usize,
    /// How many words it may edit; by default as many as the recipe does.
    pub most_edits: Option<usize>,
    /// How many replacements of a word are tried; by default as many as the recipe does.
    pub candidates: Option<usize>,
    /// What is taken for a change of meaning, and not done; none where everything is.
    pub guard: Option<Guard>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            search: None,
            ranking: None,
            budget: 2000,
            most_edits: None,
            candidates: None,
            guard: None,
        }
    }
}

impl Plan {
    pub(super) fn search(&self) -> Search {
        let recipe = self.recipe.search();
        self.options.search.unwrap_or(recipe)
    }

    pub(super) fn ranking(&self) -> Ranking {
        let recipe = self.recipe.ranking();
        self.options.ranking.unwrap_or(recipe)
    }

    pub(super) fn candidates(&self) -> usize {
        let recipe = self.recipe.candidates();
        self.options.candidates.unwrap_or(recipe)
    }
}

/// An attack at work. The search is written down as if answers came at once; between a question and
/// its answer it stands still.
pub struct Attack {
    search: Pin<Box<dyn Future<Output = Found> + Send>>,
    desk: Desk,
    found: Option<Found>,
}

impl Attack {
    /// Nothing asked yet.
    pub fn new(plan: Plan) -> Self {
        let desk = Desk::new(plan.options.budget);
        let search = Box::pin(search::run(desk.clone(), plan));
        Self {
            search,
            desk,
            found: None,
        }
    }

    /// What it wants to know next; none at the end.
    pub fn wanted(&mut self) -> Option<Question> {
        if self.found.is_some() {
            return None;
        }
        let mut context = Context::from_waker(Waker::noop());
        match self.search.as_mut().poll(&mut context) {
            Poll::Ready(found) => {
                self.found = Some(found);
                None
            }
            Poll::Pending => self.desk.question(),
        }
    }

    /// Takes the answer to what was wanted last.
    pub fn take(&mut self, answer: Answer) {
        self.desk.answer(answer);
    }

    /// What it came to, at the end.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// How far it has come.
    pub fn seen(&self) -> Seen {
        Seen {
            phase: self.desk.phase().name(),
            queries: self.desk.queries(),
            steps: self.desk.steps(),
        }
    }
}

/// How far an attack has come.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What it does at the moment: `rank`, `search`, `prune` or `meaning`.
    pub phase: &'static str,
    /// How many different texts were asked about.
    pub queries: usize,
    /// The steps taken.
    pub steps: Vec<Step>,
}
