//! The same as a stream of events.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Request;
use headlight_web::Code;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::EVALUATE;
use crate::helpers::{TestApp, eventually};

const EVENTS: (&str, &str) = ("accept", "text/event-stream");

async fn events(app: &TestApp, body: &Value) -> Vec<(String, Value)> {
    let answer = app.post_with(EVALUATE, &[EVENTS], body).await;
    let blocks = answer.text().split("\n\n");
    let blocks = blocks.filter(|block| block.contains("event:"));
    let event = |block: &str| {
        let field = |name: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap().trim().to_owned()
        };
        (
            field("event:"),
            serde_json::from_str(&field("data:")).unwrap(),
        )
    };
    blocks.map(event).collect()
}

fn body(count: usize, method: Option<&str>) -> Value {
    let row = |index: usize| json!({"text": "the dog ran ".repeat(index % 5), "label": "positive"});
    let rows: Vec<Value> = (0..count).map(row).collect();
    json!({"models": ["sort", "moods"], "rows": rows, "method": method})
}

#[tokio::test]
async fn bring_each_row_once_and_then_the_totals() {
    let app = TestApp::start();
    for method in [None, Some("shap")] {
        let body = body(150, method);
        let mut whole = app.post(EVALUATE, &body).await.ok();
        let events = events(&app, &body).await;
        for field in ["rows", "explanations"] {
            let known = events.iter().filter(|(name, _)| name == "partial");
            let known = known.filter_map(|(_, partial)| partial.get(field)?.as_array());
            let known: Vec<Value> = known.flatten().cloned().collect();
            let expected = whole.as_object_mut().unwrap().remove(field);
            assert_eq!(expected.unwrap_or(json!([])), json!(known), "{field}");
        }
        let (last, totals) = events.last().unwrap();
        assert_eq!((last.as_str(), totals), ("result", &whole));
        let phases = events.iter().filter(|(name, _)| name == "progress");
        let mut phases: Vec<&str> = phases
            .map(|(_, now)| now["phase"].as_str().unwrap())
            .collect();
        phases.dedup();
        let explained = method.map(|_| "explain");
        assert_eq!(
            phases,
            ["score", "masked"]
                .into_iter()
                .chain(explained)
                .collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn end_with_the_error() {
    let app = TestApp::start();
    let body = json!({"models": ["sort"], "rows": [{"text": "fail"}]});
    let events = events(&app, &body).await;
    let (name, problem) = events.last().unwrap();
    assert_eq!(
        (name.as_str(), &problem["code"]),
        ("error", &json!(Code::Internal.as_str()))
    );
}

#[tokio::test]
async fn stop_when_nobody_listens() {
    let app = TestApp::start();
    app.controls.gate.close();
    let mut body = body(1000, Some("shap"));
    body["rows"][0] = json!({"text": "wait"});
    let request = Request::post(EVALUATE).header("accept", "text/event-stream");
    let request = request.body(Body::from(body.to_string())).unwrap();
    let response = app.router.clone().oneshot(request).await.unwrap();
    eventually(async || app.controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
    drop(response);
    app.controls.gate.open();
    let quick = json!({"model": "sort", "texts": ["the dog"]});
    app.post("/api/v1/classify", quick).await.ok();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    // The batch that was waiting, and what came after.
    assert!(app.passes().await < 70, "{}", app.passes().await);
}
