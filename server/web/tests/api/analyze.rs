//! `POST /api/v1/analyze`

use serde_json::{Value, json};

use crate::helpers::TestApp;

const ANALYZE: &str = "/api/v1/analyze";

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[tokio::test]
async fn tells_tokens_words_and_predictions() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "the 😀 dog", "masked": [3], "top_k": 2});
    let answer = app.post(ANALYZE, body).await.ok();
    assert_eq!(answer["model"], "mask");
    assert_eq!(
        (&answer["layers"], &answer["heads"]),
        (&json!(4), &json!(4))
    );
    assert_eq!(
        answer["tokens"][3],
        json!({
            "index": 3, "id": 4, "piece": "dog", "text": "dog", "start": 7, "end": 10,
            "side": "a", "word": 2, "special": false, "masked": true
        })
    );
    assert_eq!(
        answer["tokens"][0],
        json!({
            "index": 0, "id": 2, "piece": "[CLS]", "text": "[CLS]", "start": null, "end": null,
            "side": null, "word": null, "special": true, "masked": false
        })
    );
    assert_eq!(
        answer["words"][1],
        json!({
            "index": 1, "text": "😀", "start": 4, "end": 6, "side": "a", "tokens": [2, 2],
            "kind": "word"
        })
    );
    assert_eq!(answer["predictions"].as_array().unwrap().len(), 5);
    let first = &answer["predictions"][3];
    assert_eq!(first.as_array().unwrap().len(), 2);
    assert_eq!(keys(&first[0]), ["id", "probability", "token"]);
    assert!(first[0]["probability"].as_f64() >= first[1]["probability"].as_f64());
    assert_eq!(
        (&answer["classes"], &answer["truncated"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_contract() {
    let app = TestApp::start();
    let answer = app
        .post(ANALYZE, json!({"model": "mask", "text": "dog ."}))
        .await;
    let order = [
        "model",
        "tokens",
        "words",
        "layers",
        "heads",
        "predictions",
        "classes",
    ];
    let places = order.map(|key| answer.text().find(&format!(r#""{key}":"#)).unwrap());
    assert!(places.is_sorted(), "{}", answer.text());
    assert!(answer.text().starts_with(
        r#"{"model":"mask","tokens":[{"index":0,"id":2,"piece":"[CLS]","text":"[CLS]","start":null,"end":null,"side":null,"word":null,"special":true,"masked":false}"#
    ));
    assert!(
        answer
            .text()
            .ends_with(r#""classes":null,"truncated":null}"#)
    );
}

#[tokio::test]
async fn pairs_replacements_and_truncation_are_told() {
    let app = TestApp::start();
    let pair = json!({
        "model": "mask", "text": "a", "text_pair": "dog cat",
        "replaced": [{"index": 4, "token": "the"}]
    });
    let answer = app.post(ANALYZE, pair).await.ok();
    let token = &answer["tokens"][4];
    assert_eq!((&token["side"], &token["start"]), (&json!("b"), &json!(4)));
    assert_eq!((&token["id"], &token["piece"]), (&json!(5), &json!("cat")));
    let long = json!({"model": "mask", "text": "a ".repeat(600)});
    let answer = app.post(ANALYZE, long).await.ok();
    let cut = json!({"side": "a", "at": 1020, "tokens_total": 602, "tokens_kept": 512});
    assert_eq!(answer["truncated"], cut);
}

#[tokio::test]
async fn classifiers_tell_labels_and_encoders_neither() {
    let app = TestApp::start();
    let answer = app
        .post(ANALYZE, json!({"model": "sort", "text": "a"}))
        .await
        .ok();
    assert_eq!(answer["predictions"], Value::Null);
    let classes = answer["classes"].as_array().unwrap();
    assert_eq!(keys(&classes[0]), ["label", "logit", "probability"]);
    assert_eq!(
        (&classes[1]["label"], &classes[1]["logit"]),
        (&json!("positive"), &json!(3.0))
    );
    let sum: f64 = classes
        .iter()
        .map(|class| class["probability"].as_f64().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 1e-6);
    let answer = app
        .post(ANALYZE, json!({"model": "plain", "text": "a"}))
        .await
        .ok();
    assert_eq!(
        (&answer["predictions"], &answer["classes"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn null_is_as_good_as_left_out() {
    let app = TestApp::start();
    let nulls = json!({
        "model": "mask", "text": "a", "text_pair": null, "masked": null, "replaced": null,
        "ablated": null, "top_k": null
    });
    let bare = json!({"model": "mask", "text": "a"});
    let answer = app.post(ANALYZE, nulls).await;
    answer.ok();
    assert_eq!(answer.body, app.post(ANALYZE, bare).await.body);
}
