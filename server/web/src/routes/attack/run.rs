//! An attack from its request to its answer.

use std::sync::Arc;

use headlight_explain::attack::{
    Aim, Attack, Found, Goal, Guard, Needs, Outcome, Plan, Recipe, Seen, Verdict, alarms, best,
};

use super::answer::{
    AttackAnswer, FoundEdit, KnownBy, Partial, WordEdit, WordImportance, models, probabilities,
    steps, words,
};
use super::job::Job;
use crate::app::App;
use crate::attacking::{Defence, Filler, Judge, Oracle};
use crate::error::ApiError;
use crate::events::Listener;
use crate::inference::Lane;
use crate::input::sequence;
use crate::routes::explain::unknown;
use crate::wire::softmax;

/// Does a job.
pub(super) async fn run(
    app: &App,
    job: Job,
    mut listener: Listener,
) -> Result<AttackAnswer, ApiError> {
    let oracle = oracle(app, &job).await?;
    let found = search(&oracle, &job, &mut listener).await?;
    let after = match (&found.outcome, &oracle.judge.defence) {
        (Outcome::Reached, None) => afresh(app, &job, &found).await?,
        _ => found.verdict.clone(),
    };
    Ok(answer(&oracle, &job, &found, &after))
}

/// Looks for edits.
pub(super) async fn search(
    oracle: &Oracle<'_>,
    job: &Job,
    listener: &mut Listener,
) -> Result<Found, ApiError> {
    let original = oracle
        .judge
        .verdict(oracle.app, job.original.text())
        .await?;
    let pushed = job.pushed();
    let label = (pushed, best(&original[pushed]));
    let mut attack = Attack::new(plan(job, oracle));
    let mut telling = Telling::to(listener);
    while let Some(question) = attack.wanted() {
        let answer = oracle.answer(question, label).await?;
        attack.take(answer);
        telling.tell(attack.seen()).await;
    }
    let missing = || ApiError::internal(&"an attack has no end");
    attack.found().cloned().ok_or_else(missing)
}

/// Who hears how far an attack has come, and what was told last.
struct Telling<'a> {
    listener: &'a mut Listener,
    before: Seen,
}

impl<'a> Telling<'a> {
    fn to(listener: &'a mut Listener) -> Self {
        let before = Seen {
            phase: "",
            queries: 0,
            steps: Vec::new(),
        };
        Self { listener, before }
    }

    async fn tell(&mut self, seen: Seen) {
        if seen.phase != self.before.phase {
            self.listener.begin(seen.phase, 0).await;
        }
        self.listener.asked(seen.queries - self.before.queries);
        if seen.steps.len() > self.before.steps.len() && self.listener.is_due() {
            let partial = Partial {
                steps: steps(&seen.steps),
                queries: seen.queries,
            };
            self.listener.partial(&partial).await;
        }
        self.before = seen;
    }
}

/// Everything that the recipe needs; what is missing is said before any work.
pub(super) async fn oracle<'a>(app: &'a App, job: &Job) -> Result<Oracle<'a>, ApiError> {
    match Recipe::from(job.recipe).needs() {
        Needs::Synonyms => drop(app.dictionary.wordnet().await?),
        Needs::MaskedLm => drop(Filler::new(app).await?),
        Needs::Nothing => {}
    }
    let mut judge = Judge::plain(job.models.clone());
    if let Some(name) = job.asked.defence {
        judge.defence = Some(Defence::new(app, &job.models, name, job.seed).await?);
    }
    Oracle::new(app, judge).await
}

fn plan(job: &Job, oracle: &Oracle<'_>) -> Plan {
    Plan {
        original: Arc::clone(&job.original),
        recipe: job.recipe.into(),
        goal: job.goal.into(),
        locked: job.locked.clone(),
        seed: job.seed,
        unknown: unknown(&job.models[0]).unwrap_or_default(),
        lexicon: oracle.lexicon.clone(),
        options: job.options(),
    }
}

/// What the models say about the text as if it were typed for the first time.
async fn afresh(app: &App, job: &Job, found: &Found) -> Result<Verdict, ApiError> {
    let text = found.draft.text();
    let mut verdict = Verdict::new();
    for model in &job.models {
        let sequences = vec![sequence(model, text.clone())?];
        let logits = app
            .inference
            .scores(Lane::Bulk, &model.info, sequences)
            .await?;
        let rows = logits.iter().map(|logits| softmax(logits));
        verdict.extend(rows.map(|row| row.into_iter().map(f64::from).collect::<Vec<_>>()));
    }
    Ok(verdict)
}

fn answer(oracle: &Oracle<'_>, job: &Job, found: &Found, after: &Verdict) -> AttackAnswer {
    let goal = match job.recipe.into() {
        Recipe::InputReduction => Goal::Keep,
        _ => job.goal.into(),
    };
    let holds = Aim::new(goal, &found.original).reached(after);
    let outcome = match found.outcome {
        Outcome::Reached if !holds => Outcome::NotReached,
        outcome => outcome,
    };
    let importance = found
        .importance
        .iter()
        .map(|(word, weight)| WordImportance {
            word: *word,
            weight: *weight as f32,
        });
    let undone = found
        .unpruned
        .edits()
        .filter(|edit| !found.draft.edits_word(edit.word));
    let cosine = found.meanings.iter().find_map(|meaning| meaning.cosine);
    AttackAnswer {
        recipe: job.recipe,
        goal: job.goal,
        outcome: outcome.into(),
        reached: outcome == Outcome::Reached,
        text: found.draft.text(),
        words: words(&found.draft),
        edits: edits(oracle, found),
        results: models(&job.models, &found.original, after),
        undone: undone.map(WordEdit::from).collect(),
        steps: steps(&found.steps),
        importance: importance.collect(),
        cosine: cosine.map(|cosine| cosine as f32),
        queries: found.queries,
        searched: found.searched,
        known_by: KnownBy {
            wordnet: oracle.wordnet,
            masked_lm: oracle.filler.is_some(),
        },
        seed: job.seed,
        truncated: job.truncated,
    }
}

/// The edits with what speaks against each, and what the models say without it.
fn edits(oracle: &Oracle<'_>, found: &Found) -> Vec<FoundEdit> {
    let draft = &found.draft;
    let edits = draft.edits().zip(&found.without).zip(&found.meanings);
    let edits = edits.map(|((edit, without), meaning)| {
        let old = &draft.original().words()[edit.word];
        let reasons = alarms(
            edit,
            &old.text,
            *meaning,
            &*oracle.lexicon,
            Guard::default(),
        );
        FoundEdit {
            edit: edit.into(),
            original: old.text.clone(),
            start: old.span.start,
            end: old.span.end,
            without: probabilities(without),
            alarms: reasons.into_iter().map(Into::into).collect(),
            drop: meaning.drop.map(|drop| drop as f32),
        }
    });
    edits.collect()
}
