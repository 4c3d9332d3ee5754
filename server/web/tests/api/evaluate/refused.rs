//! What is no evaluation.

use headlight_web::Code;
use serde_json::{Value, json};

use super::EVALUATE;
use crate::helpers::TestApp;

async fn refused(app: &TestApp, change: Value, code: Code) -> String {
    let mut body = json!({"models": ["sort"], "rows": [{"text": "the dog"}]});
    body.as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    app.post(EVALUATE, body).await.problem(code)
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let app = TestApp::start();
    let many = |count: usize| vec![json!({"text": "a"}); count];
    for change in [
        json!({"models": []}),
        json!({"models": ["sort", "sort", "moods"]}),
        json!({"rows": [["the dog", "positive"]]}),
        json!({"rows": [{"text": "a", "source": "x"}]}),
        json!({"rows": many(10_001)}),
        json!({"rows": many(1001), "method": "shap"}),
        json!({"target": "positive"}),
        json!({"options": {"budget": 10}}),
        json!({"method": "shap", "target": "sideways"}),
        json!({"method": "shap", "options": {"table": true}}),
        json!({"method": "lime", "options": {"algorithm": "exact"}}),
    ] {
        refused(&app, change, Code::BadRequest).await;
    }
    refused(&app, json!({"models": ["mask"]}), Code::NotAClassifier).await;
    refused(&app, json!({"models": ["none"]}), Code::UnknownModel).await;
    let unmasked = json!({"models": ["moods"], "method": "lime", "options": {"removal": "mask"}});
    refused(&app, unmasked, Code::Unsupported).await;
    assert_eq!(app.passes().await, 0);
}

#[tokio::test]
async fn a_bad_text_is_named() {
    let app = TestApp::start();
    let rows = |text: &str| json!({"rows": [{"text": "a"}, {"text": text}]});
    let nul = refused(&app, rows("a\0"), Code::BadText).await;
    let long = refused(&app, rows(&"a".repeat(32_769)), Code::TextTooLong).await;
    assert!(
        nul.contains("rows[1]") && long.contains("rows[1]"),
        "{nul} {long}"
    );
}

#[tokio::test]
async fn a_body_may_be_larger_than_others() {
    let app = TestApp::start();
    let text = "the dog ran ".repeat(2000);
    let rows = vec![json!({"text": text}); 20];
    app.post(EVALUATE, json!({"models": ["sort"], "rows": rows}))
        .await
        .ok();
    let detail = app.post(EVALUATE, " ".repeat((16 << 20) + 1)).await;
    let detail = detail.problem(Code::BodyTooLarge);
    assert!(detail.contains("16777216"), "{detail}");
}
