//! `/` and `/v/{id}`

use axum::http::StatusCode;
use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::{Answer, TestApp};

/// What the scripts begin with.
fn boot(page: &Answer) -> Value {
    assert!(
        page.header("content-type").starts_with("text/html"),
        "{}",
        page.text()
    );
    assert_eq!(page.header("cache-control"), "no-cache");
    let (_, rest) = page
        .text()
        .split_once(r#"<script type="application/json" id="boot">"#)
        .unwrap();
    let (boot, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(boot).unwrap()
}

#[tokio::test]
async fn begins_with_the_models() {
    let app = TestApp::start();
    let page = app.get("/?v=1&text=secret").await;
    assert_eq!(page.status, StatusCode::OK);
    let boot = boot(&page);
    assert_eq!(
        boot["models"],
        app.get("/api/v1/models").await.ok()["models"]
    );
    assert_eq!((&boot["view"], boot.get("notice")), (&Value::Null, None));
    assert_eq!(boot["version"], env!("CARGO_PKG_VERSION"));
    assert!(page.text().contains(r#"<div id="app">"#));
    assert!(!page.text().contains("secret"));
}

#[tokio::test]
async fn opens_a_saved_view() {
    let app = TestApp::start();
    let state = json!({"text": "</script><script>alert(1)</script> & <!-- 😀", "lock": "0f"});
    let saved = app
        .post("/api/v1/views", json!({"state": state}))
        .await
        .json();
    let page = app.get(saved["url"].as_str().unwrap()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        boot(&page)["view"],
        json!({"id": saved["id"], "state": state})
    );
    assert!(!page.text().contains("alert(1)</script>"));
}

#[tokio::test]
async fn says_why_a_view_cannot_be_opened() {
    let app = TestApp::start();
    for id in ["1111111111", "x", "%3Cscript%3E"] {
        let page = app.get(&format!("/v/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(
            boot(&page)["notice"]
                .as_str()
                .unwrap()
                .contains("no saved view")
        );
    }
    let dead = TestApp::with(|settings| settings.data = "/dev/null/data".into());
    let page = dead.get("/v/1111111111").await;
    assert_eq!(page.status, Code::StorageFailed.status());
    assert!(
        boot(&page)["notice"]
            .as_str()
            .unwrap()
            .contains("Everything else works")
    );
}
