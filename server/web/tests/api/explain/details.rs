//! What stands beside the weights: blanks, tables, curves, and words written anew.

use std::collections::HashSet;

use headlight_web::Code;
use serde_json::{Value, json};

use super::{EXPLAIN, METHODS, body, explain, number};
use crate::helpers::TestApp;

const TEXT: &str = "the dog ran .";

fn blank(found: &Value) -> &Value {
    &found["results"][0]["blank"]
}

#[tokio::test]
async fn a_blank_is_what_is_left_without_units() {
    let app = TestApp::start();
    for (method, options, text) in [
        ("lime", json!({}), ""),
        ("shap", json!({"removal": "mask"}), "[MASK] [MASK] [MASK]"),
        ("occlusion", json!({"removal": "unk"}), "[UNK] [UNK] [UNK]"),
        ("lime", json!({"preset": "lime"}), "   ."),
        (
            "shap",
            json!({"preset": "shap"}),
            "[MASK] [MASK] [MASK] [MASK]",
        ),
    ] {
        let found = explain(&app, method, TEXT, options).await;
        assert_eq!(blank(&found)["text"], text, "{method}");
        let alone = explain(&app, "occlusion", text, json!({})).await;
        assert_eq!(
            blank(&found)["prediction"],
            alone["results"][0]["prediction"]
        );
        if method == "shap" {
            assert_eq!(
                blank(&found)["prediction"],
                found["results"][0]["base_value"]
            );
        }
    }
    let nothing = explain(&app, "lime", ". .", json!({})).await;
    assert_eq!(blank(&nothing)["text"], ". .");
}

#[tokio::test]
async fn a_table_has_every_text_once() {
    let app = TestApp::start();
    for method in METHODS {
        let found = explain(&app, method, TEXT, json!({"table": true})).await;
        let table = found["table"].as_array().unwrap();
        assert_eq!(json!(table.len()), found["evaluations"]);
        let texts: HashSet<&str> = table
            .iter()
            .map(|row| row["text"].as_str().unwrap())
            .collect();
        assert_eq!(texts.len(), table.len());
        // In the order asked: the text itself, then what is left without any unit.
        assert_eq!(
            (&table[0]["text"], &table[1]["text"]),
            (&json!(TEXT), &json!(""))
        );
        let texts: Vec<&Value> = table.iter().map(|row| &row["text"]).collect();
        let body = json!({"model": "sort", "texts": texts});
        let classified = app.post("/api/v1/classify", body).await.ok();
        for (row, probabilities) in table
            .iter()
            .zip(classified["probabilities"].as_array().unwrap())
        {
            assert_eq!(row["model"], "sort");
            assert_eq!(row["probabilities"], *probabilities);
        }
    }
    assert_eq!(
        explain(&app, "lime", TEXT, json!({})).await.get("table"),
        None
    );
}

#[tokio::test]
async fn curves_run_from_the_text_to_nothing() {
    let app = TestApp::start();
    let text = "the dog ran the cat ran a dog";
    let found = explain(&app, "occlusion", text, json!({})).await;
    let result = &found["results"][0];
    let reports = result["quality"]["faithfulness"].as_array().unwrap();
    assert_eq!(reports.len(), 2);
    for report in reports {
        let curves = report["curves"].as_array().unwrap();
        let shares: Vec<f64> = curves.iter().map(|point| number(&point["share"])).collect();
        assert_eq!(shares, [0.0, 0.125, 0.25, 0.375, 0.5, 0.75, 1.0]);
        for end in [&curves[0], &curves[6]] {
            assert_eq!(end["most_first"], end["least_first"]);
            assert_eq!(end.get("random_low"), None);
        }
        assert_eq!(curves[0]["most_first"], result["prediction"]);
        for point in &curves[1..5] {
            assert!(number(&point["random_low"]) <= number(&point["random_high"]));
        }
    }
    assert_eq!(
        reports[0]["curves"][6]["most_first"],
        blank(&found)["prediction"]
    );
}

#[tokio::test]
async fn words_are_written_anew() {
    let app = TestApp::start();
    let options = json!({"removal": "refill", "table": true, "faithfulness": false});
    for method in METHODS {
        let found = explain(&app, method, "the dog ran .", options.clone()).await;
        let written = blank(&found)["text"].as_str().unwrap();
        let words: Vec<&str> = written.split(' ').collect();
        assert_eq!(words.len(), 3, "{written}");
        // A candidate is a word of the vocabulary, and not the one that stood there.
        for (word, gone) in words.iter().zip(["the", "dog", "ran"]) {
            assert!(word.chars().all(char::is_alphanumeric), "{written}");
            assert_ne!(*word, gone);
        }
        let text = |row: &Value| row["text"].as_str().unwrap().to_owned();
        let table: Vec<String> = found["table"]
            .as_array()
            .unwrap()
            .iter()
            .map(text)
            .collect();
        assert!(table.iter().all(|text| !text.contains('[')), "{table:?}");
    }
    let preset = body(
        "shap",
        TEXT,
        &json!({"preset": "shap", "removal": "refill"}),
    );
    app.post(EXPLAIN, preset).await.problem(Code::BadRequest);
}
