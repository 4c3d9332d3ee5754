//! Tests put to models, some at a time.

use std::collections::HashMap;
use std::sync::Arc;

use headlight_explain::attack::checklist::Poles;
use headlight_explain::attack::{Verdict, best};
use serde::Serialize;

use super::answer::{CaseResult, CheckedCase, ChecklistAnswer, Totals};
use super::body::Case;
use crate::app::App;
use crate::attacking::Judge;
use crate::error::ApiError;
use crate::events::Listener;

/// Tests between two partial answers.
const AT_ONCE: usize = 16;

/// What models said about texts, each asked about once.
type Said = HashMap<Arc<str>, Verdict>;

/// What comes while tests are run.
#[derive(Serialize)]
struct Partial<'a> {
    /// The tests that were run so far.
    cases: &'a [CheckedCase],
}

/// Runs tests.
pub(super) async fn run(
    app: &App,
    judge: Judge,
    cases: Vec<Case>,
    mut listener: Listener,
) -> Result<ChecklistAnswer, ApiError> {
    let mut said = Said::new();
    let texts = distinct(
        Poles::ANCHORS
            .into_iter()
            .chain(cases.iter().flat_map(Case::texts)),
    );
    listener
        .begin("score", texts.len() * judge.models.len())
        .await;
    ask(app, &judge, Poles::ANCHORS, &mut said, &mut listener).await?;
    let poles = poles(&judge, &said);
    let mut checked = Vec::with_capacity(cases.len());
    let mut rest = cases.into_iter();
    loop {
        let some: Vec<Case> = rest.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        ask(
            app,
            &judge,
            some.iter().flat_map(Case::texts),
            &mut said,
            &mut listener,
        )
        .await?;
        checked.extend(
            some.into_iter()
                .map(|case| check(&judge, case, &said, &poles)),
        );
        if listener.is_due() {
            listener.partial(&Partial { cases: &checked }).await;
        }
    }
    Ok(ChecklistAnswer {
        models: totals(&judge, &checked),
        cases: checked,
    })
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Arc<str>> {
    let mut texts: Vec<Arc<str>> = texts.map(Arc::from).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Asks about texts that nobody asked about yet.
async fn ask<'a>(
    app: &App,
    judge: &Judge,
    texts: impl IntoIterator<Item = &'a str>,
    said: &mut Said,
    listener: &mut Listener,
) -> Result<(), ApiError> {
    let mut texts = distinct(texts.into_iter());
    texts.retain(|text| !said.contains_key(text));
    let verdicts = judge
        .verdicts(app, &texts, |more| listener.asked(more))
        .await?;
    said.extend(texts.into_iter().zip(verdicts));
    Ok(())
}

/// Which labels of each model praise and blame, by two sentences that do.
fn poles(judge: &Judge, said: &Said) -> Vec<Option<Poles>> {
    let of_model = |model: usize| {
        let [praise, blame] = Poles::ANCHORS.map(|anchor| &said[anchor][model]);
        Poles::find(praise, blame)
    };
    (0..judge.models.len()).map(of_model).collect()
}

fn check(judge: &Judge, case: Case, said: &Said, poles: &[Option<Poles>]) -> CheckedCase {
    let results = judge.models.iter().enumerate().map(|(place, model)| {
        let [before, after] = case.texts().map(|text| &said[text][place]);
        let label = |row: &[f64]| model.info.labels[best(row)].clone();
        CaseResult {
            pass: case.expect.holds(before, after, poles[place]),
            label_before: label(before),
            label: label(after),
            before: before.iter().map(|p| *p as f32).collect(),
            after: after.iter().map(|p| *p as f32).collect(),
        }
    });
    CheckedCase {
        results: results.collect(),
        kind: case.expect.kind(),
        case,
    }
}

fn totals(judge: &Judge, cases: &[CheckedCase]) -> Vec<Totals> {
    let of_model = |(place, model): (usize, &crate::ReadyModel)| {
        let count = |pass| {
            let same = cases.iter().filter(|case| case.results[place].pass == pass);
            same.count()
        };
        Totals {
            model: model.info.id.to_string(),
            labels: model.info.labels.clone(),
            passed: count(Some(true)),
            failed: count(Some(false)),
            without_answer: count(None),
        }
    };
    judge.models.iter().enumerate().map(of_model).collect()
}
