//! `POST /api/v1/attention`

use std::sync::atomic::Ordering;

use headlight_core::dequantise;
use headlight_web::Code;
use safetensors::{Dtype, SafeTensors};
use serde_json::{Value, json};

use crate::helpers::{Answer, TestApp};

const ATTENTION: &str = "/api/v1/attention";
const BINARY: &[(&str, &str)] = &[("accept", "application/vnd.safetensors")];

/// The tensor's shape and values, and the rest of the answer.
fn unpack(answer: &Answer) -> (Vec<usize>, Vec<u16>, Value) {
    assert_eq!(answer.header("content-type"), "application/vnd.safetensors");
    let (_, header) = SafeTensors::read_metadata(&answer.body).unwrap();
    let rest = &header.metadata().as_ref().unwrap()["answer"];
    let file = SafeTensors::deserialize(&answer.body).unwrap();
    assert_eq!(file.names(), ["attention"]);
    let tensor = file.tensor("attention").unwrap();
    assert_eq!(tensor.dtype(), Dtype::U16);
    let pairs = tensor.data().chunks_exact(2);
    let values = pairs
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    (
        tensor.shape().to_vec(),
        values,
        serde_json::from_str(rest).unwrap(),
    )
}

fn flat(value: &Value, into: &mut Vec<f32>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| flat(item, into)),
        number => into.push(number.as_f64().unwrap() as f32),
    }
}

#[tokio::test]
async fn binary_and_json_are_the_same_answer() {
    let app = TestApp::start();
    for chosen in [json!({}), json!({"layers": [3, 1, 3], "heads": [4, 2]})] {
        let mut body = json!({"model": "mask", "text": "the dog ran .", "masked": [2]});
        body.as_object_mut()
            .unwrap()
            .extend(chosen.as_object().unwrap().clone());
        let mut json = app.post(ATTENTION, &body).await.ok();
        let binary = app.post_with(ATTENTION, BINARY, &body).await;
        let (shape, values, rest) = unpack(&binary);
        let attention = json.as_object_mut().unwrap().remove("attention").unwrap();
        assert_eq!(rest, json);
        let mut numbers = Vec::new();
        flat(&attention, &mut numbers);
        let dequantised: Vec<f32> = values.iter().copied().map(dequantise).collect();
        assert_eq!(numbers, dequantised);
        let lists = ["layers", "heads", "tokens", "tokens"];
        assert_eq!(
            shape,
            lists.map(|list| rest[list].as_array().unwrap().len())
        );
    }
}

#[tokio::test]
async fn layers_and_heads_answer_ascending_without_duplicates() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "dog", "layers": [4, 2, 4], "heads": [3, 1]});
    let answer = app.post(ATTENTION, &body).await.ok();
    assert_eq!(
        (&answer["layers"], &answer["heads"]),
        (&json!([2, 4]), &json!([1, 3]))
    );
    let all = app
        .post(ATTENTION, json!({"model": "mask", "text": "dog"}))
        .await
        .ok();
    assert_eq!(all["layers"], json!([1, 2, 3, 4]));
    assert_eq!(answer["attention"][1][0], all["attention"][3][0]);
    assert_eq!(answer["attention"][0][1], all["attention"][1][2]);
}

#[tokio::test]
async fn rows_sum_to_one() {
    let app = TestApp::start();
    let answer = app
        .post(ATTENTION, json!({"model": "mask", "text": "the dog ran ."}))
        .await
        .ok();
    for layer in answer["attention"].as_array().unwrap() {
        for row in layer
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|head| head.as_array().unwrap())
        {
            let sum: f64 = row
                .as_array()
                .unwrap()
                .iter()
                .map(|v| v.as_f64().unwrap())
                .sum();
            assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        }
    }
}

#[tokio::test]
async fn a_switch_of_layer_or_head_runs_nothing_and_a_repeat_is_the_same_bytes() {
    let app = TestApp::start();
    let ask = |more: Value| {
        let mut body = json!({"model": "mask", "text": "the dog ran"});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let first = app.post(ATTENTION, ask(json!({"layers": [1]}))).await;
    assert_eq!(app.passes().await, 1);
    app.post(ATTENTION, ask(json!({"layers": [2]}))).await.ok();
    app.post_with(ATTENTION, BINARY, ask(json!({"heads": [2]})))
        .await;
    app.post("/api/v1/analyze", ask(json!({}))).await.ok();
    app.post("/api/v1/lens", ask(json!({"token": 1})))
        .await
        .ok();
    let repeat = app.post(ATTENTION, ask(json!({"layers": [1]}))).await;
    assert_eq!(repeat.body, first.body);
    assert_eq!(app.passes().await, 1);
    assert_eq!(app.metric("headlight_cache_hits_total").await, 5);
    assert_eq!(app.metric("headlight_cache_misses_total").await, 1);
    assert!(app.metric("headlight_cache_bytes").await > 0);
    app.post(
        ATTENTION,
        ask(json!({"ablated": [{"layer": 1, "head": 1}]})),
    )
    .await
    .ok();
    assert_eq!(app.passes().await, 2);
}

#[tokio::test]
async fn a_trace_too_large_for_the_cache_computes_its_layers_again() {
    let small = TestApp::with(|settings| settings.cache_bytes = 4000);
    let large = TestApp::start();
    let body = json!({"model": "mask", "text": "the dog ran .", "layers": [2, 4]});
    let again = small.post_with(ATTENTION, BINARY, &body).await;
    assert_eq!(
        again.body,
        large.post_with(ATTENTION, BINARY, &body).await.body
    );
    assert_eq!(small.controls.again.load(Ordering::SeqCst), 2);
    assert_eq!(large.controls.again.load(Ordering::SeqCst), 0);
    small.post(ATTENTION, &body).await.ok();
    assert_eq!(small.passes().await, 1);
}

#[tokio::test]
async fn large_answers_are_binary_only() {
    let app = TestApp::start();
    let mut body = json!({"model": "mask", "text": "a ".repeat(600)});
    let answer = app.post_with(ATTENTION, BINARY, &body).await;
    let (shape, ..) = unpack(&answer);
    assert_eq!(shape, [4, 4, 512, 512]);
    body["layers"] = json!([1]);
    app.post(ATTENTION, &body).await.ok();
}

#[tokio::test]
async fn rows_are_those_of_the_whole_answer() {
    let app = TestApp::start();
    let mut body = json!({"model": "mask", "text": "the dog ran .", "layers": [1, 2]});
    let whole = app.post(ATTENTION, &body).await.ok();
    body["rows"] = json!([3, 1, 3]);
    let some = app.post(ATTENTION, &body).await.ok();
    for (layer, found) in some["attention"].as_array().unwrap().iter().enumerate() {
        for (head, rows) in found.as_array().unwrap().iter().enumerate() {
            let all = &whole["attention"][layer][head];
            assert_eq!(*rows, json!([all[1], all[3]]));
        }
    }
    let (shape, values, _) = unpack(&app.post_with(ATTENTION, BINARY, &body).await);
    assert_eq!(shape[2..], [2, 6]);
    let mut numbers = Vec::new();
    flat(&some["attention"], &mut numbers);
    let dequantised: Vec<f32> = values.iter().copied().map(dequantise).collect();
    assert_eq!(numbers, dequantised);
    for (rows, code) in [
        (json!([]), Code::NoSuchToken),
        (json!([6]), Code::NoSuchToken),
    ] {
        body["rows"] = rows;
        app.post(ATTENTION, &body).await.problem(code);
    }
    body["rows"] = json!([1]);
    body["pool"] = json!(8);
    app.post(ATTENTION, &body).await.problem(Code::BadRequest);
}
