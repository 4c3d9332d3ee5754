//! Models that read from left to right.

use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::TestApp;

const ANALYZE: &str = "/api/v1/analyze";
const ATTENTION: &str = "/api/v1/attention";
const LENS: &str = "/api/v1/lens";

fn next(more: Value) -> Value {
    let mut body = json!({"model": "next", "text": "the dog ran"});
    let Value::Object(more) = more else {
        unreachable!()
    };
    body.as_object_mut().unwrap().extend(more);
    body
}

#[tokio::test]
async fn every_token_predicts_what_follows_it() {
    let app = TestApp::start();
    let whole = app.post(ANALYZE, next(json!({}))).await.ok();
    assert_eq!(whole["classes"], Value::Null);
    assert_eq!(whole["predictions"].as_array().unwrap().len(), 3);
    // What comes later changes nothing.
    let part = app
        .post(ANALYZE, json!({"model": "next", "text": "the dog"}))
        .await
        .ok();
    for token in 0..2 {
        assert_eq!(whole["predictions"][token], part["predictions"][token]);
    }
}

#[tokio::test]
async fn no_token_is_added() {
    let app = TestApp::start();
    let answer = app.post(ANALYZE, next(json!({}))).await.ok();
    for token in answer["tokens"].as_array().unwrap() {
        assert_eq!(
            (&token["special"], &token["side"]),
            (&json!(false), &json!("a"))
        );
    }
    for text in ["", " \n"] {
        for path in [ANALYZE, ATTENTION] {
            let detail = app
                .post(path, next(json!({"text": text})))
                .await
                .problem(Code::NoTokens);
            assert!(detail.contains("write something"), "{detail}");
        }
    }
}

#[tokio::test]
async fn the_lens_holds_the_next_token_against_the_prediction() {
    let app = TestApp::start();
    let original = async |token: usize, more: Value| {
        let mut body = next(more);
        body["token"] = json!(token);
        let lens = app.post(LENS, body).await.ok();
        let layers = lens["layers"].as_array().unwrap();
        assert_eq!(layers.len(), 5);
        let first = layers[0]["original"]["token"].clone();
        let same = |layer: &Value| layer["original"]["token"] == first;
        assert!(layers.iter().all(same), "{lens}");
        first
    };
    assert_eq!(original(0, json!({})).await, "dog");
    assert_eq!(original(1, json!({})).await, "ran");
    assert_eq!(original(2, json!({})).await, Value::Null);
    // As everywhere, the original is what stood there before the edit.
    let replaced = json!({"replaced": [{"index": 1, "token": "cat"}]});
    assert_eq!(original(0, replaced).await, "dog");
}

#[tokio::test]
async fn nothing_looks_ahead() {
    let app = TestApp::start();
    let answer = app
        .post(ATTENTION, next(json!({"layers": [3], "heads": [2]})))
        .await
        .ok();
    let rows = answer["attention"][0][0].as_array().unwrap();
    for (from, row) in rows.iter().enumerate() {
        let row = row.as_array().unwrap();
        assert!(
            row[from + 1..].iter().all(|weight| *weight == 0.0),
            "{row:?}"
        );
        let sum: f64 = row.iter().map(|weight| weight.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-4, "{sum}");
    }
    let pooled = app.post(ATTENTION, next(json!({"pool": 8}))).await.ok();
    assert_eq!(pooled["summary"][2][1]["next"], 0.0);
}

#[tokio::test]
async fn a_token_can_be_replaced_but_not_masked() {
    let app = TestApp::start();
    let replaced = next(json!({"replaced": [{"index": 1, "token": "cat"}]}));
    let answer = app.post(ANALYZE, replaced).await.ok();
    let token = &answer["tokens"][1];
    assert_eq!((&token["id"], &token["piece"]), (&json!(7), &json!("dog")));
    let typed = app
        .post(ANALYZE, json!({"model": "next", "text": "the cat ran"}))
        .await
        .ok();
    assert_eq!(answer["predictions"], typed["predictions"]);
    for path in [ANALYZE, ATTENTION, LENS] {
        let mut body = next(json!({"masked": [1]}));
        if path == LENS {
            body["token"] = json!(1);
        }
        app.post(path, body).await.problem(Code::NotAMaskedModel);
    }
}

#[tokio::test]
async fn a_second_text_is_refused() {
    let app = TestApp::start();
    for pair in ["a", ""] {
        let body = next(json!({"text_pair": pair}));
        app.post(ATTENTION, body).await.problem(Code::NoPairs);
    }
}
