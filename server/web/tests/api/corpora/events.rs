//! Work on corpora: how it goes on, how it is stopped.

use std::sync::atomic::Ordering;

use axum::http::{Method, StatusCode};
use headlight_corpus::Origin;
use headlight_web::Code;
use serde_json::{Value, json};

use super::library::{add_sentences, begin, build, state};
use crate::fake::Pass;
use crate::helpers::{TestApp, eventually};

/// The events of a stream that has ended: their names and what they say.
fn events(text: &str) -> Vec<(String, Value)> {
    let events = text
        .split("\n\n")
        .filter(|event| event.starts_with("event:"));
    let read = |event: &str| {
        let (name, data) = event.split_once('\n').unwrap();
        let data = data.strip_prefix("data: ").unwrap();
        let name = name.strip_prefix("event: ").unwrap();
        (name.to_owned(), serde_json::from_str(data).unwrap())
    };
    events.map(read).collect()
}

/// Many sentences of which one stops the model.
fn gated(app: &TestApp) {
    let mut sentences = vec!["the dog ran ."; 400];
    // The longest of its chunk comes first; behind the gate there is more to do.
    sentences[200] = "the wait dog ran .";
    add_sentences(app, "dogs", &sentences);
}

#[tokio::test]
async fn a_build_tells_how_far_it_is_and_ends_with_the_corpus() {
    let app = TestApp::start();
    gated(&app);
    app.controls.gate.close();
    begin(&app, "dogs", "mask").await;
    eventually(async || app.controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
    assert_eq!(state(&app, "dogs", "mask").await, "building");
    let listening = app.get("/api/v1/corpora/dogs/build/events");
    let opening = async {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        app.controls.gate.open();
    };
    let (answer, ()) = tokio::join!(listening, opening);
    let events = events(answer.text());
    let (name, first) = &events[0];
    assert_eq!(
        (name.as_str(), &first["phase"]),
        ("progress", &json!("build"))
    );
    assert_eq!(first["total"], 400 * 4 + 1);
    let (name, last) = events.last().unwrap();
    assert_eq!(
        (name.as_str(), &last["builds"][0]["state"]),
        ("result", &json!("ready"))
    );
    assert_eq!(
        events.iter().filter(|(name, _)| name == "result").count(),
        1
    );
}

#[tokio::test]
async fn a_build_that_is_stopped_goes_on_later() {
    let app = TestApp::start();
    gated(&app);
    app.controls.gate.close();
    begin(&app, "dogs", "mask").await;
    eventually(async || app.controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
    // Beginning what goes on already begins nothing.
    begin(&app, "dogs", "mask").await;
    let path = "/api/v1/corpora/dogs/build?model=mask";
    let stopped = app.local(Method::DELETE, path, "").await;
    assert_eq!(stopped.status, StatusCode::NO_CONTENT);
    assert_eq!(state(&app, "dogs", "mask").await, "stopped");
    let question = json!({
        "model": "mask", "text": "a", "token": 1, "layer": 1, "by": "embedding"
    });
    let search = app.post("/api/v1/corpora/dogs/search", &question).await;
    search.problem(Code::CorpusNotBuilt);
    app.controls.gate.open();
    build(&app, "dogs", "mask").await;
    app.post("/api/v1/corpora/dogs/search", &question)
        .await
        .ok();
    let passes = app.controls.passes();
    build(&app, "dogs", "mask").await;
    let more = app.controls.passes().len() - passes.len();
    assert_eq!(more, 0, "what is whole is not built again");
    assert!(
        passes.iter().all(|pass| matches!(pass, Pass::Embedded(_))),
        "{passes:?}"
    );
}

#[tokio::test]
async fn a_build_that_fails_says_so_and_can_be_tried_again() {
    let app = TestApp::start();
    add_sentences(&app, "dogs", &["the fail dog"]);
    begin(&app, "dogs", "mask").await;
    eventually(async || state(&app, "dogs", "mask").await == "failed").await;
    let answer = app
        .get("/api/v1/corpora/dogs/build/events?model=mask")
        .await;
    let events = events(answer.text());
    let (name, problem) = events.last().unwrap();
    assert_eq!(
        (name.as_str(), &problem["code"]),
        ("error", &json!("internal"))
    );
    assert!(!answer.text().contains("secret"), "{}", answer.text());
    begin(&app, "dogs", "mask").await;
}

#[tokio::test]
async fn a_known_corpus_is_got_from_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("ca01"),
        "\n\tthe/at dog/nn ran/vbd ./.\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("README"), "no document").unwrap();
    let file = folder.path().to_owned();
    let app = TestApp::with(|settings| {
        settings
            .corpus_origins
            .insert("brown".into(), Origin::File(file));
    });
    let answer = app
        .local(Method::POST, "/api/v1/corpora/brown/get", "")
        .await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    let answer = app.get("/api/v1/corpora/brown/get/events").await;
    let events = events(answer.text());
    let (name, corpus) = events.last().unwrap();
    assert_eq!(
        (name.as_str(), &corpus["state"]),
        ("result", &json!("ready"))
    );
    assert_eq!(
        (&corpus["sentences"], &corpus["words"]),
        (&json!(1), &json!(4))
    );
    assert_eq!(corpus["labels"], json!(["upos", "xpos"]));
    build(&app, "brown", "mask").await;
    // Once it is there, nothing is fetched again.
    std::fs::remove_dir_all(folder.path()).unwrap();
    let again = app
        .local(Method::POST, "/api/v1/corpora/brown/get", "")
        .await;
    assert_eq!(again.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn what_cannot_be_got_says_why() {
    let app = TestApp::with(|settings| {
        let nowhere = Origin::Mirror("http://127.0.0.1:9".into());
        settings.corpus_origins.insert("ewt".into(), nowhere);
    });
    app.local(Method::POST, "/api/v1/corpora/ewt/get", "").await;
    let answer = app.get("/api/v1/corpora/ewt/get/events").await;
    let events = events(answer.text());
    let (name, problem) = events.last().unwrap();
    assert_eq!(
        (name.as_str(), &problem["code"]),
        ("error", &json!("corpus_failed"))
    );
    let list = app.get("/api/v1/corpora").await.ok();
    let error = list["corpora"][1]["error"].as_str().unwrap();
    assert!(
        error.contains("127.0.0.1:9") && error.ends_with('.'),
        "{error}"
    );
}
