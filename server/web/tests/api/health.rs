//! `/healthz`, `/readyz`, `/metrics`

use axum::http::StatusCode;
use headlight_web::Code;
use serde_json::json;

use crate::helpers::{TestApp, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alive_at_once_and_ready_when_the_default_model_is() {
    let app = TestApp::controlled(|_| {}, |controls| controls.loading.close());
    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    let detail = app.get("/readyz").await.problem(Code::NotReady);
    assert_eq!(detail, "Fake mask is being loaded.");
    let waits = {
        let body = json!({"model": "mask", "text": "a"});
        let ask = app.post("/api/v1/analyze", body);
        let open = async {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            app.controls.loading.open();
        };
        tokio::join!(ask, open).0
    };
    waits.ok();
    eventually(async || app.get("/readyz").await.status == StatusCode::OK).await;
}

#[tokio::test]
async fn all_metrics_are_there() {
    let app = TestApp::start();
    app.post("/api/v1/analyze", json!({"model": "mask", "text": "a"}))
        .await
        .ok();
    let answer = app.get("/metrics").await;
    assert!(
        answer
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    for line in [
        "headlight_forward_passes_total 1",
        "headlight_cache_hits_total 0",
        "headlight_cache_misses_total 1",
        "headlight_cache_bytes ",
        "headlight_models_loaded 1",
        "headlight_model_bytes 4936",
        r#"headlight_queue_depth{queue="interactive"} 0"#,
        r#"headlight_queue_depth{queue="bulk"} 0"#,
        r#"headlight_queue_wait_seconds_count{queue="interactive"} 2"#,
        r#"headlight_requests_total{route="/api/v1/analyze",status="200"} 1"#,
        r#"headlight_request_seconds_count{route="/api/v1/analyze"} 1"#,
    ] {
        assert!(
            answer.text().contains(line),
            "{line} is not in\n{}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn unknown_addresses_do_not_make_metrics_grow() {
    let app = TestApp::start();
    for n in 0..10 {
        app.get(&format!("/nothing/{n}")).await;
    }
    let text = app.get("/metrics").await;
    assert!(
        text.text()
            .contains(r#"headlight_requests_total{route="none",status="404"} 10"#)
    );
}
