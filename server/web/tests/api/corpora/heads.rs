//! What is made of an index beside vectors: the table of heads, examples of it, probes and the tags they predict.

use axum::http::{Method, StatusCode};
use headlight_web::Code;
use serde_json::{Value, json};

use super::library::built;
use crate::helpers::{TestApp, eventually};

const HEADS: &str = "/api/v1/corpora/dogs/heads";
const PROBES: &str = "/api/v1/corpora/dogs/probes";
const TAGS: &str = "/api/v1/corpora/dogs/tags";

/// What the list says of a part of the build for “mask”.
async fn part(app: &TestApp, name: &str) -> Value {
    let list = app.get("/api/v1/corpora").await.ok();
    let corpora = list["corpora"].as_array().unwrap();
    let dogs = corpora.iter().find(|corpus| corpus["id"] == "dogs");
    dogs.unwrap()["builds"][0][name].clone()
}

/// Begins what takes its time, and waits for it.
async fn made(path: &str, name: &str) -> TestApp {
    let app = built("dogs").await;
    assert_eq!(part(&app, name).await, "absent");
    let begun = app
        .local(Method::POST, path, json!({"model": "mask"}))
        .await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
    eventually(async || part(&app, name).await == "ready").await;
    app
}

#[tokio::test]
async fn a_head_is_shown_at_work_in_sentences_of_the_half_that_counts() {
    let app = made(HEADS, "heads").await;
    let asked = |more: &str| format!("{HEADS}/examples?model=mask&layer=1&head=1&{more}");
    let found = app.get(&asked("habit=self")).await.ok();
    let examples = found["examples"].as_array().unwrap();
    assert!(!examples.is_empty() && examples.len() <= 5, "{found}");
    for example in examples {
        assert_eq!(example["from"], example["to"]);
        // Every sentence is a document of its own: the second, fourth and sixth count.
        let id = example["sentence"]["id"].as_str().unwrap();
        assert!(["s1", "s3", "s5"].contains(&id), "{id}");
    }
    let weights: Vec<f64> = examples
        .iter()
        .map(|example| example["weight"].as_f64().unwrap())
        .collect();
    assert!(weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
    app.get(&asked("relation=det&seen=from_head")).await.ok();
    for wrong in [
        "relation=vocative",
        "habit=dancing",
        "relation=det&habit=self",
        "seen=from_head",
        "",
    ] {
        app.get(&asked(wrong)).await.problem(Code::BadRequest);
    }
    let missing = format!("{HEADS}/examples?model=mask&layer=1&head=9&habit=self");
    app.get(&missing).await.problem(Code::NoSuchHead);
}

#[tokio::test]
async fn probes_are_trained_from_the_page_and_tag_any_text() {
    let input = json!({"model": "mask", "text": "the dog ran ."});
    let bare = built("dogs").await;
    let path = format!("{PROBES}?model=mask");
    bare.get(&path).await.problem(Code::CorpusNotBuilt);
    bare.post(TAGS, &input).await.problem(Code::CorpusNotBuilt);

    let app = made(PROBES, "probes").await;
    let list = app.get(&path).await.ok();
    let labels = |answer: &Value| {
        let probes = answer["probes"].as_array().unwrap();
        probes
            .iter()
            .map(|probe| probe["label"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(labels(&list), ["upos", "deprel"]);
    assert!(list["probes"][0]["layers"][0].get("tags").is_none());

    let told = app.post(TAGS, &input).await.ok();
    assert_eq!(labels(&told), ["upos", "deprel"]);
    for probe in told["probes"].as_array().unwrap() {
        let layers = probe["layers"].as_array().unwrap();
        assert_eq!(layers.len(), 5, "the embeddings and four layers");
        for layer in layers {
            let tags = layer["tags"].as_array().unwrap();
            let bare: Vec<bool> = tags.iter().map(Value::is_null).collect();
            assert_eq!(bare, [true, false, false, false, false, true]);
            let probability = tags[1]["probability"].as_f64().unwrap();
            assert!(probability > 0.0 && probability <= 1.0);
        }
    }
    // The chart by layer says the same.
    let body = json!({
        "model": "mask", "text": "the dog ran .", "token": 2, "by": "embedding", "k": 3, "label": "upos"
    });
    let chart = app.post("/api/v1/corpora/dogs/by-layer", &body).await.ok();
    for (layer, probed) in chart["layers"]
        .as_array()
        .unwrap()
        .iter()
        .zip(told["probes"][0]["layers"].as_array().unwrap())
    {
        assert_eq!(layer["probe"]["label"], probed["tags"][2]["label"]);
    }
    app.get(PROBES).await.problem(Code::BadRequest);
}

#[tokio::test]
async fn only_this_machine_trains() {
    let app = built("dogs").await;
    app.post(PROBES, json!({"model": "mask"}))
        .await
        .problem(Code::Forbidden);
    let stop = format!("{PROBES}?model=mask");
    let stopped = app.local(Method::DELETE, &stop, json!({})).await;
    assert_eq!(stopped.status, StatusCode::NO_CONTENT);
}
