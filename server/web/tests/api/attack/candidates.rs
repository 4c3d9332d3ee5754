//! What may stand in the place of one word.

use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::TestApp;

const CANDIDATES: &str = "/api/v1/attack/candidates";

async fn candidates(app: &TestApp, change: Value) -> Value {
    let mut body = json!({"models": ["moods", "sort"], "text": "the dog ran", "word": 1});
    body.as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    app.post(CANDIDATES, body).await.ok()
}

#[tokio::test]
async fn every_swap_has_its_real_change() {
    let app = TestApp::start();
    let found = candidates(&app, json!({})).await;
    let list = found["candidates"].as_array().unwrap();
    for kind in [
        "typo",
        "homoglyph",
        "masked_lm",
        "gradient",
        "delete",
        "insert",
        "negate",
    ] {
        assert!(
            list.iter().any(|swap| swap["kind"] == kind),
            "{kind}: {found}"
        );
    }
    assert_eq!(found["missing"][0]["kind"], "synonym");
    for swap in list {
        let replacement = swap["replacement"].as_str().unwrap();
        let text = format!("the {replacement} ran").replace("  ", " ");
        for (place, model) in ["moods", "sort"].into_iter().enumerate() {
            let asked = json!({"model": model, "texts": [text]});
            let said = app.post("/api/v1/classify", asked).await.ok();
            assert_eq!(
                swap["probabilities"][place], said["probabilities"][0],
                "{swap}"
            );
            let before = found["probabilities"][place][0].as_f64().unwrap();
            let after = swap["probabilities"][place][0].as_f64().unwrap();
            let change = swap["change"][place][0].as_f64().unwrap();
            assert!((after - before - change).abs() < 1e-6, "{swap}");
        }
    }
}

#[tokio::test]
async fn a_word_of_ones_own_is_tried() {
    let app = TestApp::start();
    let found = candidates(&app, json!({"kinds": ["own"], "own": ["cat", "doggy"]})).await;
    let list = found["candidates"].as_array().unwrap();
    assert_eq!(list.len(), 2, "{found}");
    for swap in list {
        assert_eq!(swap["kind"], "own");
        assert!(swap["drop"].is_number() && swap["cosine"].is_number());
    }
    let many =
        json!({"models": ["moods"], "text": "the dog ran", "word": 1, "own": vec!["cat"; 13]});
    let refused = app.post(CANDIDATES, many).await;
    refused.problem(Code::BadRequest);
}

#[tokio::test]
async fn edits_that_are_made_stay() {
    let app = TestApp::start();
    let edits = json!([{"word": 2, "kind": "typo", "replacement": "rna"}]);
    let found = candidates(&app, json!({"edits": edits, "kinds": ["delete"]})).await;
    assert_eq!(found["text"], "the dog rna");
    assert_eq!(found["candidates"].as_array().unwrap().len(), 1);
    assert_eq!(found["candidates"][0]["replacement"], "");
}

#[tokio::test]
async fn a_word_that_is_not_there_is_refused() {
    let app = TestApp::start();
    for change in [
        json!({"word": 3}),
        json!({"kinds": ["magic"]}),
        json!({"edits": [{"word": 9, "kind": "typo", "replacement": ""}]}),
    ] {
        let mut body = json!({"models": ["moods"], "text": "the dog ran", "word": 1});
        body.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        app.post(CANDIDATES, body).await.problem(Code::BadRequest);
    }
}
