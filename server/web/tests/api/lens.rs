//! `POST /api/v1/lens`

use serde_json::{Value, json};

use crate::helpers::TestApp;

const LENS: &str = "/api/v1/lens";

#[tokio::test]
async fn follows_a_token_through_all_layers() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "the dog ran", "masked": [2], "token": 2});
    let lens = app.post(LENS, &body).await.ok();
    assert_eq!(lens["token"], 2);
    let layers = lens["layers"].as_array().unwrap();
    let numbers: Vec<_> = layers
        .iter()
        .map(|layer| layer["layer"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4]);
    for layer in layers {
        assert_eq!(layer["predictions"].as_array().unwrap().len(), 5);
        assert_eq!(
            (&layer["original"]["token"], &layer["original"]["id"]),
            (&json!("dog"), &json!(6))
        );
        assert!(layer["original"]["rank"].as_u64().unwrap() >= 1);
        assert!(layer["entropy"].as_f64().unwrap() > 0.0);
    }
}

#[tokio::test]
async fn ends_at_the_prediction() {
    let app = TestApp::start();
    for (model, masked) in [("mask", json!([2])), ("next", json!([]))] {
        let body = json!({"model": model, "text": "the dog ran .", "masked": masked, "top_k": 7});
        let analysis = app.post("/api/v1/analyze", &body).await.ok();
        for token in 0..4 {
            let mut body = body.clone();
            body["token"] = json!(token);
            let lens = app.post(LENS, &body).await.ok();
            assert_eq!(
                lens["layers"][4]["predictions"],
                analysis["predictions"][token]
            );
        }
    }
}

#[tokio::test]
async fn the_original_is_what_stood_there_before() {
    let app = TestApp::start();
    let original = async |body: Value| {
        let lens = app.post(LENS, body).await.ok();
        lens["layers"][0]["original"]["token"].clone()
    };
    let replaced = json!({
        "model": "mask", "text": "dog", "replaced": [{"index": 1, "token": "cat"}], "token": 1
    });
    assert_eq!(original(replaced).await, "dog");
    let typed = json!({"model": "mask", "text": "the [MASK]", "token": 2});
    assert_eq!(original(typed).await, Value::Null);
    let follows = json!({"model": "next", "text": "the dog", "token": 0});
    assert_eq!(original(follows).await, "dog");
    let last = json!({"model": "next", "text": "the dog", "token": 1});
    assert_eq!(original(last).await, Value::Null);
}
