//! Explanations as clients get them. The fake classifier counts tokens: the more, the more positive.

mod again;
mod derivatives;
mod details;
mod events;
mod pairs;

use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::{Answer, TestApp};

const EXPLAIN: &str = "/api/v1/explain";
const METHODS: [&str; 3] = ["lime", "shap", "occlusion"];

fn body(method: &str, text: &str, options: &Value) -> Value {
    json!({"models": ["sort"], "text": text, "method": method, "options": options})
}

async fn explain(app: &TestApp, method: &str, text: &str, options: Value) -> Value {
    app.post(EXPLAIN, body(method, text, &options)).await.ok()
}

fn weights(result: &Value) -> Vec<f64> {
    let weights = result["weights"].as_array().unwrap().iter();
    weights
        .map(|weight| weight["weight"].as_f64().unwrap())
        .collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[tokio::test]
async fn shapley_values_add_up() {
    let app = TestApp::start();
    let found = explain(&app, "shap", "the dog .", json!({})).await;
    let result = &found["results"][0];
    let sum = number(&result["base_value"]) + weights(result).iter().sum::<f64>();
    assert!(
        (sum - number(&result["prediction"])).abs() < 1e-6,
        "{found}"
    );
    assert_eq!(found["target"], "positive");
    let dog = json!({"index": 1, "text": "dog .", "start": 4, "end": 9, "word": 1});
    assert_eq!(found["units"][1], dog);
    assert_eq!(found["cost"], json!({"budget": 1000, "exact": 4}));
    assert_eq!(result["weights"][0]["low"], result["weights"][0]["weight"]);
    assert_eq!(result["quality"]["unresolved"], json!([]));
    let operators = result["quality"]["faithfulness"].as_array().unwrap();
    let names: Vec<_> = operators.iter().map(|report| &report["operator"]).collect();
    assert_eq!(names, ["delete", "mask"]);
    // Four masks by deletion; by masking, three more texts.
    assert_eq!(found["evaluations"], 7);
    assert_eq!(app.passes().await, 7);
}

#[tokio::test]
async fn the_other_class_gets_the_opposite() {
    let app = TestApp::start();
    for method in METHODS {
        let target = |target: &str| json!({"models": ["sort"], "text": "the dog ran", "method": method, "target": target});
        let positive = app.post(EXPLAIN, target("positive")).await.ok();
        let negative = app.post(EXPLAIN, target("negative")).await.ok();
        let pairs = weights(&positive["results"][0]);
        for (positive, negative) in pairs.iter().zip(weights(&negative["results"][0])) {
            assert!((positive + negative).abs() < 1e-6, "{method}");
        }
    }
}

#[tokio::test]
async fn two_models_share_every_perturbation() {
    let app = TestApp::start();
    for method in METHODS {
        let body = json!({"models": ["sort", "sort"], "text": "the dog ran", "method": method});
        let found = app.post(EXPLAIN, body).await.ok();
        assert_eq!(weights(&found["results"][0]), weights(&found["results"][1]));
        let apart = found["difference"].as_array().unwrap();
        assert!(
            apart
                .iter()
                .all(|weight| number(&weight["weight"]).abs() < 1e-9)
        );
        assert_eq!(apart.len(), 3);
    }
}

#[tokio::test]
async fn presets_have_the_libraries_units() {
    let app = TestApp::start();
    let lime = json!({"preset": "lime", "budget": 200, "faithfulness": false});
    let found = explain(&app, "lime", "a dog. a cat", lime).await;
    assert_eq!(found["units"][0]["repeats"], json!([[7, 8]]));
    assert_eq!(found["units"].as_array().unwrap().len(), 3);
    let quality = &found["results"][0]["quality"];
    assert!(
        quality["r2"].is_number() && quality["intercept"].is_number(),
        "{quality}"
    );
    assert_eq!(found["results"][0]["weights"][0].get("low"), None);

    let shap = json!({"preset": "shap", "faithfulness": false});
    let found = explain(&app, "shap", "the dog ran", shap).await;
    assert_eq!(found["units"].as_array().unwrap().len(), 5);
    assert_eq!(found["units"][0]["start"], Value::Null);
    let result = &found["results"][0];
    let sum = number(&result["base_value"]) + weights(result).iter().sum::<f64>();
    assert!(
        (sum - number(&result["prediction"])).abs() < 1e-6,
        "{found}"
    );
}

#[tokio::test]
async fn the_same_request_is_the_same_answer() {
    let app = TestApp::start();
    let text = "the dog ran the cat ran the dog ran the cat ran .";
    for method in METHODS {
        let ask = async || {
            let body = body(method, text, &json!({"budget": 60}));
            app.post(EXPLAIN, body).await
        };
        let (first, again): (Answer, Answer) = (ask().await, ask().await);
        first.ok();
        assert_eq!(first.body, again.body);
    }
}

#[tokio::test]
async fn a_text_without_a_unit_has_a_base() {
    let app = TestApp::start();
    for method in METHODS {
        for text in ["", " ", ".", ". ."] {
            let found = explain(&app, method, text, json!({})).await;
            assert_eq!(found["units"], json!([]), "{text:?}");
            let result = &found["results"][0];
            assert_eq!(result["base_value"], result["prediction"]);
            assert_eq!(result["weights"], json!([]));
        }
    }
}

#[tokio::test]
async fn nasty_texts_have_answers() {
    let app = TestApp::start();
    let long = "the ".repeat(600);
    let texts = [
        "a",
        "😀",
        "שלום עולם",
        "<b>the</b> <script>",
        "\u{301} \u{200d} \u{202e}x",
        &long,
    ];
    for text in texts {
        for (method, options) in [
            ("lime", json!({"budget": 40})),
            ("lime", json!({"preset": "lime", "budget": 40})),
            ("shap", json!({"budget": 40})),
            ("shap", json!({"preset": "shap", "budget": 40})),
            (
                "shap",
                json!({"algorithm": "kernel", "budget": 40, "removal": "mask"}),
            ),
            (
                "occlusion",
                json!({"removal": "unk", "faithfulness": false}),
            ),
        ] {
            let found = explain(&app, method, text, options.clone()).await;
            let count = found["units"].as_array().unwrap().len();
            assert_eq!(
                weights(&found["results"][0]).len(),
                count,
                "{text:?} {options}"
            );
        }
    }
}

#[tokio::test]
async fn every_way_is_open() {
    let app = TestApp::start();
    for algorithm in ["exact", "partition", "permutation", "kernel"] {
        let options = json!({"algorithm": algorithm, "punctuation": "own"});
        let found = explain(&app, "shap", "the dog .", options).await;
        let result = &found["results"][0];
        let sum = number(&result["base_value"]) + weights(result).iter().sum::<f64>();
        assert_eq!(weights(result).len(), 3);
        assert!(
            (sum - number(&result["prediction"])).abs() < 1e-6,
            "{found}"
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let app = TestApp::start();
    let ask = async |change: Value| {
        let mut body = body("shap", "the dog", &json!({}));
        let change = change.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(change);
        app.post(EXPLAIN, body).await
    };
    ask(json!({"models": ["mask"]}))
        .await
        .problem(Code::NotAClassifier);
    ask(json!({"models": ["none"]}))
        .await
        .problem(Code::UnknownModel);
    let many = "the ".repeat(20);
    let exact = json!({"text": many, "options": {"algorithm": "exact"}});
    ask(exact).await.problem(Code::Unsupported);
    for change in [
        json!({"models": []}),
        json!({"models": ["sort", "sort", "sort"]}),
        json!({"method": "guess"}),
        json!({"target": "sideways"}),
        json!({"seed": -1}),
        json!({"options": {"preset": "lime"}}),
        json!({"options": {"preset": "captum"}}),
        json!({"options": {"preset": "shap", "algorithm": "exact"}}),
        json!({"options": {"preset": "shap", "removal": "mask"}}),
        json!({"options": {"budget": 1}}),
        json!({"options": {"unknown": 1}}),
        json!({"method": "lime", "options": {"algorithm": "exact"}}),
        json!({"method": "lime", "options": {"preset": "lime", "features": 0}}),
    ] {
        ask(change.clone()).await.problem(Code::BadRequest);
    }
}
