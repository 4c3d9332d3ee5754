//! `/api/v1/corpora`

mod events;
mod heads;
pub(crate) mod library;
mod summaries;

use axum::http::{Method, StatusCode};
use headlight_web::Code;
use serde_json::{Value, json};

use crate::helpers::{Answer, TestApp};
use library::{SENTENCES, add, build, built};

async fn search(app: &TestApp, body: Value) -> Answer {
    app.post("/api/v1/corpora/dogs/search", body).await
}

/// A question about a token of a sentence of the corpus, asked at layer 2.
fn question(text: &str, token: usize, by: &str) -> Value {
    json!({"model": "mask", "text": text, "token": token, "layer": 2, "by": by})
}

#[tokio::test]
async fn the_list_says_what_is_there_and_what_could_be() {
    let app = TestApp::start();
    add(&app, "dogs");
    let list = app.get("/api/v1/corpora").await.ok();
    let [brown, ewt, dogs] = &list["corpora"].as_array().unwrap()[..] else {
        panic!("{list}")
    };
    assert_eq!(
        (&brown["id"], &brown["state"]),
        (&json!("brown"), &json!("absent"))
    );
    assert_eq!(
        (&ewt["id"], &ewt["download"]),
        (&json!("ewt"), &json!(17_813_085))
    );
    assert_eq!(dogs["state"], "ready");
    assert_eq!(dogs["sentences"], SENTENCES.len());
    assert_eq!(dogs["labels"], json!(["lemma", "upos", "feats", "deprel"]));
    let absent = &dogs["builds"][0];
    assert_eq!(
        (&absent["model"], &absent["state"]),
        (&json!("mask"), &json!("absent"))
    );
    assert!(absent["seconds"].is_number() && absent["bytes"].as_u64().unwrap() > 0);
    build(&app, "dogs", "mask").await;
    let list = app.get("/api/v1/corpora").await.ok();
    let ready = &list["corpora"][2]["builds"][0];
    assert_eq!(ready["state"], "ready");
    assert_eq!(ready["layers_ready"], json!([0, 1, 2, 3, 4]));
    assert_eq!(ready["seconds"], Value::Null);
    let tokens: usize = SENTENCES.iter().map(|text| text.split(' ').count()).sum();
    assert_eq!(ready["tokens"], tokens);
    // Five hidden states and four layers of four heads, a number a byte, two bytes of scale.
    assert_eq!(
        ready["bytes"],
        tokens * (5 * (8 + 2) + 4 * 4 * (2 + 2) + 12)
    );
}

#[tokio::test]
async fn every_token_finds_itself_first() {
    let app = built("dogs").await;
    for text in SENTENCES {
        for (word, token) in text.split(' ').zip(1..) {
            for by in ["embedding", "context"] {
                let mut body = question(text, token, by);
                body["filter"] = json!({"one_per_sentence": false});
                let found = search(&app, body).await.ok();
                let hits = found["hits"].as_array().unwrap();
                let first = hits[0]["score"].as_f64().unwrap();
                assert!((0.999..=1.0).contains(&first), "{first}");
                // The fake makes the same of some words at other places: they share the first place.
                let mut as_near = hits
                    .iter()
                    .take_while(|hit| hit["score"] == hits[0]["score"]);
                let itself = |hit: &Value| {
                    let place = hit["word"].as_u64().unwrap() as usize;
                    hit["tokens"][place]["form"] == word
                };
                assert!(as_near.any(itself), "{word} of “{text}” by {by}");
                let random = found["random_pair_score"].as_f64().unwrap();
                assert!(random < first, "{random}");
            }
        }
    }
}

#[tokio::test]
async fn scores_fall_and_ties_stand_in_the_order_of_the_corpus() {
    let app = built("dogs").await;
    let mut body = question("the dog ran .", 1, "context");
    body["filter"] = json!({"one_per_sentence": false});
    let found = search(&app, body).await.ok();
    let hits = found["hits"].as_array().unwrap();
    let place = |hit: &Value| {
        let id = hit["sentence"]["id"].as_str().unwrap();
        let sentence = id.trim_start_matches('s').parse::<usize>().unwrap();
        (sentence, hit["word"].as_u64().unwrap())
    };
    for pair in hits.windows(2) {
        let scores = [&pair[0], &pair[1]].map(|hit| hit["score"].as_f64().unwrap());
        assert!(scores[0] >= scores[1]);
        if pair[0]["score"] == pair[1]["score"] {
            assert!(place(&pair[0]) < place(&pair[1]));
        }
    }
    // “the” after [CLS] is the same wherever it stands.
    assert!(
        hits.iter()
            .filter(|hit| hit["score"] == hits[0]["score"])
            .count()
            > 2
    );
    assert_eq!(found["searched"], hits.len());
}

#[tokio::test]
async fn of_a_sentence_the_nearest_counts() {
    let app = built("dogs").await;
    let body = question("the dog ran .", 1, "embedding");
    let found = search(&app, body.clone()).await.ok();
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), SENTENCES.len());
    let mut few = body;
    few["k"] = json!(2);
    let found = search(&app, few).await.ok();
    assert_eq!(found["hits"].as_array().unwrap()[..], hits[..2]);
}

#[tokio::test]
async fn filters_leave_only_what_they_say() {
    let app = built("dogs").await;
    let filters = [
        (json!({"upos": "NOUN"}), "upos", vec!["NOUN"]),
        (json!({"form": "The"}), "form", vec!["the"]),
        (json!({"lemma": "run"}), "form", vec!["ran"]),
        (
            json!({"deprel": "nsubj", "not_form": "DOG"}),
            "form",
            vec!["cat", "a"],
        ),
    ];
    for (filter, field, allowed) in filters {
        let mut body = question("the dog ran .", 2, "embedding");
        body["filter"] = filter.clone();
        let found = search(&app, body).await.ok();
        let hits = found["hits"].as_array().unwrap();
        assert!(!hits.is_empty(), "{filter}");
        for hit in hits {
            let word = &hit["tokens"][hit["word"].as_u64().unwrap() as usize];
            assert!(allowed.contains(&word[field].as_str().unwrap()), "{word}");
        }
    }
    let mut body = question("the dog ran .", 2, "embedding");
    body["filter"] = json!({"upos": "NOTHING"});
    let found = search(&app, body).await.ok();
    assert_eq!(
        (&found["hits"], &found["summary"]["upos"]),
        (&json!([]), &json!([]))
    );
}

#[tokio::test]
async fn each_layer_is_a_search_of_its_own() {
    let app = built("dogs").await;
    for (by, first) in [("embedding", 0), ("context", 1)] {
        let body = json!({
            "model": "mask", "text": "the dog ran .", "token": 2, "masked": [2], "by": by, "k": 3,
            "label": "upos"
        });
        let answer = app.post("/api/v1/corpora/dogs/by-layer", &body).await.ok();
        let layers = answer["layers"].as_array().unwrap();
        assert_eq!(layers.len(), 5 - first);
        for (layer, number) in layers.iter().zip(first..) {
            assert_eq!(layer["layer"], number);
            let mut body = question("the dog ran .", 2, by);
            body["masked"] = json!([2]);
            body["layer"] = json!(number);
            body["k"] = json!(3);
            let found = search(&app, body).await.ok();
            let bars = found["summary"]["upos"].as_array().unwrap();
            let shares = layer["shares"].as_array().unwrap();
            assert_eq!(bars.len(), shares.len());
            for (bar, share) in bars.iter().zip(shares) {
                for field in ["label", "share", "base_rate"] {
                    assert_eq!(bar[field], share[field]);
                }
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_told() {
    let app = built("dogs").await;
    let good = question("the dog", 1, "context");
    let wrong = [
        ("layer", json!(0), Code::NoSuchLayer),
        ("layer", json!(5), Code::NoSuchLayer),
        ("token", json!(4), Code::NoSuchToken),
        ("heads", json!([]), Code::NoSuchHead),
        ("heads", json!([5]), Code::NoSuchHead),
        ("k", json!(0), Code::BadRequest),
        ("k", json!(1001), Code::BadRequest),
        ("by", json!("colour"), Code::BadRequest),
        ("filter", json!({"colour": "red"}), Code::BadRequest),
        ("model", json!("nothing"), Code::UnknownModel),
        ("model", json!("next"), Code::CorpusNotBuilt),
    ];
    for (field, value, code) in wrong {
        let mut body = good.clone();
        body[field] = value;
        search(&app, body).await.problem(code);
    }
    search(&app, good).await.ok();
    for name in ["nothing", "..", "a b", ".making-x"] {
        let path = format!("/api/v1/corpora/{}/search", name.replace(' ', "%20"));
        let body = question("a", 1, "context");
        app.post(&path, body).await.problem(Code::UnknownCorpus);
    }
}

#[tokio::test]
async fn odd_texts_are_searched_like_others() {
    let app = built("dogs").await;
    for text in ["", "😀", "שלום", "<script>", &"dog ".repeat(5000)] {
        search(&app, question(text, 0, "embedding")).await.ok();
    }
}

#[tokio::test]
async fn centred_scores_are_another_measure_of_the_same_places() {
    let app = built("dogs").await;
    let mut body = question("the dog ran .", 2, "embedding");
    let plain = search(&app, body.clone()).await.ok();
    body["centred"] = json!(true);
    let centred = search(&app, body).await.ok();
    assert_eq!(plain["hits"][0]["sentence"], centred["hits"][0]["sentence"]);
    assert!(centred["hits"][0]["score"].as_f64().unwrap() > 0.99);
    let random = |found: &Value| found["random_pair_score"].as_f64().unwrap();
    assert!(random(&centred) < random(&plain));
}

#[tokio::test]
async fn only_the_trusted_may_build_and_get() {
    let app = TestApp::start();
    add(&app, "dogs");
    for (method, path, body) in [
        (
            Method::POST,
            "/api/v1/corpora/dogs/build",
            json!({"model": "mask"}).to_string(),
        ),
        (
            Method::DELETE,
            "/api/v1/corpora/dogs/build?model=mask",
            String::new(),
        ),
        (Method::POST, "/api/v1/corpora/brown/get", String::new()),
        (Method::DELETE, "/api/v1/corpora/brown/get", String::new()),
    ] {
        let request = axum::http::Request::builder()
            .method(method.clone())
            .uri(path);
        let request = request.body(body.clone().into()).unwrap();
        app.send(request).await.problem(Code::Forbidden);
        if !path.contains("get") {
            let answer = app.local(method, path, body).await;
            assert!(answer.status.is_success(), "{}", answer.text());
        }
    }
    let unnamed = app
        .local(Method::DELETE, "/api/v1/corpora/dogs/build", "")
        .await;
    assert_ne!(unnamed.status, StatusCode::INTERNAL_SERVER_ERROR);
}
