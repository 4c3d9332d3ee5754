//! What is told of the places that were found is what can be counted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::library::{SENTENCES, built};
use super::{question, search};

fn counted<'a>(labels: impl Iterator<Item = &'a Value>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for label in labels.filter_map(Value::as_str) {
        for part in label.split('|') {
            *counts.entry(part.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn told(bars: &Value) -> BTreeMap<String, u64> {
    let bars = bars.as_array().unwrap().iter();
    bars.map(|bar| {
        let label = bar["label"].as_str().unwrap().to_owned();
        (label, bar["count"].as_u64().unwrap())
    })
    .collect()
}

fn word<'a>(hit: &'a Value, place: &Value) -> &'a Value {
    &hit["tokens"][place.as_u64().unwrap() as usize]
}

#[tokio::test]
async fn summaries_are_counts() {
    let app = built("dogs").await;
    let mut body = question("the cat ran .", 2, "context");
    body["filter"] = json!({"one_per_sentence": false});
    body["k"] = json!(9);
    body["heads"] = json!([3, 1]);
    let found = search(&app, body).await.ok();
    let hits = found["hits"].as_array().unwrap();
    let summary = &found["summary"];
    for label in ["upos", "deprel", "feats", "lemma"] {
        let matched = hits.iter().map(|hit| &word(hit, &hit["word"])[label]);
        assert_eq!(told(&summary[label]), counted(matched), "{label}");
    }
    for (list, label) in [("attended_upos", "upos"), ("attended_deprel", "deprel")] {
        let attended = hits.iter().map(|hit| &word(hit, &hit["attended"])[label]);
        assert_eq!(told(&summary[list]), counted(attended), "{list}");
    }
    let offset = |hit: &Value| {
        let place = |name: &str| hit[name].as_i64().unwrap();
        (place("attended") - place("word")).to_string()
    };
    let mut offsets = BTreeMap::new();
    for hit in hits {
        *offsets.entry(offset(hit)).or_default() += 1;
    }
    assert_eq!(told(&summary["offset"]), offsets);
}

#[tokio::test]
async fn shares_stand_beside_those_of_the_corpus() {
    let app = built("dogs").await;
    let found = search(&app, question("the cat ran .", 2, "embedding"))
        .await
        .ok();
    let bars = found["summary"]["upos"].as_array().unwrap();
    let words = || SENTENCES.iter().flat_map(|text| text.split(' '));
    let annotated = words().filter(|word| *word != "😀").count() as f64;
    let nouns = words()
        .filter(|word| matches!(*word, "dog" | "cat"))
        .count() as f64;
    let total: u64 = told(&found["summary"]["upos"]).values().sum();
    for bar in bars {
        let number = |name: &str| bar[name].as_f64().unwrap();
        assert!((number("share") - number("count") / total as f64).abs() < 1e-12);
        assert!(number("low") <= number("share") && number("share") <= number("high"));
        assert!((number("lift") - number("share") / number("base_rate")).abs() < 1e-9);
        if bar["label"] == "NOUN" {
            assert!((number("base_rate") - nouns / annotated).abs() < 1e-12);
        }
        assert!(bar["significant"].is_boolean());
    }
    assert!(bars.iter().any(|bar| bar["label"] == "NOUN"));
}

#[tokio::test]
async fn shares_of_attention_are_those_of_the_attention_route() {
    let app = built("dogs").await;
    let mut body = question("the dog ran .", 3, "embedding");
    body["heads"] = json!([2, 4]);
    let found = search(&app, body).await.ok();
    let hit = &found["hits"][0];
    assert_eq!(hit["sentence"]["text"], "the dog ran .");
    let asked = json!({"model": "mask", "text": "the dog ran .", "layers": [2], "heads": [2, 4]});
    let attention = app.post("/api/v1/attention", asked).await.ok();
    let row = |head: usize| {
        attention["attention"][0][head][3]
            .as_array()
            .unwrap()
            .clone()
    };
    let (second, fourth) = (row(0), row(1));
    let shares: Vec<f64> = (1..5)
        .map(|token| {
            f64::midpoint(
                second[token].as_f64().unwrap(),
                fourth[token].as_f64().unwrap(),
            )
        })
        .collect();
    let told = hit["attention_to"].as_array().unwrap();
    assert_eq!(told.len(), 4);
    for (told, share) in told.iter().zip(&shares) {
        assert!((told.as_f64().unwrap() - share).abs() < 1e-6);
    }
    let most = (0..4)
        .max_by(|a, b| shares[*a].total_cmp(&shares[*b]))
        .unwrap();
    assert_eq!(hit["attended"], most);
    let mut first = question("the dog ran .", 3, "embedding");
    first["layer"] = json!(0);
    let found = search(&app, first).await.ok();
    assert_eq!(found["hits"][0]["attention_to"], json!([]));
    assert_eq!(found["hits"][0]["attended"], Value::Null);
    assert_eq!(found["summary"]["offset"], json!([]));
}
