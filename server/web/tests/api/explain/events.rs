//! The same as a stream of events.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Request;
use headlight_web::Code;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{EXPLAIN, body};
use crate::helpers::{TestApp, eventually};

const EVENTS: (&str, &str) = ("accept", "text/event-stream");

async fn events(app: &TestApp, body: &Value) -> Vec<(String, Value)> {
    let answer = app.post_with(EXPLAIN, &[EVENTS], body).await;
    assert!(
        answer
            .header("content-type")
            .starts_with("text/event-stream")
    );
    let blocks = answer
        .text()
        .split("\n\n")
        .filter(|block| block.contains("event:"));
    blocks
        .map(|block| {
            let field = |name: &str| {
                let line = block.lines().find_map(|line| line.strip_prefix(name));
                line.unwrap().trim().to_owned()
            };
            (
                field("event:"),
                serde_json::from_str(&field("data:")).unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn end_with_the_answer() {
    let app = TestApp::start();
    for method in [
        "lime",
        "integrated_gradients",
        "gradient_x_input",
        "attention_rollout",
    ] {
        ends_with_the_answer(&app, method).await;
    }
}

async fn ends_with_the_answer(app: &TestApp, method: &str) {
    let body = body(method, "the dog ran the cat .", &json!({}));
    let events = events(app, &body).await;
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.iter().filter(|name| **name == "result").count(), 1);
    assert_eq!(names[0], "progress");
    assert!(names.contains(&"partial"), "{names:?}");
    let (last, result) = events.last().unwrap();
    assert_eq!(last, "result");
    assert_eq!(*result, app.post(EXPLAIN, body).await.ok());
    let progress = events.iter().filter(|(name, _)| name == "progress");
    for (_, progress) in progress {
        assert!(
            progress["done"].as_u64() <= progress["total"].as_u64(),
            "{progress}"
        );
    }
}

#[tokio::test]
async fn end_with_the_error() {
    let app = TestApp::start();
    for (word, code) in [("panic", Code::Internal), ("fail", Code::Internal)] {
        let events = events(&app, &body("shap", word, &json!({}))).await;
        let (name, problem) = events.last().unwrap();
        assert_eq!(
            (name.as_str(), &problem["code"]),
            ("error", &json!(code.as_str()))
        );
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
}

#[tokio::test]
async fn stop_when_nobody_listens() {
    for method in ["lime", "integrated_gradients"] {
        stops(method).await;
    }
}

async fn stops(method: &str) {
    let app = TestApp::start();
    app.controls.gate.close();
    let text = format!("wait {}", "the dog ran ".repeat(30));
    let request = Request::post(EXPLAIN).header("accept", "text/event-stream");
    let request = request.body(Body::from(body(method, &text, &json!({})).to_string()));
    let response = app.router.clone().oneshot(request.unwrap()).await.unwrap();
    eventually(async || app.controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
    drop(response);
    app.controls.gate.open();
    let quick = json!({"model": "sort", "texts": ["the dog"]});
    app.post("/api/v1/classify", quick).await.ok();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    // The text itself, and what came after.
    assert_eq!(app.passes().await, 2);
}
