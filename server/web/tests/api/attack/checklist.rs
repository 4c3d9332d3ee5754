//! Small tests of a sentence.

use headlight_web::Code;
use serde_json::{Value, json};

use super::EVENTS;
use crate::helpers::TestApp;

const CHECKLIST: &str = "/api/v1/checklist";

#[tokio::test]
async fn a_set_can_be_kept_and_run_again() {
    let app = TestApp::start();
    let body = json!({"models": ["moods", "sort"], "text": "the dog is fun ."});
    let found = app.post(CHECKLIST, body).await.ok();
    let cases = found["cases"].as_array().unwrap();
    assert!(cases.len() >= 25, "{}", cases.len());
    for (place, totals) in found["models"].as_array().unwrap().iter().enumerate() {
        let count = |pass: Value| {
            cases
                .iter()
                .filter(|case| case["results"][place]["pass"] == pass)
                .count()
        };
        assert_eq!(totals["passed"], count(json!(true)));
        assert_eq!(totals["failed"], count(json!(false)));
        assert_eq!(totals["without_answer"], count(json!(null)));
    }
    // Without its dog the sentence is another one to “moods”, which capitals take away.
    let capitals = cases
        .iter()
        .find(|case| case["case"]["name"] == "capital letters")
        .unwrap();
    assert_eq!(capitals["results"][0]["pass"], false);
    assert_eq!(capitals["results"][1]["pass"], true);
    assert_eq!(capitals["kind"], "invariance");
    let kept: Vec<&Value> = cases.iter().map(|case| &case["case"]).collect();
    let again = app
        .post(
            CHECKLIST,
            json!({"models": ["moods", "sort"], "cases": kept}),
        )
        .await;
    assert_eq!(again.ok(), found);
}

#[tokio::test]
async fn events_end_with_the_answer() {
    let app = TestApp::start();
    let body = json!({"models": ["moods"], "text": "the dog is fun ."});
    let heard = app.post_with(CHECKLIST, &[EVENTS], &body).await;
    let events: Vec<(&str, Value)> = heard
        .text()
        .split("\n\n")
        .filter_map(|event| {
            let (name, data) = event.strip_prefix("event: ")?.split_once("\ndata: ")?;
            Some((name, serde_json::from_str(data).unwrap()))
        })
        .collect();
    let (first, begun) = &events[0];
    assert_eq!((*first, &begun["phase"]), ("progress", &json!("score")));
    let (last, answer) = events.last().unwrap();
    assert_eq!(*last, "result");
    assert_eq!(*answer, app.post(CHECKLIST, body).await.ok());
    let mut progress = events.iter().filter(|(name, _)| *name == "progress");
    let (_, end) = progress.next_back().unwrap();
    let done = end["done"].as_u64().unwrap();
    assert!(done <= end["total"].as_u64().unwrap(), "{end}");
}

#[tokio::test]
async fn any_text_has_its_tests() {
    let app = TestApp::start();
    for text in ["", "😀", "<b>", "the"] {
        let found = app
            .post(CHECKLIST, json!({"models": ["sort"], "text": text}))
            .await
            .ok();
        assert!(found["cases"].as_array().unwrap().len() >= 8, "{text:?}");
    }
}

#[tokio::test]
async fn a_text_or_tests_not_both() {
    let app = TestApp::start();
    let case = json!({"name": "a", "sentence": "b", "text": "c", "expect": "same"});
    let mut nul = case.clone();
    nul["text"] = json!("a\u{0}");
    let ask = async |body: Value| app.post(CHECKLIST, body).await;
    ask(json!({"models": ["sort"]}))
        .await
        .problem(Code::BadRequest);
    ask(json!({"models": ["sort"], "text": "a", "cases": [case]}))
        .await
        .problem(Code::BadRequest);
    ask(json!({"models": ["sort"], "cases": [nul]}))
        .await
        .problem(Code::BadText);
    ask(json!({"models": ["mask"], "text": "a"}))
        .await
        .problem(Code::NotAClassifier);
}
