//! Evaluations as clients get them. “sort” finds everything positive, the more so the longer it is; “moods” likes dogs,
//! has other labels and no mask.

mod events;
mod refused;

use serde_json::{Value, json};

use crate::helpers::TestApp;

const EVALUATE: &str = "/api/v1/evaluate";

fn rows(rows: &[(&str, Option<&str>)]) -> Value {
    rows.iter()
        .map(|(text, label)| json!({"text": text, "label": label}))
        .collect()
}

async fn evaluate(app: &TestApp, models: &[&str], rows: &Value) -> Value {
    app.post(EVALUATE, json!({"models": models, "rows": rows}))
        .await
        .ok()
}

async fn positive(app: &TestApp, model: &str, text: &str, place: usize) -> f64 {
    let body = json!({"model": model, "texts": [text]});
    let found = app.post("/api/v1/classify", body).await.ok();
    number(&found["probabilities"][0][place])
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

const SET: [(&str, Option<&str>); 6] = [
    ("the dog ran", Some("positive")),
    ("a dog", Some("POS")),
    ("the cat ran .", Some("neg")),
    ("the cat", Some(" neutral ")),
    ("a", None),
    ("the cat ran", Some("0")),
];

#[tokio::test]
async fn counts_what_is_right() {
    let app = TestApp::start();
    let found = evaluate(&app, &["sort"], &rows(&SET)).await;
    let model = &found["models"][0];
    assert_eq!(found["count"], 6);
    assert_eq!(model["labels"], json!(["negative", "positive"]));
    let senses =
        json!({"positive": "positive", "neutral": null, "negative": "negative", "assumed": false});
    assert_eq!(model["senses"], senses);
    assert_eq!(
        (&model["labelled"], &model["too_few"]),
        (&json!(4), &json!(true))
    );
    assert_eq!(model["left_out"], json!([{"label": "neutral", "rows": 1}]));
    assert_eq!(model["accuracy"]["value"], 0.5);
    assert_eq!(model["confusion"], json!([[0, 2], [0, 2]]));
    let negative = json!({"label": "negative", "rows": 2, "predicted": 0, "false_positives": 0, "false_negatives": 2});
    let positive = json!({"label": "positive", "rows": 2, "predicted": 4, "false_positives": 2, "false_negatives": 0});
    assert_eq!(model["errors"], json!([negative, positive]));
    let bins = model["calibration"]["bins"].as_array().unwrap();
    let inside: u64 = bins
        .iter()
        .map(|bin| bin["accuracy"]["rows"].as_u64().unwrap())
        .sum();
    assert_eq!(inside, 4);
    // It is sure of everything and right about half of it.
    assert!(
        (number(&model["calibration"]["ece"]) - 0.5).abs() < 0.1,
        "{model}"
    );
    let row = &found["rows"][3];
    assert_eq!((&row["row"], &row["label"]), (&json!(3), &json!("neutral")));
    assert_eq!(row["results"][0]["right"], Value::Null);
    assert_eq!(row["results"][0]["label"], "positive");
    assert_eq!(row.get("disagreement"), None);
    assert_eq!(
        (
            found.get("pair"),
            found.get("words"),
            found.get("explanations")
        ),
        (None, None, None)
    );
}

#[tokio::test]
async fn leans_where_there_is_nothing_to_go_by() {
    let app = TestApp::start();
    let set = [
        ("the dog ran", Some("neutral")),
        ("a", Some("neu")),
        ("the cat", None),
    ];
    let found = evaluate(&app, &["sort", "moods"], &rows(&set)).await;
    for (place, (model, label)) in [("sort", 1), ("moods", 0)].into_iter().enumerate() {
        let lean = &found["models"][place]["lean"];
        let mean = f64::midpoint(
            positive(&app, model, "the dog ran", label).await,
            positive(&app, model, "a", label).await,
        );
        assert!(
            (number(&lean["neutral"]["value"]) - mean).abs() < 1e-6,
            "{lean}"
        );
        assert_eq!(
            (&lean["neutral"]["rows"], &lean["masked"]["rows"]),
            (&json!(2), &json!(3))
        );
        assert!(number(&lean["neutral"]["low"]) < mean && mean < number(&lean["neutral"]["high"]));
    }
    let [sort, moods] = [0, 1].map(|place| &found["models"][place]["lean"]);
    assert_eq!(
        (&sort["removal"], &moods["removal"]),
        (&json!("mask"), &json!("delete"))
    );
    // Masks count as tokens; where words are left out, one space is read.
    let masked = [3, 1, 2].map(|count| "[MASK] ".repeat(count));
    let mut sum = 0.0;
    for text in &masked {
        sum += positive(&app, "sort", text, 1).await;
    }
    assert!(
        (number(&sort["masked"]["value"]) - sum / 3.0).abs() < 1e-6,
        "{sort}"
    );
    let difference = &found["pair"]["lean"]["masked"];
    let expected = number(&sort["masked"]["value"]) - number(&moods["masked"]["value"]);
    assert!(
        (number(&difference["value"]) - expected).abs() < 1e-6,
        "{difference}"
    );
}

#[tokio::test]
async fn two_models_are_held_against_each_other() {
    let app = TestApp::start();
    let found = evaluate(&app, &["sort", "moods"], &rows(&SET)).await;
    let pair = &found["pair"];
    // The dogs, and nothing else.
    assert_eq!(pair["different"], 4);
    let contest = json!({"rows": 4, "only_first": 0, "only_second": 2, "p_value": 0.5});
    assert_eq!(pair["contest"], contest, "{found}");
    for row in found["rows"].as_array().unwrap() {
        let of =
            |model: usize, place: usize| number(&row["results"][model]["probabilities"][place]);
        let apart = (of(0, 1) - of(1, 0)).abs() + (of(0, 0) - of(1, 2)).abs() + of(1, 1);
        assert!(
            (number(&row["disagreement"]) - apart / 2.0).abs() < 1e-6,
            "{row}"
        );
    }
    let back = evaluate(&app, &["moods", "sort"], &rows(&SET)).await;
    assert_eq!(back["models"][1], found["models"][0]);
    assert_eq!(back["pair"]["contest"]["only_first"], 2);
    let [there, back] = [&found, &back].map(|found| &found["pair"]["lean"]["masked"]);
    assert_eq!(there["value"].as_f64(), Some(-number(&back["value"])));
    assert_eq!(there["low"].as_f64(), Some(-number(&back["high"])));
}

#[tokio::test]
async fn numbers_are_two_classes_or_three() {
    let app = TestApp::start();
    let two = [("a dog", Some("1")), ("the cat", Some("0"))];
    let three = [two[0], two[1], ("a", Some("2"))];
    let labelled = async |set: &[(&str, Option<&str>)]| {
        let found = evaluate(&app, &["moods", "sort"], &rows(set)).await;
        [0, 1].map(|model| found["models"][model]["confusion"].clone())
    };
    // The labels of “moods” are positive, neutral and negative.
    let found = labelled(&two).await;
    assert_eq!(
        found,
        [
            json!([[1, 0, 0], [0, 0, 0], [0, 0, 1]]),
            json!([[0, 1], [0, 1]])
        ]
    );
    let found = labelled(&three).await;
    assert_eq!(
        found,
        [
            json!([[0, 1, 0], [1, 0, 0], [0, 0, 1]]),
            json!([[0, 1], [0, 1]])
        ]
    );
}

#[tokio::test]
async fn thirty_rows_prove_something() {
    let app = TestApp::start();
    for (count, too_few) in [(29, true), (30, false)] {
        let found = evaluate(
            &app,
            &["sort"],
            &rows(&vec![("the dog", Some("pos")); count]),
        )
        .await;
        assert_eq!(found["models"][0]["too_few"], too_few);
        assert_eq!(found["models"][0]["accuracy"]["high"], 1.0);
    }
}

#[tokio::test]
async fn a_method_explains_every_row() {
    let app = TestApp::start();
    let body = json!({"models": ["sort", "moods"], "rows": rows(&SET), "method": "shap"});
    let found = app.post(EVALUATE, &body).await.ok();
    let explanations = found["explanations"].as_array().unwrap();
    assert_eq!(explanations.len(), 6);
    let alone = json!({"models": ["sort", "moods"], "text": "the dog ran", "method": "shap",
        "target": "positive", "options": {"faithfulness": false}});
    let mut alone = app.post("/api/v1/explain", alone).await.ok();
    alone["row"] = json!(0);
    assert_eq!(explanations[0], alone);
    let words = &found["words"];
    assert_eq!(
        (&words["target"], &words["method"]),
        (&json!("positive"), &json!("shap"))
    );
    let first = &words["words"][0];
    assert_eq!((&first["word"], &first["rows"]), (&json!("dog"), &json!(2)));
    let mean = |place: usize| number(&first["results"][place]["mean"]);
    assert!((number(&first["difference"]["mean"]) - (mean(0) - mean(1))).abs() < 1e-6);
    assert!(
        (number(&first["results"][1]["effect"]) - mean(1) / 3.0).abs() < 1e-6,
        "{first}"
    );
    let passes = app.passes().await;
    assert_eq!(app.post(EVALUATE, &body).await.ok(), found);
    assert_eq!(app.passes().await, passes);
}

#[tokio::test]
async fn nothing_and_oddities_have_answers() {
    let app = TestApp::start();
    let none = evaluate(&app, &["sort", "moods"], &json!([])).await;
    assert_eq!(none["models"][0]["accuracy"], Value::Null);
    assert_eq!(none["pair"]["contest"], Value::Null);
    let long = "the ".repeat(600);
    let odd = ["", " ", "!!!", "😀", "שלום", "<script>", &long];
    let odd: Vec<(&str, Option<&str>)> = odd.iter().map(|text| (*text, Some("<b>"))).collect();
    for models in [&["sort", "moods"][..], &["moods"]] {
        let body = json!({"models": models, "rows": rows(&odd), "method": "occlusion"});
        let found = app.post(EVALUATE, body).await.ok();
        assert_eq!(found["rows"].as_array().unwrap().len(), odd.len());
        let model = &found["models"][0];
        assert_eq!(
            (&model["truncated"], &model["labelled"]),
            (&json!(1), &json!(0))
        );
        assert_eq!(
            model["left_out"],
            json!([{"label": "<b>", "rows": odd.len()}])
        );
    }
}
