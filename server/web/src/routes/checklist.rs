//! `POST /api/v1/checklist`

mod answer;
mod body;

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use headlight_explain::attack::checklist::{Poles, cases};
use headlight_explain::attack::{Draft, Verdict, best};

use crate::app::AppState;
use crate::attacking::Judge;
use crate::error::{ApiError, TextErrors};
use crate::json::Body;
use crate::routes::attack::read;
use crate::routes::explain;
use answer::{CaseResult, CheckedCase, ChecklistAnswer, Totals};
use body::{Case, ChecklistBody, checked};

/// Puts a sentence to about thirty small tests, or runs tests that were kept: what should change nothing,
/// what should move the answer one way, what every classifier of sentiment should know.
#[utoipa::path(
    post,
    path = "/api/v1/checklist",
    tag = "text",
    request_body = ChecklistBody,
    responses((status = OK, description = "Which tests hold", body = ChecklistAnswer), TextErrors)
)]
pub(crate) async fn checklist(
    app: AppState,
    Body(body): Body<ChecklistBody>,
) -> Result<Json<ChecklistAnswer>, ApiError> {
    let models = explain::classifiers(&app, &body.models)?;
    let seed = body.seed.unwrap_or(0);
    let cases = match checked(body)? {
        body::Checked::Text(text) => {
            let (original, _) = read(&models[0], &text)?;
            let made = self::cases(&Draft::new(original), seed);
            made.into_iter()
                .map(|case| Case::made(&text, case))
                .collect()
        }
        body::Checked::Cases(cases) => cases,
    };
    let judge = Judge::plain(models);
    let texts = texts(&cases);
    let verdicts = judge.verdicts(&app, &texts, |_| {}).await?;
    let said: HashMap<&str, &Verdict> = texts.iter().map(Arc::as_ref).zip(&verdicts).collect();
    Ok(Json(answer(&judge, cases, &said)))
}

/// Every text that is asked about, each once.
fn texts(cases: &[Case]) -> Vec<Arc<str>> {
    let of_cases = cases
        .iter()
        .flat_map(|case| [case.sentence.as_str(), case.text.as_str()]);
    let mut texts: Vec<Arc<str>> = Poles::ANCHORS
        .into_iter()
        .chain(of_cases)
        .map(Arc::from)
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn answer(judge: &Judge, cases: Vec<Case>, said: &HashMap<&str, &Verdict>) -> ChecklistAnswer {
    let poles = |model: usize| {
        let [praise, blame] = Poles::ANCHORS.map(|anchor| &said[anchor][model]);
        Poles::find(praise, blame)
    };
    let poles: Vec<Option<Poles>> = (0..judge.models.len()).map(poles).collect();
    let checked = cases.into_iter().map(|case| {
        let results = judge.models.iter().enumerate().map(|(place, model)| {
            let (before, after) = (
                &said[case.sentence.as_str()][place],
                &said[case.text.as_str()][place],
            );
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
    });
    let cases: Vec<CheckedCase> = checked.collect();
    let totals = judge.models.iter().enumerate().map(|(place, model)| {
        let count = |pass| {
            cases
                .iter()
                .filter(|case| case.results[place].pass == pass)
                .count()
        };
        Totals {
            model: model.info.id.to_string(),
            labels: model.info.labels.clone(),
            passed: count(Some(true)),
            failed: count(Some(false)),
            without_answer: count(None),
        }
    });
    ChecklistAnswer {
        models: totals.collect(),
        cases,
    }
}
