//! Defences tried one after the other.

use std::sync::Arc;

use headlight_explain::attack::{Aim, Outcome, best};

use super::super::answer::models;
use super::super::job::Job;
use super::super::run::{oracle, search};
use super::answer::{Attacked, Clean, DefendAnswer, Defended, MissingDefence};
use super::body::Trial;
use crate::app::App;
use crate::attacking::{DefenceName, Oracle};
use crate::error::{ApiError, Code};
use crate::events::Listener;

/// Tries everything.
pub(super) async fn run(
    app: &App,
    mut trial: Trial,
    mut listener: Listener,
) -> Result<DefendAnswer, ApiError> {
    let (mut defences, mut missing) = (Vec::new(), Vec::new());
    let names: Vec<DefenceName> = trial.defences.clone();
    listener.begin("defend", names.len() + 1).await;
    for name in [None].into_iter().chain(names.into_iter().map(Some)) {
        trial.job.asked.defence = name;
        match defended(app, &mut trial).await {
            Ok(found) => defences.push(found),
            Err(error) => missing.push(excused(name, error)?),
        }
        listener.asked(1);
        listener
            .partial(&serde_json::json!({ "defences": defences }))
            .await;
    }
    Ok(DefendAnswer { defences, missing })
}

/// A defence that cannot be had here, unless it is something else that went wrong.
fn excused(name: Option<DefenceName>, error: ApiError) -> Result<MissingDefence, ApiError> {
    let cannot = matches!(
        error.code(),
        Code::NoWordnet | Code::Unsupported | Code::BadRequest
    );
    match name.filter(|_| cannot) {
        Some(defence) => Ok(MissingDefence {
            defence,
            detail: error.detail().to_owned(),
        }),
        None => Err(error),
    }
}

async fn defended(app: &App, trial: &mut Trial) -> Result<Defended, ApiError> {
    let job = &trial.job;
    let oracle = oracle(app, job).await?;
    let texts: [Arc<str>; 2] = [job.original.text().into(), trial.edited.clone()];
    let said = oracle.judge.verdicts(app, &texts, |_| {}).await?;
    let still_works = Aim::new(job.goal.into(), &said[0]).reached(&said[1]);
    let found = models(&job.models, &said[0], &said[1]);
    let attacked = attacked(&oracle, trial).await?;
    Ok(Defended {
        defence: trial.job.asked.defence,
        found,
        still_works,
        attacked,
        clean: clean(&oracle, trial).await?,
    })
}

/// Runs the recipe through the defence, on the text itself and on rows.
async fn attacked(oracle: &Oracle<'_>, trial: &Trial) -> Result<Attacked, ApiError> {
    let jobs: Vec<&Job> = [&trial.job].into_iter().chain(&trial.others).collect();
    let (mut reached, mut queries, mut here) = (0, 0, false);
    for (place, job) in jobs.iter().enumerate() {
        let found = search(oracle, job, &mut Listener::none()).await?;
        queries += found.queries;
        if found.outcome == Outcome::Reached {
            reached += 1;
            here |= place == 0;
        }
    }
    Ok(Attacked {
        texts: jobs.len(),
        reached,
        queries: queries as f32 / jobs.len() as f32,
        reached_here: here,
    })
}

/// How right the models are through the defence.
async fn clean(oracle: &Oracle<'_>, trial: &Trial) -> Result<Option<Clean>, ApiError> {
    if trial.rows.is_empty() {
        return Ok(None);
    }
    let texts: Vec<Arc<str>> = trial.rows.iter().map(|(text, _)| text.clone()).collect();
    let verdicts = oracle.judge.verdicts(oracle.app, &texts, |_| {}).await?;
    let (mut rows, mut accuracy) = (Vec::new(), Vec::new());
    for model in 0..oracle.judge.models.len() {
        let known = trial.rows.iter().zip(&verdicts);
        let known =
            known.filter_map(|((_, labels), verdict)| Some((labels[model]?, &verdict[model])));
        let right: Vec<bool> = known.map(|(label, said)| best(said) == label).collect();
        let share = right.iter().filter(|right| **right).count() as f32 / right.len() as f32;
        rows.push(right.len());
        accuracy.push((!right.is_empty()).then_some(share));
    }
    Ok(Some(Clean { rows, accuracy }))
}
