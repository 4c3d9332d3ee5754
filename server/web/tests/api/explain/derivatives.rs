//! Methods that follow derivatives and attention. The fake's log-odds rise by 1 with each word: by
//! x³ of its embedding, which is 1, on the way from 0.

use headlight_web::Code;
use serde_json::{Value, json};

use super::{EXPLAIN, body, explain, number, weights};
use crate::fake::Pass;
use crate::helpers::TestApp;

const METHODS: [&str; 3] = [
    "integrated_gradients",
    "gradient_x_input",
    "attention_rollout",
];

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-5
}

#[tokio::test]
async fn integrated_gradients_add_up() {
    let app = TestApp::start();
    for output in ["log_odds", "logit", "probability"] {
        for target in ["positive", "negative"] {
            let options = json!({"output": output, "steps": 40, "faithfulness": false});
            let mut body = body("integrated_gradients", "the dog ran .", &options);
            body["target"] = json!(target);
            let found = app.post(EXPLAIN, body).await.ok();
            let result = &found["results"][0];
            let quality = &result["quality"];
            let rise = number(&quality["value"]) - number(&quality["baseline_value"]);
            let sum: f64 = weights(result).iter().sum();
            assert!(near(sum + number(&quality["outside"]), rise), "{found}");
            assert!(near(number(&quality["delta"]), 0.0), "{quality}");
            assert_eq!(quality["converged"], true);
            assert_eq!(
                (&quality["steps"], &quality["output"]),
                (&json!(40), &json!(output))
            );
            // Three words: the dot belongs to the last, and weighs as much as a word.
            assert_eq!(weights(result).len(), 3);
            if output == "log_odds" {
                let sign = if target == "positive" { 1.0 } else { -1.0 };
                let weighs = |at: usize, weight: f64| near(weights(result)[at], sign * weight);
                assert!(
                    weighs(0, 1.0) && weighs(1, 1.0) && weighs(2, 2.0),
                    "{found}"
                );
            }
            let base = &result["base_value"];
            if output == "probability" {
                assert_eq!(base, &quality["baseline_value"]);
                let prediction = number(&result["prediction"]);
                assert!(near(number(&quality["value"]), prediction), "{found}");
            } else {
                assert_eq!(*base, Value::Null);
            }
            assert_eq!(found["cost"], json!({"budget": 42, "exact": null}));
            // The text by the fast path, forty points, and both ends.
            assert_eq!(found["evaluations"], 43);
        }
    }
}

#[tokio::test]
async fn a_baseline_can_be_chosen() {
    let app = TestApp::start();
    for (baseline, weight) in [
        ("pad", 1.0),
        ("mask", 0.875),
        ("zero", 1.0),
        ("mean", 0.578_125),
    ] {
        let options = json!({"baseline": baseline});
        let found = explain(&app, "integrated_gradients", "the dog", options).await;
        let result = &found["results"][0];
        assert!(
            weights(result).iter().all(|found| near(*found, weight)),
            "{found}"
        );
        // A cubic needs no more than the least.
        assert_eq!(result["quality"]["steps"], 20);
        let operators = result["quality"]["faithfulness"].as_array().unwrap();
        assert_eq!(operators.len(), 2);
    }
}

#[tokio::test]
async fn the_gradient_at_the_text_times_its_words() {
    let app = TestApp::start();
    let found = explain(&app, "gradient_x_input", "the dog ran", json!({})).await;
    let result = &found["results"][0];
    assert_eq!(weights(result), [3.0, 3.0, 3.0]);
    let quality = &result["quality"];
    // Both added specials weigh as much as words do.
    assert_eq!(
        (number(&quality["outside"]), number(&quality["value"])),
        (6.0, 4.75)
    );
    assert_eq!(quality["output"], "log_odds");
    assert_eq!(quality.get("delta"), None);
    assert_eq!(found["cost"], json!({"budget": 1, "exact": 1}));
    let passes = app.controls.passes();
    assert!(passes.contains(&Pass::Differentiated(1)), "{passes:?}");
}

#[tokio::test]
async fn attention_is_followed_in_shares() {
    let app = TestApp::start();
    let mut shown = Vec::new();
    for kind in ["plain", "gradient"] {
        let options = json!({"rollout": kind});
        let found = explain(&app, "attention_rollout", "the dog ran the cat", options).await;
        let result = &found["results"][0];
        let shares = weights(result);
        assert!(shares.iter().all(|share| *share > 0.0), "{found}");
        let outside = number(&result["quality"]["outside"]);
        assert!(near(shares.iter().sum::<f64>() + outside, 1.0), "{found}");
        assert_eq!(result["quality"]["kind"], kind);
        shown.push(shares);
    }
    assert_ne!(shown[0], shown[1]);
    // No attention of the fake speaks against "positive".
    let options = json!({"rollout": "gradient", "faithfulness": false});
    let mut against = body("attention_rollout", "the dog", &options);
    against["target"] = json!("negative");
    let found = app.post(EXPLAIN, against).await.ok();
    assert_eq!(weights(&found["results"][0]), [0.0, 0.0]);
}

#[tokio::test]
async fn plain_rollout_shares_its_trace_with_the_attention_page() {
    let app = TestApp::start();
    let seen = json!({"model": "sort", "text": "the dog ran"});
    app.post("/api/v1/attention", seen).await.ok();
    let options = json!({"faithfulness": false});
    explain(&app, "attention_rollout", "the dog ran", options).await;
    let traced = app.controls.passes().into_iter();
    assert_eq!(
        traced
            .filter(|pass| matches!(pass, Pass::Traced(_)))
            .count(),
        1
    );
}

#[tokio::test]
async fn the_preset_has_tokens_for_units() {
    let app = TestApp::start();
    let options = json!({"preset": "captum"});
    let found = explain(&app, "integrated_gradients", "the dog .", options).await;
    let units = found["units"].as_array().unwrap();
    let texts: Vec<_> = units
        .iter()
        .map(|unit| unit["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["[CLS]", "the", "dog", ".", "[SEP]"]);
    assert_eq!(
        (&units[0]["start"], &units[0]["word"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&units[3]["start"], &units[3]["end"]),
        (&json!(8), &json!(9))
    );
    let result = &found["results"][0];
    let expected = [0.0, 1.0, 1.0, 1.0, 0.0];
    let mut pairs = weights(result).into_iter().zip(expected);
    assert!(
        pairs.all(|(weight, expected)| near(weight, expected)),
        "{found}"
    );
    let quality = &result["quality"];
    assert_eq!(
        (&quality["steps"], &quality["output"]),
        (&json!(50), &json!("logit"))
    );
    let one = json!({"preset": "captum", "steps": 1, "output": "probability", "baseline": "zero"});
    let found = explain(&app, "integrated_gradients", "the", one).await;
    assert_eq!(found["results"][0]["quality"]["steps"], 1);
}

#[tokio::test]
async fn two_models_are_followed_each_in_its_own_way() {
    let app = TestApp::start();
    for method in METHODS {
        let body = json!({"models": ["sort", "sort"], "text": "the dog ran", "method": method});
        let found = app.post(EXPLAIN, body).await.ok();
        assert_eq!(weights(&found["results"][0]), weights(&found["results"][1]));
        let apart = found["difference"].as_array().unwrap();
        assert_eq!(apart.len(), 3);
        assert!(
            apart
                .iter()
                .all(|weight| near(number(&weight["weight"]), 0.0))
        );
    }
}

#[tokio::test]
async fn odd_texts_have_answers() {
    let app = TestApp::start();
    let long = "the ".repeat(600);
    let odd = [
        "a",
        "😀",
        "שלום עולם",
        "<b>the</b> <script>",
        "\u{301} \u{200d} \u{202e}x",
        &long,
    ];
    for text in odd {
        for method in METHODS {
            let options = json!({"faithfulness": false});
            let found = explain(&app, method, text, options).await;
            let count = found["units"].as_array().unwrap().len();
            assert_eq!(
                weights(&found["results"][0]).len(),
                count,
                "{text:?} {method}"
            );
        }
    }
    for text in ["", " ", ".", ". ."] {
        for method in METHODS {
            let found = explain(&app, method, text, json!({})).await;
            assert_eq!(found["units"], json!([]), "{text:?}");
            let result = &found["results"][0];
            assert_eq!(result["base_value"], result["prediction"]);
        }
    }
    // The preset's units are tokens, of which there are always some.
    for text in ["", "!!!"] {
        let options = json!({"preset": "captum"});
        let found = explain(&app, "integrated_gradients", text, options).await;
        assert!(found["units"].as_array().unwrap().len() >= 2, "{found}");
    }
}

#[tokio::test]
async fn an_option_of_another_method_is_refused() {
    let app = TestApp::start();
    for (method, options) in [
        ("lime", json!({"steps": 20})),
        ("gradient_x_input", json!({"steps": 20})),
        ("gradient_x_input", json!({"baseline": "pad"})),
        ("attention_rollout", json!({"output": "logit"})),
        ("integrated_gradients", json!({"rollout": "plain"})),
        ("integrated_gradients", json!({"preset": "lime"})),
        ("gradient_x_input", json!({"preset": "captum"})),
        ("integrated_gradients", json!({"steps": 0})),
        ("integrated_gradients", json!({"steps": 301})),
        ("integrated_gradients", json!({"baseline": "blank"})),
    ] {
        let answer = app.post(EXPLAIN, body(method, "the dog", &options)).await;
        answer.problem(Code::BadRequest);
    }
}
