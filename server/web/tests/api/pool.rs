//! `POST /api/v1/attention` with `pool`

use headlight_web::Code;
use safetensors::{Dtype, SafeTensors};
use serde_json::{Value, json};

use crate::helpers::{Answer, TestApp};

const ATTENTION: &str = "/api/v1/attention";
const BINARY: &[(&str, &str)] = &[("accept", "application/vnd.safetensors")];

/// The tensor's shape and values, and the rest of the answer.
fn unpack(answer: &Answer) -> (Vec<usize>, Vec<u8>, Value) {
    let (_, header) = SafeTensors::read_metadata(&answer.body).unwrap();
    let rest = &header.metadata().as_ref().unwrap()["answer"];
    let file = SafeTensors::deserialize(&answer.body).unwrap();
    let tensor = file.tensor("attention").unwrap();
    assert_eq!(tensor.dtype(), Dtype::U8);
    let values = tensor.data().to_vec();
    let rest = serde_json::from_str(rest).unwrap();
    (tensor.shape().to_vec(), values, rest)
}

fn weight(answer: &Value, layer: usize, head: usize, from: usize, to: usize) -> f64 {
    answer["attention"][layer][head][from][to].as_f64().unwrap()
}

#[tokio::test]
async fn a_cell_is_the_largest_weight_of_its_tokens() {
    let app = TestApp::start();
    let text = "the dog ran . ".repeat(5);
    let asked = json!({"layers": [2, 4], "heads": [1, 3, 4]});
    let mut body = json!({"model": "mask", "text": text});
    body.as_object_mut()
        .unwrap()
        .extend(asked.as_object().unwrap().clone());
    let exact = app.post(ATTENTION, &body).await.ok();
    body["pool"] = json!(8);
    let (shape, values, _) = unpack(&app.post_with(ATTENTION, BINARY, &body).await);
    assert_eq!(shape, [2, 3, 8, 8]);
    let window = |cell: usize| cell * 22 / 8..(cell + 1) * 22 / 8;
    for (place, value) in values.into_iter().enumerate() {
        let (layer, head) = (place / 192, place / 64 % 3);
        let pairs =
            window(place / 8 % 8).flat_map(|from| window(place % 8).map(move |to| (from, to)));
        let weights = pairs.map(|(from, to)| weight(&exact, layer, head, from, to));
        let largest = weights.fold(0.0, f64::max);
        assert!((f64::from(value) / 255.0 - largest).abs() <= 0.51 / 255.0);
    }
}

#[tokio::test]
async fn binary_and_json_are_the_same_answer() {
    let app = TestApp::start();
    let body = json!({"model": "mask", "text": "a ".repeat(30), "heads": [2], "pool": 9});
    let mut json = app.post(ATTENTION, &body).await.ok();
    let (shape, values, rest) = unpack(&app.post_with(ATTENTION, BINARY, &body).await);
    assert_eq!(shape, [4, 1, 9, 9]);
    for (place, value) in values.into_iter().enumerate() {
        let found = weight(&json, place / 81, 0, place / 9 % 9, place % 9);
        assert_eq!(
            (found as f32).to_bits(),
            (f32::from(value) / 255.0).to_bits()
        );
    }
    json.as_object_mut().unwrap().remove("attention");
    assert_eq!(rest, json);
    assert_eq!(app.passes().await, 1);
}

#[tokio::test]
async fn a_short_text_keeps_its_size() {
    let app = TestApp::start();
    let body = json!({"model": "next", "text": "dog", "pool": 64});
    let (shape, values, _) = unpack(&app.post_with(ATTENTION, BINARY, &body).await);
    assert_eq!(shape, [4, 4, 1, 1]);
    assert_eq!(values, [255; 16]);
}

#[tokio::test]
async fn every_head_is_summed_up() {
    let app = TestApp::start();
    let mut body = json!({"model": "mask", "text": "the dog", "heads": [1, 4]});
    let exact = app.post(ATTENTION, &body).await.ok();
    assert!(exact.get("summary").is_none());
    body["pool"] = json!(8);
    let pooled = app.post(ATTENTION, &body).await.ok();
    for layer in 0..4 {
        for head in 0..2 {
            let summary = &pooled["summary"][layer][head];
            let number = |name: &str| summary[name].as_f64().unwrap();
            let mean = |of: &dyn Fn(usize) -> f64| f64::midpoint(of(1), of(2));
            let at = |from, to| weight(&exact, layer, head, from, to);
            let close = |name: &str, expected: f64| {
                assert!((number(name) - expected).abs() < 1e-4, "{name}: {summary}");
            };
            close("self", mean(&|from| at(from, from)));
            close("previous", mean(&|from| at(from, from - 1)));
            close("next", mean(&|from| at(from, from + 1)));
            close("special", mean(&|from| at(from, 0) + at(from, 3)));
            let far = |from: usize| {
                (0..4)
                    .map(|to| at(from, to) * from.abs_diff(to) as f64)
                    .sum()
            };
            close("distance", mean(&far));
            let entropy = |from| {
                (0..4)
                    .map(|to| -at(from, to) * at(from, to).ln())
                    .sum::<f64>()
            };
            close("entropy", mean(&entropy) / 4f64.ln());
        }
    }
}

#[tokio::test]
async fn a_long_text_is_small_enough_for_json() {
    let app = TestApp::with(|settings| settings.cache_bytes = 4000);
    let body = json!({"model": "mask", "text": "a ".repeat(600), "pool": 64});
    let answer = app.post(ATTENTION, &body).await.ok();
    assert_eq!(answer["attention"][3][3][63].as_array().unwrap().len(), 64);
    assert_eq!(answer["summary"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn sizes_that_are_none_are_refused() {
    let app = TestApp::start();
    for pool in [json!(7), json!(65), json!(-8), json!(1e300)] {
        let body = json!({"model": "mask", "text": "a", "pool": pool});
        let detail = app.post(ATTENTION, body).await.problem(Code::BadRequest);
        assert!(detail.contains("8 to 64"), "{detail}");
    }
}
