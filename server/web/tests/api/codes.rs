//! Every code of the table is met by somebody.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::http::Method;
use headlight_web::Code;
use serde_json::json;

use crate::corpora::library;
use crate::form::Form;
use crate::helpers::{Answer, TestApp};

const ANALYZE: &str = "/api/v1/analyze";
const ATTENTION: &str = "/api/v1/attention";

/// A request that is answered with this code. The match has no other arm: a new code needs one.
#[expect(clippy::too_many_lines, reason = "an arm for each code")]
async fn meet(code: Code) -> Answer {
    let app = TestApp::start();
    let ask = async |path: &str, body: serde_json::Value| app.post(path, body).await;
    match code {
        Code::BadJson => app.post(ANALYZE, "{").await,
        Code::BadRequest => ask(ANALYZE, json!({"model": "mask", "text": "a", "x": 1})).await,
        Code::BodyTooLarge => app.post(ANALYZE, " ".repeat(256 * 1024 + 1)).await,
        Code::BadText => ask(ANALYZE, json!({"model": "mask", "text": "a\0"})).await,
        Code::TextTooLong => {
            ask(
                ANALYZE,
                json!({"model": "mask", "text": "a".repeat(32_769)}),
            )
            .await
        }
        Code::NoTokens => ask(ANALYZE, json!({"model": "next", "text": " "})).await,
        Code::UnknownModel => ask(ANALYZE, json!({"model": "../x", "text": "a"})).await,
        Code::UnknownView => app.get("/api/v1/views/1111111111").await,
        Code::ModelFailed => ask(ANALYZE, json!({"model": "broken", "text": "a"})).await,
        Code::NoSuchLayer => {
            ask(
                ATTENTION,
                json!({"model": "mask", "text": "a", "layers": [5]}),
            )
            .await
        }
        Code::NoSuchHead => {
            ask(
                ATTENTION,
                json!({"model": "mask", "text": "a", "heads": [0]}),
            )
            .await
        }
        Code::NoSuchToken => {
            ask(
                ANALYZE,
                json!({"model": "mask", "text": "a", "masked": [3]}),
            )
            .await
        }
        Code::SpecialToken => {
            ask(
                ANALYZE,
                json!({"model": "mask", "text": "a", "masked": [0]}),
            )
            .await
        }
        Code::NotOnePiece => {
            let replaced = json!([{"index": 1, "token": "the dog"}]);
            ask(
                ANALYZE,
                json!({"model": "mask", "text": "a", "replaced": replaced}),
            )
            .await
        }
        Code::NotAMaskedModel => {
            ask(
                ANALYZE,
                json!({"model": "next", "text": "a", "masked": [0]}),
            )
            .await
        }
        Code::NotAClassifier => {
            ask("/api/v1/classify", json!({"model": "mask", "texts": ["a"]})).await
        }
        Code::NoPairs => {
            ask(
                ANALYZE,
                json!({"model": "next", "text": "a", "text_pair": "a"}),
            )
            .await
        }
        Code::NoVocabularyHead => {
            ask(
                "/api/v1/lens",
                json!({"model": "plain", "text": "a", "token": 0}),
            )
            .await
        }
        Code::Unsupported => {
            ask(
                ATTENTION,
                json!({"model": "mask", "text": "a", "kind": "x"}),
            )
            .await
        }
        Code::AnswerTooLarge => {
            ask(
                ATTENTION,
                json!({"model": "mask", "text": "a ".repeat(600)}),
            )
            .await
        }
        Code::NoWordnet => {
            let body = json!({"models": ["sort"], "text": "a", "recipe": "pwws"});
            ask("/api/v1/attack", body).await
        }
        Code::Busy => {
            let full = TestApp::with(|settings| settings.interactive_capacity = 0);
            full.post(ANALYZE, json!({"model": "mask", "text": "a"}))
                .await
        }
        Code::NotReady => {
            let app = TestApp::controlled(|_| {}, |controls| controls.loading.close());
            let answer = app.get("/readyz").await;
            app.controls.loading.open();
            answer
        }
        Code::Deadline => {
            let app = TestApp::with(|settings| settings.deadline = Duration::from_millis(20));
            app.controls.gate.close();
            let answer = app
                .post(ANALYZE, json!({"model": "mask", "text": "wait"}))
                .await;
            app.controls.gate.open();
            answer
        }
        Code::StorageFailed => {
            let app = TestApp::with(|settings| settings.data = "/dev/null/data".into());
            app.post("/api/v1/views", json!({"state": {}})).await
        }
        Code::UnknownCorpus => search(&app, "nothing").await,
        Code::CorpusNotBuilt => search(&app, "brown").await,
        Code::CorpusMismatch => {
            library::add(&app, "dogs");
            library::build(&app, "dogs", "mask").await;
            // A server that starts later finds other weights.
            let later =
                TestApp::again(&app, |controls| controls.weights.store(1, Ordering::SeqCst));
            search(&later, "dogs").await
        }
        Code::CorpusFailed => {
            std::fs::create_dir_all(app.data.join("corpora/dogs")).unwrap();
            std::fs::write(app.data.join("corpora/dogs/corpus.json"), "{").unwrap();
            search(&app, "dogs").await
        }
        Code::NoSpace => {
            let app = TestApp::with(|settings| settings.disk_reserve = u64::MAX);
            library::add(&app, "dogs");
            let path = "/api/v1/corpora/dogs/build";
            app.local(Method::POST, path, json!({"model": "mask"}))
                .await
        }
        Code::ModelExists => app.send(Form::new("mask").request()).await,
        Code::ImportFailed => {
            app.send(Form::new("new").file("a.pt", "bad").request())
                .await
        }
        Code::Forbidden => app.send(Form::new("new").from("10.0.0.1").request()).await,
        Code::NotFound => app.get("/api/v1/nothing").await,
        Code::MethodNotAllowed => app.get(ANALYZE).await,
        Code::Internal => ask(ANALYZE, json!({"model": "mask", "text": "fail"})).await,
    }
}

async fn search(app: &TestApp, corpus: &str) -> Answer {
    let question = json!({
        "model": "mask", "text": "the dog", "token": 1, "layer": 1, "by": "context"
    });
    app.post(&format!("/api/v1/corpora/{corpus}/search"), question)
        .await
}

#[tokio::test]
async fn every_code_is_met() {
    for code in Code::ALL {
        meet(*code).await.problem(*code);
    }
}

#[tokio::test]
async fn a_replacement_of_several_pieces_says_which() {
    let answer = meet(Code::NotOnePiece).await;
    assert_eq!(answer.json()["pieces"], json!(["the", "dog"]));
    let detail = answer.problem(Code::NotOnePiece);
    assert!(detail.contains("“the”, “dog”"), "{detail}");
}
