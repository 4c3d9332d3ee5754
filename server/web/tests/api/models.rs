//! `GET /api/v1/models`

use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::TestApp;

#[tokio::test]
async fn lists_what_is_known_of_each_model() {
    let app = TestApp::start();
    let models = app.get("/api/v1/models").await.ok();
    assert_eq!(
        models["models"][0],
        json!({
            "id": "mask", "name": "Fake mask", "architecture": "fake", "task": "fill-mask",
            "layers": 4, "heads": 4, "hidden_size": 8, "max_tokens": 4096, "vocab_size": 16,
            "parameters": 1234, "license": "Apache-2.0", "default": true
        })
    );
    assert_eq!(
        models["models"][2]["labels"],
        json!(["negative", "positive"])
    );
    assert_eq!(models["models"][1]["default"], false);
    let broken = &models["models"][6];
    assert_eq!(broken["error"], "Its config.json has no “hidden_size”.");
    assert_eq!(broken["layers"], Value::Null);
}

#[tokio::test]
async fn remembers_why_a_model_did_not_load() {
    let app = TestApp::start();
    let body = json!({"model": "lost", "text": "a"});
    for _ in 0..2 {
        let detail = app
            .post("/api/v1/analyze", &body)
            .await
            .problem(Code::ModelFailed);
        assert_eq!(detail, "The file model.safetensors is missing.");
    }
    let models = app.get("/api/v1/models").await.ok();
    assert_eq!(
        models["models"][4]["error"],
        "The file model.safetensors is missing."
    );
}

#[tokio::test]
async fn a_loader_that_panics_breaks_one_model_only() {
    let app = TestApp::start();
    let hostile = json!({"model": "hostile", "text": "a"});
    app.post("/api/v1/analyze", hostile)
        .await
        .problem(Code::ModelFailed);
    let fine = json!({"model": "mask", "text": "a"});
    app.post("/api/v1/analyze", fine).await.ok();
}
