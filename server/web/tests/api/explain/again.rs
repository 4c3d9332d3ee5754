//! What was asked before is not asked again.

use headlight_web::Code;
use serde_json::json;

use super::{EXPLAIN, METHODS, body, explain};
use crate::helpers::TestApp;

const TEXT: &str = "the dog ran the cat .";

#[tokio::test]
async fn a_second_answer_is_the_same_bytes_and_runs_nothing() {
    let app = TestApp::start();
    for method in METHODS {
        let body = body(method, TEXT, &json!({"table": true}));
        let first = app.post(EXPLAIN, &body).await;
        let (passes, hits) = (app.passes().await, app.metric(HITS).await);
        let again = app.post(EXPLAIN, &body).await;
        assert_eq!(first.body, again.body, "{method}");
        assert_eq!(app.passes().await, passes, "{method}");
        let evaluations = first.ok()["evaluations"].as_u64().unwrap();
        assert_eq!(app.metric(HITS).await - hits, evaluations, "{method}");
    }
    assert!(app.metric("headlight_score_cache_bytes").await > 0);
}

const HITS: &str = "headlight_score_cache_hits_total";

#[tokio::test]
async fn methods_share_what_they_asked() {
    let app = TestApp::start();
    let found = explain(&app, "shap", TEXT, json!({})).await;
    // Every mask was asked about by deletion: another method needs none of its own.
    let passes = app.passes().await;
    assert_eq!(passes, found["evaluations"].as_u64().unwrap());
    explain(&app, "occlusion", TEXT, json!({"faithfulness": false})).await;
    explain(&app, "lime", TEXT, json!({"faithfulness": false})).await;
    assert_eq!(app.passes().await, passes);
}

#[tokio::test]
async fn without_room_for_scores_they_are_computed_again() {
    let app = TestApp::with(|settings| settings.cache_bytes = 0);
    let first = explain(&app, "occlusion", TEXT, json!({})).await;
    let passes = app.passes().await;
    assert_eq!(explain(&app, "occlusion", TEXT, json!({})).await, first);
    assert_eq!(app.passes().await, 2 * passes);
}

#[tokio::test]
async fn what_was_scored_before_a_failure_is_kept() {
    let app = TestApp::start();
    // The longest text fails, after shorter ones were scored.
    let text = format!("{} fail", "the dog ran ".repeat(30));
    let options = json!({"faithfulness": false});
    app.post(EXPLAIN, body("occlusion", &text, &options))
        .await
        .problem(Code::Internal);
    let before = app.passes().await;
    assert_eq!(before, 1);
}
