//! What people and programs send by mistake, or not by mistake.

use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::TestApp;

const ANALYZE: &str = "/api/v1/analyze";
const ATTENTION: &str = "/api/v1/attention";
const LENS: &str = "/api/v1/lens";
const CLASSIFY: &str = "/api/v1/classify";

fn with(more: Value) -> Value {
    let mut body = json!({"model": "mask", "text": "the dog ran"});
    let Value::Object(more) = more else {
        unreachable!()
    };
    body.as_object_mut().unwrap().extend(more);
    body
}

/// Sends each body and expects the code, and a sentence that says where or why.
async fn refused(code: Code, rows: &[(&str, impl ToString, &str)]) {
    let app = TestApp::start();
    for (path, body, says) in rows {
        let body = body.to_string();
        let detail = app.post(path, &body).await.problem(code);
        assert!(detail.contains(says), "{body:.200}: {detail}");
    }
}

#[tokio::test]
async fn what_is_not_json() {
    let rows = [
        (ANALYZE, "", "JSON"),
        (ANALYZE, "nonsense", "JSON"),
        (ANALYZE, r#"{"model": 5, "#, "JSON"),
        (ANALYZE, r#"{"model": "mask", "text": "\ud800"}"#, "JSON"),
        (ANALYZE, r#"{"model": "mask", "text": "a"} {}"#, "JSON"),
        (
            ANALYZE,
            r#"{"model": "mask", "text": "a", "top_k": 1e999}"#,
            "JSON",
        ),
        ("/api/v1/views", r#"{"state": {"a": "\udc00"}}"#, "JSON"),
    ];
    refused(Code::BadJson, &rows).await;
}

#[tokio::test]
async fn what_is_no_object_of_ours() {
    let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let rows = [
        (ANALYZE, r#"["mask", "a"]"#, "an object"),
        (ANALYZE, "null", "an object"),
        (ANALYZE, &deep, "an object"),
        (ANALYZE, r#"{"text": "a"}"#, "`model`"),
        ("/api/v1/views", &deep, "an object"),
        ("/api/v1/views", r#"{"state": [1]}"#, "object"),
        ("/api/v1/views", "{}", "`state`"),
    ];
    refused(Code::BadRequest, &rows).await;
}

#[tokio::test]
async fn fields_that_are_not_what_they_should_be() {
    let twice = json!({"masked": [1], "replaced": [{"index": 1, "token": "a"}]});
    let extra = json!({"replaced": [{"index": 1, "token": "a", "x": 1}]});
    let rows = [
        (ANALYZE, with(json!({"texts": []})), "`texts`"),
        (ANALYZE, with(json!({"text": 5})), "`text`"),
        (ANALYZE, with(json!({"text": null})), "`text`"),
        (ANALYZE, with(json!({"masked": "1"})), "`masked`"),
        (ANALYZE, with(json!({"masked": ["1"]})), "`masked[0]`"),
        (ANALYZE, with(json!({"masked": [1.5]})), "a whole number"),
        (ANALYZE, with(json!({"replaced": [[1, "a"]]})), "an object"),
        (ANALYZE, with(extra), "`x`"),
        (ANALYZE, with(twice), "edited twice"),
        (ANALYZE, with(json!({"top_k": 0})), "1 to 100"),
        (ANALYZE, with(json!({"top_k": 101})), "1 to 100"),
        (ATTENTION, with(json!({"top_k": 5})), "`top_k`"),
        (LENS, with(json!({})), "`token`"),
        (
            CLASSIFY,
            json!({"model": "sort", "texts": vec!["a"; 1001]}),
            "1000 texts",
        ),
    ];
    refused(Code::BadRequest, &rows).await;
}

#[tokio::test]
async fn numbers_of_what_is_not_there() {
    let ablated = |layer: i64, head: i64| json!({"ablated": [{"layer": layer, "head": head}]});
    let tokens = [
        (ANALYZE, with(json!({"masked": [-1]})), "-1"),
        (ANALYZE, with(json!({"masked": [1e300]})), "no token"),
        (ANALYZE, with(json!({"masked": [u64::MAX]})), "no token"),
        (LENS, with(json!({"token": 5})), "5 tokens"),
    ];
    refused(Code::NoSuchToken, &tokens).await;
    let layers = [
        (ANALYZE, with(ablated(0, 1)), "1 to 4"),
        (ATTENTION, with(json!({"layers": [1, 1e18]})), "1 to 4"),
        (ATTENTION, with(json!({"layers": []})), "empty"),
    ];
    refused(Code::NoSuchLayer, &layers).await;
    let heads = [
        (ANALYZE, with(ablated(1, 65_537)), "1 to 4"),
        (ATTENTION, with(json!({"heads": []})), "empty"),
    ];
    refused(Code::NoSuchHead, &heads).await;
    let kind = with(json!({"kind": "value_norm"}));
    refused(Code::Unsupported, &[(ATTENTION, kind, "`kind`")]).await;
}

#[tokio::test]
async fn any_text_is_read() {
    let app = TestApp::start();
    let many = "a ".repeat(10_000);
    for (text, tokens) in [
        ("", 2),
        (" \n\t ", 2),
        ("😀 a", 4),
        ("שלום dog עולם", 5),
        ("<script>alert(1)</script> &amp;", 4),
        ("e\u{301} \u{200d} \u{feff}", 5),
        (&many, 512),
    ] {
        let answer = app
            .post(ANALYZE, json!({"model": "mask", "text": text}))
            .await
            .ok();
        assert_eq!(
            answer["tokens"].as_array().unwrap().len(),
            tokens,
            "{text:.50}"
        );
        assert_eq!(answer["predictions"].as_array().unwrap().len(), tokens);
    }
}

#[tokio::test]
async fn masking_a_token_many_times_is_masking_it() {
    let app = TestApp::start();
    let once = app.post(ANALYZE, with(json!({"masked": [1]}))).await;
    let often = app
        .post(ANALYZE, with(json!({"masked": vec![1; 80_000]})))
        .await;
    once.ok();
    assert_eq!(once.body, often.body);
}

#[tokio::test]
async fn the_content_type_does_not_matter() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "a"});
    for kind in ["text/plain", "application/x-www-form-urlencoded", "x"] {
        app.post_with(ANALYZE, &[("content-type", kind)], &body)
            .await
            .ok();
    }
}

#[tokio::test]
async fn addresses_that_are_no_text_are_nowhere() {
    let app = TestApp::start();
    app.get("/api/v1/views/%ff").await.problem(Code::NotFound);
    app.get("/api/v1/views/%00")
        .await
        .problem(Code::UnknownView);
    app.get("/api/v1/views/..%2f..%2fetc")
        .await
        .problem(Code::UnknownView);
}
