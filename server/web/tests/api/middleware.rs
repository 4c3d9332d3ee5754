//! What every answer has.

use axum::http::StatusCode;
use headlight_web::Code;
use serde_json::json;

use crate::helpers::TestApp;

#[tokio::test]
async fn security_headers_are_on_everything() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "panic"});
    let answers = [
        app.get("/").await,
        app.get("/api/v1/models").await,
        app.get("/nothing").await,
        app.get("/docs/").await,
        app.post("/api/v1/models", "").await,
        app.post("/api/v1/analyze", body).await,
    ];
    for answer in answers {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(answer.header("permissions-policy").contains("camera=()"));
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!answer.header("x-request-id").is_empty());
    }
    let strict = app.get("/").await;
    assert!(!strict.header("content-security-policy").contains("unsafe"));
}

#[tokio::test]
async fn text_is_compressed_and_tensors_are_not() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "the dog ran ."});
    for encoding in ["br", "gzip"] {
        let accept = ("accept-encoding", encoding);
        assert_eq!(
            app.get_with("/", &[accept])
                .await
                .header("content-encoding"),
            encoding
        );
        let json = app.post_with("/api/v1/attention", &[accept], &body).await;
        assert_eq!(json.header("content-encoding"), encoding);
        let binary = ("accept", "application/vnd.safetensors");
        let binary = app
            .post_with("/api/v1/attention", &[accept, binary], &body)
            .await;
        assert_eq!(binary.header("content-encoding"), "");
        assert!(
            binary.header("vary").contains("accept"),
            "{}",
            binary.header("vary")
        );
    }
}

#[tokio::test]
async fn nothing_is_told_as_the_asker_likes() {
    let app = TestApp::start();
    let browser = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let page = app.get_with("/nothing", &[browser]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    app.get("/nothing").await.problem(Code::NotFound);
    app.get_with("/api/nothing", &[browser])
        .await
        .problem(Code::NotFound);
    let other = app.post("/", "").await;
    other.problem(Code::MethodNotAllowed);
    assert!(other.header("allow").contains("GET"), "{:?}", other.headers);
}

#[tokio::test]
async fn a_body_of_a_quarter_mebibyte_is_the_largest() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "a"}).to_string();
    let padded = |bytes: usize| format!("{body}{}", " ".repeat(bytes - body.len()));
    app.post("/api/v1/analyze", padded(256 * 1024)).await.ok();
    let larger = padded(256 * 1024 + 1);
    app.post("/api/v1/analyze", larger)
        .await
        .problem(Code::BodyTooLarge);
}
