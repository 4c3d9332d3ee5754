//! Attacks as clients get them. “moods” likes dogs: without one it is indifferent; “sort” finds everything
//! positive.

mod candidates;
mod checklist;
mod defend;
mod wordnet;

use headlight_web::Code;
use serde_json::{Value, json};

use crate::fake::Pass;
use crate::helpers::TestApp;

const ATTACK: &str = "/api/v1/attack";
const EVENTS: (&str, &str) = ("accept", "text/event-stream");
/// Recipes that need nothing but what the fakes have.
const RECIPES: [&str; 6] = [
    "deep_word_bug",
    "typos",
    "homoglyphs",
    "bae",
    "bert_attack",
    "hot_flip",
];

/// A request without a guard: to the fake language model every text is another one.
fn body(recipe: &str, text: &str) -> Value {
    json!({"models": ["moods"], "text": text, "recipe": recipe, "options": {"guard": false}})
}

async fn attack(app: &TestApp, body: Value) -> Value {
    app.post(ATTACK, body).await.ok()
}

async fn label(app: &TestApp, model: &str, text: &str) -> usize {
    let asked = json!({"model": model, "texts": [text]});
    let found = app.post("/api/v1/classify", asked).await.ok();
    let row: Vec<f64> = serde_json::from_value(found["probabilities"][0].clone()).unwrap();
    let best = row.iter().copied().fold(0.0, f64::max);
    row.iter().position(|p| *p >= best).unwrap()
}

#[tokio::test]
async fn a_success_is_one_when_its_text_is_typed_afresh() {
    let app = TestApp::start();
    for recipe in RECIPES {
        let found = attack(&app, body(recipe, "the doggy dog ran escape")).await;
        // Words of three letters have no inner typos.
        let reached = recipe != "typos";
        assert_eq!(found["reached"], reached, "{recipe}: {found}");
        if !reached {
            assert_eq!(found["outcome"], "not_reached");
            continue;
        }
        let text = found["text"].as_str().unwrap();
        assert_ne!(label(&app, "moods", text).await, 0, "{recipe}: {text}");
        let edits = found["edits"].as_array().unwrap();
        assert_eq!(edits.len(), 1, "{recipe}: {found}");
        let edit = &edits[0];
        assert_eq!(
            (&edit["original"], &edit["word"]),
            (&json!("dog"), &json!(2))
        );
        assert_eq!((&edit["start"], &edit["end"]), (&json!(10), &json!(13)));
        assert!(text.contains(edit["replacement"].as_str().unwrap()));
        // Undone, it is what it was.
        assert_eq!(edit["without"][0], found["results"][0]["before"]);
        assert_eq!(found["results"][0]["flipped"], true);
        assert!(found["cosine"].is_number(), "{found}");
        assert_eq!(
            found["known_by"],
            json!({"wordnet": false, "masked_lm": true})
        );
    }
}

#[tokio::test]
async fn each_text_is_asked_about_once() {
    let app = TestApp::start();
    let found = attack(&app, body("typos", "the doggy dog ran")).await;
    let scored = app.controls.passes().into_iter().map(|pass| match pass {
        Pass::Scored(texts) => texts,
        _ => 0,
    });
    assert_eq!(json!(scored.sum::<usize>()), found["queries"]);
    assert!(found["queries"].as_u64().unwrap() > 5);
    // The second time everything is known.
    let passes = app.passes().await;
    assert_eq!(
        attack(&app, body("typos", "the doggy dog ran")).await,
        found
    );
    assert_eq!(app.passes().await, passes);
}

#[tokio::test]
async fn a_ranking_can_be_chosen() {
    let app = TestApp::start();
    let ranked = async |ranking: &str| {
        let mut body = body("deep_word_bug", "the doggy dog ran");
        body["options"]["ranking"] = json!(ranking);
        let found = attack(&app, body).await;
        assert_eq!(found["reached"], true, "{found}");
        assert!(found["searched"].as_u64() <= found["queries"].as_u64());
        found["importance"].clone()
    };
    let (gradient, unknown) = (ranked("gradient").await, ranked("unknown").await);
    assert_eq!(gradient.as_array().unwrap().len(), 3);
    assert_ne!(gradient, unknown);
}

#[tokio::test]
async fn locked_words_stay() {
    let app = TestApp::start();
    for recipe in RECIPES {
        let mut body = body(recipe, "the dog ran escape");
        body["locked"] = json!([1]);
        let found = attack(&app, body).await;
        let edits = found["edits"].as_array().unwrap();
        assert!(
            edits.iter().all(|edit| edit["word"] != 1),
            "{recipe}: {found}"
        );
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes() {
    let ask = async |seed: u32| {
        let app = TestApp::start();
        let mut body = body("deep_word_bug", "the dog ran escape cat");
        body["seed"] = json!(seed);
        app.post(ATTACK, body).await.body
    };
    assert_eq!(ask(7).await, ask(7).await);
}

#[tokio::test]
async fn goals_are_about_two_models() {
    let app = TestApp::start();
    let goal = async |goal: &str| {
        let mut body = body("deep_word_bug", "the dog ran");
        body["models"] = json!(["moods", "sort"]);
        body["goal"] = json!(goal);
        attack(&app, body).await
    };
    for (name, reached) in [
        ("left", true),
        ("left_only", true),
        ("right", false),
        ("both", false),
    ] {
        let found = goal(name).await;
        assert_eq!(found["reached"], reached, "{name}: {found}");
        assert_eq!(found["results"].as_array().unwrap().len(), 2);
        assert_eq!(found["results"][1]["flipped"], false);
    }
    let mut other = body("deep_word_bug", "the dog ran");
    other["models"] = json!(["sort", "moods"]);
    other["goal"] = json!("right_only");
    assert_eq!(attack(&app, other).await["reached"], true);
}

#[tokio::test]
async fn the_shortest_text_with_the_same_label_is_found() {
    let app = TestApp::start();
    let found = attack(&app, body("input_reduction", "the cat dog ran .")).await;
    assert_eq!(
        (&found["reached"], &found["text"]),
        (&json!(true), &json!("dog"))
    );
    assert_eq!(found["steps"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn the_guard_says_why() {
    let app = TestApp::start();
    let mut body = body("bae", "the dog ran");
    let found = attack(&app, body.clone()).await;
    let alarms = found["edits"][0]["alarms"].as_array().unwrap();
    assert!(alarms.iter().all(Value::is_string), "{alarms:?}");
    // Without it, what it would have left alone is found.
    body["options"] = json!({});
    let guarded = attack(&app, body).await;
    let alarms = |found: &Value| {
        found["edits"]
            .as_array()
            .unwrap()
            .iter()
            .any(|edit| edit["alarms"] != json!([]))
    };
    assert!(!alarms(&guarded), "{guarded}");
}

#[tokio::test]
async fn events_end_with_the_answer() {
    let app = TestApp::start();
    let body = body("deep_word_bug", "the dog ran escape");
    let answer = app.post_with(ATTACK, &[EVENTS], &body).await;
    let names: Vec<&str> = answer
        .text()
        .lines()
        .filter_map(|line| line.strip_prefix("event: "))
        .collect();
    assert_eq!(names.first(), Some(&"progress"), "{}", answer.text());
    assert_eq!(names.last(), Some(&"result"));
    let last = answer
        .text()
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("data: "));
    let last: Value = serde_json::from_str(last.unwrap()).unwrap();
    assert_eq!(last, attack(&app, body).await);
}

#[tokio::test]
async fn any_text_has_an_answer() {
    let app = TestApp::start();
    let long = "the dog ".repeat(400);
    let texts = ["", " ", "!!!", "😀", "שלום", "<script>", "a\u{301}", &long];
    for text in texts {
        for recipe in RECIPES {
            let mut body = body(recipe, text);
            body["models"] = json!(["sort"]);
            body["options"]["budget"] = json!(50);
            let found = attack(&app, body).await;
            assert!(found["outcome"].is_string(), "{recipe} {text:?}");
        }
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let app = TestApp::start();
    let ask = async |change: Value| {
        let mut body = body("deep_word_bug", "the dog");
        body.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        app.post(ATTACK, body).await
    };
    ask(json!({"models": ["mask"]}))
        .await
        .problem(Code::NotAClassifier);
    for change in [
        json!({"models": []}),
        json!({"recipe": "guess"}),
        json!({"goal": "both"}),
        json!({"goal": "disagree", "models": ["sort", "moods"]}),
        json!({"locked": [2]}),
        json!({"locked": [-1]}),
        json!({"options": {"budget": 0}}),
        json!({"options": {"beam": 3}}),
        json!({"options": {"search": "beam", "beam": 1}}),
        json!({"options": {"candidates": 101}}),
        json!({"options": {"most_edits": 0}}),
        json!({"options": {"defence": "ensemble"}}),
        json!({"options": {"unknown": 1}}),
    ] {
        ask(change.clone()).await.problem(Code::BadRequest);
    }
}
