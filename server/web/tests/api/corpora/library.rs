//! A small annotated corpus.

use axum::http::{Method, StatusCode};
use headlight_corpus::read;
use headlight_corpus::{About, CorpusId, Library};
use serde_json::json;

use crate::helpers::{TestApp, eventually};

/// Its sentences; each word is a token of the fake tokenizer.
pub(crate) const SENTENCES: [&str; 6] = [
    "the dog ran .",
    "the cat ran .",
    "the dog escape .",
    "a dog ran . .",
    "the 😀 ran",
    "cat",
];

fn columns(word: &str) -> [&str; 5] {
    match word {
        "the" | "a" => ["the", "DET", "Definite=Def|PronType=Art", "det", "1"],
        "dog" | "cat" => [word, "NOUN", "Number=Sing", "nsubj", "1"],
        "ran" => ["run", "VERB", "Tense=Past|Number=Sing", "root", "0"],
        "escape" => ["escape", "VERB", "Tense=Pres", "root", "0"],
        "." => [".", "PUNCT", "_", "punct", "1"],
        _ => ["_", "_", "_", "_", "_"],
    }
}

/// The corpus as CoNLL-U.
fn conllu(sentences: &[&str]) -> String {
    let mut lines = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        lines.push(format!("# sent_id = s{number}"));
        lines.push(format!("# text = {sentence}"));
        for (word, at) in sentence.split(' ').zip(1..) {
            let [lemma, upos, feats, deprel, head] = columns(word);
            let place = at.to_string();
            let row = [
                &*place, word, lemma, upos, "_", feats, head, deprel, "_", "_",
            ];
            lines.push(row.join("\t"));
        }
        lines.push(String::new());
    }
    lines.join("\n") + "\n"
}

/// Puts it where a server finds it.
pub(crate) fn add(app: &TestApp, name: &str) {
    add_sentences(app, name, &SENTENCES);
}

/// Puts other sentences there.
pub(crate) fn add_sentences(app: &TestApp, name: &str, sentences: &[&str]) {
    let about = About {
        name: "Dogs".into(),
        language: Some("English".into()),
        annotation: "by hand".into(),
        license: None,
        source: "a test".into(),
    };
    let text = conllu(sentences);
    let library = Library::new(&app.data);
    let id = CorpusId::parse(name).unwrap();
    library
        .add(&id, about, read::conllu(text.as_bytes()), |_| true)
        .unwrap();
}

/// Begins to build its index.
pub(crate) async fn begin(app: &TestApp, name: &str, model: &str) {
    let path = format!("/api/v1/corpora/{name}/build");
    let answer = app
        .local(Method::POST, &path, json!({"model": model}))
        .await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
}

/// Builds its index to the end.
pub(crate) async fn build(app: &TestApp, name: &str, model: &str) {
    begin(app, name, model).await;
    eventually(async || state(app, name, model).await == "ready").await;
}

/// How its index stands.
pub(crate) async fn state(app: &TestApp, name: &str, model: &str) -> String {
    let list = app.get("/api/v1/corpora").await.ok();
    let corpora = list["corpora"].as_array().unwrap();
    let corpus = corpora.iter().find(|corpus| corpus["id"] == name).unwrap();
    let builds = corpus["builds"].as_array().unwrap();
    let built = builds.iter().find(|build| build["model"] == model).unwrap();
    built["state"].as_str().unwrap().to_owned()
}

/// A server with the corpus, built for the model “mask”.
pub(crate) async fn built(name: &str) -> TestApp {
    let app = TestApp::start();
    add(&app, name);
    build(&app, name, "mask").await;
    app
}
