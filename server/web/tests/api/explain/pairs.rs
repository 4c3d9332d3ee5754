//! Two classifiers with different labels and tokenizers, on one set of perturbations.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::{EXPLAIN, METHODS, number};
use crate::helpers::TestApp;

async fn difference(app: &TestApp, models: [&str; 2], method: &str, text: &str) -> Value {
    let options = json!({"budget": 40, "faithfulness": false});
    let body = json!({"models": models, "text": text, "method": method, "target": "positive", "options": options});
    app.post(EXPLAIN, body).await.ok()
}

#[test]
fn swapping_negates_the_difference() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(async { TestApp::start() });
    proptest!(ProptestConfig::with_cases(60), |(
        text in "(the |dog |cat |\\. |😀 |a |dog\\? ){0,24}",
        method in prop::sample::select(&METHODS[..]),
    )| {
        // A text without a token is refused by one of the tokenizers.
        prop_assume!(!text.trim().is_empty());
        let there = runtime.block_on(difference(&app, ["sort", "moods"], method, &text));
        let back = runtime.block_on(difference(&app, ["moods", "sort"], method, &text));
        prop_assert_eq!(&there["units"], &back["units"]);
        prop_assert_eq!(&there["results"][0], &back["results"][1]);
        let pairs = there["difference"].as_array().unwrap().iter();
        for (there, back) in pairs.zip(back["difference"].as_array().unwrap()) {
            prop_assert_eq!(there["weight"].as_f64(), back["weight"].as_f64().map(|weight| -weight));
            prop_assert_eq!(there["low"].as_f64(), back["high"].as_f64().map(|high| -high));
            prop_assert_eq!(there["high"].as_f64(), back["low"].as_f64().map(|low| -low));
        }
    });
}

#[tokio::test]
async fn a_label_is_found_by_what_it_means() {
    let app = TestApp::start();
    let found = difference(&app, ["sort", "moods"], "shap", "the dog ran").await;
    let results = found["results"].as_array().unwrap();
    for result in results {
        let weights = super::weights(result);
        let sum = number(&result["base_value"]) + weights.iter().sum::<f64>();
        assert!(
            (sum - number(&result["prediction"])).abs() < 1e-6,
            "{found}"
        );
    }
    let apart = number(&found["difference"][1]["weight"]);
    let [left, right] = [0, 1].map(|model| super::weights(&results[model])[1]);
    assert!(
        (apart - (left - right)).abs() < 1e-6 && apart < 0.0,
        "{found}"
    );
}

/// What one model does not read, the other one may: both are asked about all that any of them reads.
#[tokio::test]
async fn a_long_text_has_the_words_that_either_reads() {
    let app = TestApp::start();
    let text = "the ".repeat(600);
    // Two of 512 tokens are added ones of the first model.
    for models in [["sort", "moods"], ["moods", "sort"]] {
        let found = difference(&app, models, "shap", &text).await;
        assert_eq!(found["units"].as_array().unwrap().len(), 512);
    }
}
