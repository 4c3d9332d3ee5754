//! Where an attack puts its questions and finds the answers.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use super::draft::Draft;
use super::edit::Edit;
use super::goal::Verdict;
use super::question::{Answer, Question, Slope, Suggestion};
use super::search::Step;

/// Shared by the search and by the one who drives it. The search waits for an answer; the driver lets
/// it go on when there is one.
#[derive(Clone, Default)]
pub(super) struct Desk(Arc<Mutex<Slot>>);

#[derive(Default)]
struct Slot {
    question: Option<Question>,
    answer: Option<Answer>,
    /// What was said about texts: each is asked about once.
    verdicts: HashMap<Arc<str>, Verdict>,
    /// Texts that may still be asked about.
    budget: usize,
    phase: Phase,
    steps: Vec<Step>,
    /// Where the derivative led last.
    slopes: Option<(Draft, Vec<Slope>)>,
    /// What a language model said about edited words in their texts, and about texts.
    drops: HashMap<(String, usize), Option<f64>>,
    cosines: HashMap<String, Option<f64>>,
}

/// What a search is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    Rank,
    Search,
    Prune,
    Meaning,
}

impl Phase {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Search => "search",
            Self::Prune => "prune",
            Self::Meaning => "meaning",
        }
    }
}

/// A draft with what is said about its text.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) draft: Draft,
    pub(super) verdict: Verdict,
    /// The edit by which it differs from the draft before it.
    pub(super) edit: Option<Edit>,
}

impl Desk {
    pub(super) fn new(budget: usize) -> Self {
        let desk = Self::default();
        desk.slot().budget = budget;
        desk
    }

    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the driver has to answer.
    pub(super) fn question(&self) -> Option<Question> {
        self.slot().question.take()
    }

    pub(super) fn answer(&self, answer: Answer) {
        self.slot().answer = Some(answer);
    }

    /// How many texts were asked about.
    pub(super) fn queries(&self) -> usize {
        self.slot().verdicts.len()
    }

    pub(super) fn phase(&self) -> Phase {
        self.slot().phase
    }

    pub(super) fn enter(&self, phase: Phase) {
        self.slot().phase = phase;
    }

    pub(super) fn steps(&self) -> Vec<Step> {
        self.slot().steps.clone()
    }

    pub(super) fn push(&self, step: Step) {
        self.slot().steps.push(step);
    }

    /// Whether no more texts may be asked about.
    pub(super) fn spent(&self) -> bool {
        self.slot().budget == 0
    }

    /// From here on a text costs nothing.
    pub(super) fn lift_budget(&self) {
        self.slot().budget = usize::MAX;
    }

    async fn ask(&self, question: Question) -> Option<Answer> {
        let mut question = Some(question);
        poll_fn(|_| {
            let mut slot = self.slot();
            match question.take() {
                Some(question) => {
                    slot.question = Some(question);
                    Poll::Pending
                }
                None => match slot.answer.take() {
                    Some(answer) => Poll::Ready(Some(answer)),
                    None => Poll::Pending,
                },
            }
        })
        .await
    }

    /// Judges drafts by their texts, in order. When the budget is spent, the rest is left out.
    pub(super) async fn judge(&self, drafts: impl Iterator<Item = Draft>) -> Vec<Judged> {
        self.judge_all(drafts.map(|draft| (draft, None)).collect())
            .await
    }

    /// Judges a draft with each of some edits.
    pub(super) async fn try_edits(&self, draft: &Draft, edits: &[Edit]) -> Vec<Judged> {
        let drafts = edits
            .iter()
            .map(|edit| (draft.with(edit.clone()), Some(edit.clone())));
        self.judge_all(drafts.collect()).await
    }

    async fn judge_all(&self, drafts: Vec<(Draft, Option<Edit>)>) -> Vec<Judged> {
        let texts: Vec<Arc<str>> = drafts
            .iter()
            .map(|(draft, _)| draft.text().into())
            .collect();
        let missing = self.affordable(&texts);
        if !missing.is_empty()
            && let Some(Answer::Scores(verdicts)) =
                self.ask(Question::Scores(missing.clone())).await
        {
            self.slot()
                .verdicts
                .extend(missing.into_iter().zip(verdicts));
        }
        let slot = self.slot();
        let judged = drafts
            .into_iter()
            .zip(&texts)
            .filter_map(|((draft, edit), text)| {
                Some(Judged {
                    draft,
                    verdict: slot.verdicts.get(text)?.clone(),
                    edit,
                })
            });
        judged.collect()
    }

    /// Which of these texts are asked about: each once, as far as the budget goes.
    fn affordable(&self, texts: &[Arc<str>]) -> Vec<Arc<str>> {
        let mut slot = self.slot();
        let mut missing: Vec<Arc<str>> = Vec::new();
        for text in texts {
            let asked = slot.verdicts.contains_key(text) || missing.contains(text);
            if !asked && missing.len() < slot.budget {
                missing.push(text.clone());
            }
        }
        slot.budget -= missing.len();
        missing
    }

    pub(super) async fn fill(
        &self,
        draft: &Draft,
        words: Vec<usize>,
        masked: bool,
        count: usize,
    ) -> Vec<Vec<Suggestion>> {
        let draft = draft.clone();
        let question = Question::Fill {
            draft,
            words,
            masked,
            count,
        };
        match self.ask(question).await {
            Some(Answer::Fill(suggestions)) => suggestions,
            _ => Vec::new(),
        }
    }

    pub(super) async fn slopes(&self, draft: &Draft, count: usize) -> Vec<Slope> {
        if let Some((known, slopes)) = &self.slot().slopes
            && known == draft
        {
            return slopes.clone();
        }
        let question = Question::Slopes {
            draft: draft.clone(),
            count,
        };
        let slopes = match self.ask(question).await {
            Some(Answer::Slopes(slopes)) => slopes,
            _ => Vec::new(),
        };
        self.slot().slopes = Some((draft.clone(), slopes.clone()));
        slopes
    }

    /// How much less edited words are expected than the old ones, each in its draft.
    pub(super) async fn drops(&self, edits: Vec<(Draft, usize)>) -> Vec<Option<f64>> {
        let key = |(draft, word): &(Draft, usize)| (draft.text(), *word);
        let keys: Vec<_> = edits.iter().map(key).collect();
        let asked = edits.into_iter().zip(&keys);
        let missing = asked.filter(|(_, key)| !self.slot().drops.contains_key(*key));
        let (edits, new): (Vec<_>, Vec<_>) = missing.map(|(edit, key)| (edit, key.clone())).unzip();
        if !edits.is_empty()
            && let Some(Answer::Drops(drops)) = self.ask(Question::Drops(edits)).await
        {
            self.slot().drops.extend(new.into_iter().zip(drops));
        }
        let slot = self.slot();
        let known = keys.iter().map(|key| slot.drops.get(key).copied());
        known.map(Option::flatten).collect()
    }

    /// How near drafts are to the original.
    pub(super) async fn cosines(&self, drafts: Vec<Draft>) -> Vec<Option<f64>> {
        let texts: Vec<String> = drafts.iter().map(Draft::text).collect();
        let asked = drafts.into_iter().zip(&texts);
        let missing = asked.filter(|(_, text)| !self.slot().cosines.contains_key(*text));
        let (drafts, new): (Vec<_>, Vec<_>) =
            missing.map(|(draft, text)| (draft, text.clone())).unzip();
        if !drafts.is_empty()
            && let Some(Answer::Cosines(cosines)) = self.ask(Question::Cosines(drafts)).await
        {
            self.slot().cosines.extend(new.into_iter().zip(cosines));
        }
        let slot = self.slot();
        let known = texts.iter().map(|text| slot.cosines.get(text).copied());
        known.map(Option::flatten).collect()
    }
}
