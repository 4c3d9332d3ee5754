//! Which models are in memory, and for how long.

use std::num::NonZeroUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::http::StatusCode;
use headlight_web::Code;
use serde_json::json;

use crate::helpers::{Answer, TestApp, eventually};

/// Bytes of one fake's weights.
const MODEL: u64 = 4 * 1234;

async fn ask(app: &TestApp, model: &str) -> Answer {
    let body = json!({"model": model, "text": "the dog"});
    app.post("/api/v1/attention", body).await
}

async fn loaded(app: &TestApp) -> u64 {
    app.metric("headlight_models_loaded").await
}

#[tokio::test]
async fn models_are_loaded_once_when_asked_for() {
    let app = TestApp::start();
    for model in ["next", "plain", "next", "mask", "sort", "mask"] {
        ask(&app, model).await.ok();
    }
    assert_eq!(app.controls.loads(), ["mask", "next", "plain", "sort"]);
    assert_eq!(loaded(&app).await, 4);
}

#[tokio::test]
async fn the_least_recently_used_makes_room() {
    let app = TestApp::with(|settings| settings.model_bytes = 2 * MODEL);
    let mut known = Vec::new();
    for (model, loads) in [
        ("mask", vec!["mask"]),
        ("next", vec!["next"]),
        ("mask", vec![]),
        ("sort", vec!["sort"]),
        ("mask", vec![]),
        ("next", vec!["next"]),
        ("plain", vec!["plain"]),
        ("mask", vec!["mask"]),
    ] {
        // Another text for each, or the cache would answer.
        let text = "a ".repeat(known.len() + 1);
        let body = json!({"model": model, "text": text});
        app.post("/api/v1/attention", body).await.ok();
        known.extend(loads.into_iter().map(str::to_owned));
        assert_eq!(app.controls.loads(), known);
        assert!(loaded(&app).await <= 2);
        let bytes = app.metric("headlight_model_bytes").await;
        assert_eq!(bytes, loaded(&app).await * MODEL);
        assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_model_too_large_for_all_is_told_of() {
    let app = TestApp::with(|settings| {
        settings.workers = NonZeroUsize::new(2).unwrap();
        settings.model_bytes = 2 * MODEL - 1;
    });
    let detail = ask(&app, "next").await.problem(Code::ModelFailed);
    assert!(detail.starts_with("Fake next takes 1 MB"), "{detail}");
    let models = app.get("/api/v1/models").await.ok();
    assert_eq!(models["models"][1]["error"], detail);
    assert_eq!(app.controls.loads(), [""; 0]);
    app.get("/readyz").await.problem(Code::NotReady);
}

#[tokio::test]
async fn who_is_not_asked_leaves_but_for_the_default() {
    let app = TestApp::with(|settings| settings.model_idle = Duration::from_millis(30));
    for model in ["next", "sort"] {
        ask(&app, model).await.ok();
    }
    eventually(async || loaded(&app).await == 1).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    ask(&app, "mask").await.ok();
    let tried = app.controls.loads();
    assert_eq!(tried, ["mask", "next", "sort"]);
    // What it left behind in the cache needs no model, the rest brings it back.
    ask(&app, "next").await.ok();
    assert_eq!(app.controls.loads(), tried);
    let body = json!({"model": "next", "text": "the cat"});
    app.post("/api/v1/attention", body).await.ok();
    assert_eq!(app.controls.loads().last().unwrap(), "next");
}

#[tokio::test]
async fn a_model_that_failed_is_tried_again_later() {
    let app = TestApp::with(|settings| settings.load_retry = Duration::from_millis(200));
    ask(&app, "mask").await.ok();
    app.controls.failures.store(1, Ordering::SeqCst);
    for _ in 0..3 {
        let detail = ask(&app, "next").await.problem(Code::ModelFailed);
        assert_eq!(detail, "The disk does not answer.");
    }
    assert_eq!(app.controls.loads(), ["mask", "next"]);
    let error = async || app.get("/api/v1/models").await.ok()["models"][1]["error"].clone();
    assert_eq!(error().await, "The disk does not answer.");
    tokio::time::sleep(Duration::from_millis(200)).await;
    ask(&app, "next").await.ok();
    assert_eq!(error().await, serde_json::Value::Null);
}

#[tokio::test]
async fn the_default_model_is_tried_again_without_being_asked_for() {
    let app = TestApp::controlled(
        |settings| settings.load_retry = Duration::from_millis(20),
        |controls| controls.failures.store(3, Ordering::SeqCst),
    );
    eventually(async || app.get("/readyz").await.status == StatusCode::OK).await;
    assert_eq!(app.controls.loads(), ["mask"; 4]);
}
