//! Saved views.

use axum::http::StatusCode;
use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::TestApp;

const VIEWS: &str = "/api/v1/views";

async fn save(app: &TestApp, state: &str) -> String {
    let saved = app.post(VIEWS, format!(r#"{{"state": {state}}}"#)).await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
    let id = saved.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(saved.json(), json!({"id": id, "url": format!("/v/{id}")}));
    assert_eq!(id.len(), 10);
    id
}

#[tokio::test]
async fn come_back_letter_by_letter() {
    let app = TestApp::start();
    for state in [
        "{}",
        r#"{"text": "a#&=+%? 😀 \u00e9 \/ <b>", "lock":"0f",   "threshold":0.10, "n":1e2}"#,
        r#"{"unknown": {"deep": [null, true, [[]], {"": ""}]}, "a": 123456789012345678901}"#,
    ] {
        let id = save(&app, state).await;
        let view = app.get(&format!("{VIEWS}/{id}")).await;
        assert_eq!(view.text(), format!(r#"{{"id":"{id}","state":{state}}}"#));
    }
}

#[tokio::test]
async fn the_same_state_has_the_same_id() {
    let app = TestApp::start();
    let id = save(&app, r#"{"a": 1, "b": {"c": "é"}}"#).await;
    assert_eq!(save(&app, r#"{"b":{"c":"\u00e9"},"a":1}"#).await, id);
    assert_ne!(save(&app, r#"{"a": 2, "b": {"c": "é"}}"#).await, id);
}

#[tokio::test]
async fn survive_the_server() {
    let first = TestApp::start();
    let id = save(&first, r#"{"a": 1}"#).await;
    let second = TestApp::with(|settings| settings.data.clone_from(&first.data));
    let view = second.get(&format!("{VIEWS}/{id}")).await.ok();
    assert_eq!(view["state"], json!({"a": 1}));
}

#[tokio::test]
async fn a_state_of_32_kibibytes_is_the_largest() {
    let app = TestApp::start();
    let state = |bytes: usize| format!(r#"{{"a":"{}"}}"#, "x".repeat(bytes - 8));
    save(&app, &state(32 * 1024)).await;
    let body = format!(r#"{{"state":{}}}"#, state(32 * 1024 + 1));
    app.post(VIEWS, body).await.problem(Code::BodyTooLarge);
}

#[tokio::test]
async fn many_at_once_are_all_kept() {
    let app = TestApp::start();
    let saves = (0..20).map(|n| {
        let app = &app;
        async move { (n, save(app, &format!(r#"{{"n": {n}}}"#)).await) }
    });
    for (n, id) in futures::future::join_all(saves).await {
        let view = app.get(&format!("{VIEWS}/{id}")).await.ok();
        assert_eq!(view["state"]["n"], n);
    }
}

#[tokio::test]
async fn a_dead_disk_stops_nothing_else_and_is_forgotten_when_it_is_back() {
    let app = TestApp::start();
    let id = save(&app, r#"{"a": 1}"#).await;
    let kept = app.data.with_extension("kept");
    std::fs::rename(&app.data, &kept).unwrap();
    std::fs::write(&app.data, "no folder").unwrap();
    app.post(VIEWS, json!({"state": {}}))
        .await
        .problem(Code::StorageFailed);
    app.get(&format!("{VIEWS}/{id}"))
        .await
        .problem(Code::StorageFailed);
    app.get("/").await;
    app.post("/api/v1/analyze", json!({"model": "mask", "text": "a"}))
        .await
        .ok();
    std::fs::remove_file(&app.data).unwrap();
    std::fs::rename(&kept, &app.data).unwrap();
    app.get(&format!("{VIEWS}/{id}")).await.ok();
    save(&app, r#"{"b": 1}"#).await;
}

#[tokio::test]
async fn a_damaged_or_vanished_file_is_met_by_the_request_only() {
    let app = TestApp::start();
    std::fs::create_dir_all(&app.data).unwrap();
    let file = app.data.join("headlight.sqlite3");
    std::fs::write(
        &file,
        "this is no database, but it is longer than a header would be",
    )
    .unwrap();
    app.post(VIEWS, json!({"state": {}}))
        .await
        .problem(Code::StorageFailed);
    std::fs::remove_file(&file).unwrap();
    let id = save(&app, "{}").await;
    for part in std::fs::read_dir(&app.data).unwrap() {
        std::fs::remove_file(part.unwrap().path()).unwrap();
    }
    app.get(&format!("{VIEWS}/{id}"))
        .await
        .problem(Code::UnknownView);
    assert_eq!(save(&app, "{}").await, id);
    let view: Value = app.get(&format!("{VIEWS}/{id}")).await.ok();
    assert_eq!(view["state"], json!({}));
}
