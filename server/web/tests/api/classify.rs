//! `POST /api/v1/classify`

use serde_json::json;

use crate::helpers::TestApp;

const CLASSIFY: &str = "/api/v1/classify";

#[tokio::test]
async fn few_texts_or_many_are_the_same_texts() {
    let app = TestApp::start();
    let texts: Vec<String> = (0..1000).map(|n| "a ".repeat(n % 40)).collect();
    let many = app
        .post(CLASSIFY, json!({"model": "sort", "texts": texts}))
        .await
        .ok();
    assert_eq!(many["labels"], json!(["negative", "positive"]));
    for start in [0, 37, 992] {
        let few = json!({"model": "sort", "texts": texts[start..start + 8]});
        let few = app.post(CLASSIFY, few).await.ok();
        for field in ["logits", "probabilities"] {
            assert_eq!(
                few[field],
                json!(many[field].as_array().unwrap()[start..start + 8])
            );
        }
    }
    assert_eq!(app.passes().await, 1024);
    assert!(app.controls.passes().len() > 10);
}

#[tokio::test]
async fn no_text_is_no_row() {
    let app = TestApp::start();
    let answer = app
        .post(CLASSIFY, json!({"model": "sort", "texts": []}))
        .await
        .ok();
    assert_eq!(answer["logits"], json!([]));
}

#[tokio::test]
async fn a_classifier_may_be_analyzed_too() {
    let app = TestApp::start();
    let scored = app
        .post(CLASSIFY, json!({"model": "sort", "texts": ["the dog"]}))
        .await
        .ok();
    let read = app
        .post(
            "/api/v1/analyze",
            json!({"model": "sort", "text": "the dog"}),
        )
        .await
        .ok();
    assert_eq!(scored["logits"][0][1], read["classes"][1]["logit"]);
    assert_eq!(
        scored["probabilities"][0][0],
        read["classes"][0]["probability"]
    );
}
