//! What helps.

use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::TestApp;

const DEFEND: &str = "/api/v1/attack/defend";

fn body() -> Value {
    json!({
        "models": ["moods"],
        "text": "the dog ran",
        "edited": "the d\u{43e}g ran",
        "recipe": "homoglyphs",
        "options": {"guard": false},
        "rows": [
            {"text": "a dog", "label": "positive"},
            {"text": "the cat cat cat ran", "label": "negative"},
            {"text": "a", "label": "sideways"},
        ],
        "attacked_rows": 1,
    })
}

fn of<'a>(found: &'a Value, defence: &Value) -> &'a Value {
    let defences = found["defences"].as_array().unwrap().iter();
    let mut defences = defences.filter(|entry| entry["defence"] == *defence);
    defences
        .next()
        .unwrap_or_else(|| panic!("no {defence}: {found}"))
}

#[tokio::test]
async fn plain_letters_undo_look_alikes() {
    let app = TestApp::start();
    let found = app.post(DEFEND, body()).await.ok();
    let without = of(&found, &Value::Null);
    assert_eq!(
        (&without["still_works"], &without["found"][0]["flipped"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(without["attacked"]["texts"], 2);
    assert_eq!(without["attacked"]["reached"], 2);
    assert_eq!(without["clean"], json!({"rows": [2], "accuracy": [1.0]}));
    let plain = of(&found, &json!("unicode"));
    assert_eq!(plain["still_works"], false);
    assert_eq!(
        (
            &plain["attacked"]["reached"],
            &plain["attacked"]["reached_here"]
        ),
        (&json!(0), &json!(false))
    );
    assert_eq!(plain["clean"]["accuracy"], json!([1.0]));
    let missing = found["missing"].as_array().unwrap().iter();
    let missing: Vec<&Value> = missing.map(|entry| &entry["defence"]).collect();
    assert_eq!(missing, ["synonyms", "ensemble"]);
    assert_eq!(found["defences"].as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn two_models_are_asked_together() {
    let app = TestApp::start();
    let mut body = body();
    body["models"] = json!(["moods", "moods"]);
    body["defences"] = json!(["ensemble"]);
    body["rows"] = json!([]);
    let found = app.post(DEFEND, body).await.ok();
    let together = of(&found, &json!("ensemble"));
    assert_eq!(together["found"][0]["after"], together["found"][1]["after"]);
    assert_eq!(together["clean"], Value::Null);
}

#[tokio::test]
async fn too_much_is_refused() {
    let app = TestApp::start();
    for (field, value) in [
        ("attacked_rows", json!(201)),
        ("defences", json!(["prayer"])),
        ("options", json!({"defence": "unicode"})),
    ] {
        let mut body = body();
        body[field] = value;
        app.post(DEFEND, body).await.problem(Code::BadRequest);
    }
}
