//! `POST /api/v1/models/import`

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures::StreamExt;
use headlight_core::ModelId;
use headlight_web::{Code, Server};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::fake::{Controls, FakeLoader, catalog};
use crate::form::Form;
use crate::helpers::{TestApp, eventually, settings};

/// Files that still lie in the data folder.
fn left_over(app: &TestApp) -> usize {
    std::fs::read_dir(app.data.join("uploads")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_classifier_is_listed_and_shows_its_labels() {
    let app = TestApp::start();
    let form = Form::new("mine").file("TA_model_1.pt", "weights");
    let form = form.field("labels", "bad, good").field("like", "");
    let answer = app.send(form.request()).await.ok();
    assert_eq!(answer["id"], "mine");
    assert_eq!(answer["labels"], json!(["bad", "good"]));
    assert_eq!(answer["default"], false);
    assert_eq!(
        answer["assumptions"],
        json!(["It has 4 heads, as “mask” has."])
    );
    let samples = answer["samples"].as_array().unwrap();
    assert_eq!(samples[0]["text"], "It was a fantastic performance!");
    assert_eq!(samples[1]["text"], "The experience was terrible.");
    for sample in samples {
        assert_eq!(sample["label"], "good");
        let probabilities = sample["probabilities"].as_array().unwrap();
        let sum: f64 = probabilities.iter().map(|p| p.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-6);
    }
    let models = app.get("/api/v1/models").await.ok();
    assert_eq!(models["models"][8]["id"], "mine");
    let body = json!({"model": "mine", "texts": ["a"]});
    app.post("/api/v1/classify", body).await.ok();
    assert_eq!(left_over(&app), 0);
}

#[tokio::test]
async fn what_does_not_classify_has_no_samples() {
    let app = TestApp::start();
    let form = Form::new("mine").file("a.safetensors", "weights");
    let answer = app.send(form.request()).await.ok();
    assert!(answer.get("samples").is_none(), "{answer}");
    assert_eq!(app.controls.loads().last().unwrap(), "mine");
}

#[tokio::test]
async fn a_new_model_that_does_not_load_says_so() {
    let app = TestApp::start();
    app.controls.failures.store(9, Ordering::SeqCst);
    let form = Form::new("mine").file("a.pt", "weights");
    for form in [
        form,
        Form::new("sorts").file("a.pt", "w").field("labels", "a,b"),
    ] {
        let answer = app.send(form.request()).await.ok();
        assert_eq!(answer["error"], "The disk does not answer.");
        assert!(answer.get("samples").is_none());
    }
}

#[tokio::test]
async fn the_importer_is_told_everything() {
    let app = TestApp::start();
    // Fields come in any order.
    let form = Form::new("mine").file("C:\\models\\../TA_model.pt", "0123");
    let form = form.field("heads", "12").field("like", "mask");
    let form = form
        .field("tokenizer", " next ")
        .field("head", "linear.weight");
    app.send(form.request()).await.ok();
    let seen = app.importer.seen.lock().unwrap().pop().unwrap();
    assert_eq!(
        (&seen.content[..], seen.name.as_str()),
        (&b"0123"[..], "TA_model.pt")
    );
    assert!(seen.path.starts_with(&app.data));
    assert_eq!(seen.path.extension().unwrap(), "pt");
    assert!(!seen.path.exists());
    let id = |id: &str| ModelId::parse(id).unwrap();
    let options = seen.options;
    assert_eq!((options.id, options.like), (id("mine"), Some(id("mask"))));
    assert_eq!(
        (options.heads, options.tokenizer),
        (Some(12), Some(id("next")))
    );
    assert_eq!(options.head.as_deref(), Some("linear.weight"));
    assert_eq!(options.labels, [""; 0]);
}

#[tokio::test]
async fn forms_that_do_not_fit_are_refused() {
    let app = TestApp::start();
    let whole = || Form::new("mine").file("a.pt", "weights");
    let long = "x".repeat(5000);
    for (form, code, says) in [
        (Form::new("mine"), Code::BadRequest, "`file`"),
        (Form::new("a/b").file("a.pt", "w"), Code::BadRequest, "`id`"),
        (Form::new("").file("a.pt", "w"), Code::BadRequest, "`id`"),
        (whole().field("id", "b"), Code::BadRequest, "twice"),
        (whole().file("b.pt", "w"), Code::BadRequest, "twice"),
        (whole().field("color", "red"), Code::BadRequest, "`color`"),
        (whole().field("heads", "0"), Code::BadRequest, "`heads`"),
        (whole().field("heads", "12.5"), Code::BadRequest, "`heads`"),
        (
            whole().field("labels", "a,,b"),
            Code::BadRequest,
            "`labels`",
        ),
        (whole().field("head", &long), Code::BadRequest, "4096"),
        (
            whole().field("like", "nobody"),
            Code::UnknownModel,
            "nobody",
        ),
        (
            whole().field("tokenizer", "broken"),
            Code::ModelFailed,
            "config",
        ),
        (
            Form::new("mask").file("a.pt", "w"),
            Code::ModelExists,
            "mask",
        ),
        (
            Form::new("broken").file("a.pt", "w"),
            Code::ModelExists,
            "broken",
        ),
    ] {
        let detail = app.send(form.request()).await.problem(code);
        assert!(detail.contains(says), "{detail}");
    }
    assert!(app.importer.seen.lock().unwrap().is_empty());
    assert_eq!(left_over(&app), 0);
}

#[tokio::test]
async fn who_is_refused_may_send_the_rest() {
    let app = TestApp::start();
    let form = Form::new("mask").file("a.pt", &"x".repeat(100_000));
    let bytes = form.bytes();
    let pieces: Vec<Bytes> = bytes.chunks(1000).map(Bytes::copy_from_slice).collect();
    let all = pieces.len();
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = taken.clone();
    let stream = futures::stream::iter(pieces).map(move |piece| {
        counter.fetch_add(1, Ordering::SeqCst);
        Ok::<_, std::io::Error>(piece)
    });
    let request = form.request_with(Body::from_stream(stream));
    app.send(request).await.problem(Code::ModelExists);
    assert_eq!(taken.load(Ordering::SeqCst), all);
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let app = TestApp::start();
    let whole = Form::new("mine").file("a.pt", "weights");
    let bytes = whole.bytes();
    let half = Body::from(bytes[..bytes.len() / 2].to_vec());
    for request in [
        whole.request_with(half),
        whole.request_with(Body::empty()),
        whole.request_with(Body::from("{}")),
    ] {
        app.send(request).await.problem(Code::BadRequest);
    }
    let mut json = whole.request();
    let kind = "application/json".parse().unwrap();
    json.headers_mut().insert("content-type", kind);
    app.send(json).await.problem(Code::BadRequest);
    assert_eq!(left_over(&app), 0);
}

#[tokio::test]
async fn a_file_that_fails_leaves_nothing() {
    let app = TestApp::start();
    let bad = Form::new("mine").file("a.pt", "bad");
    let detail = app.send(bad.request()).await.problem(Code::ImportFailed);
    assert_eq!(detail, "a.pt holds no tensor.");
    let panic = Form::new("mine").file("a.pt", "panic");
    app.send(panic.request()).await.problem(Code::ImportFailed);
    assert_eq!(left_over(&app), 0);
    let models = app.get("/api/v1/models").await.ok();
    assert_eq!(models["models"].as_array().unwrap().len(), 8);
    let good = Form::new("mine").file("a.pt", "weights");
    app.send(good.request()).await.ok();
}

#[tokio::test]
async fn files_have_a_limit_of_their_own() {
    let app = TestApp::with(|settings| settings.import_bytes = 1 << 20);
    let large = Form::new("mine").file("a.pt", &"x".repeat(1 << 20));
    let told = large.bytes().len().to_string();
    for request in [
        large.request(),
        large.header("content-length", &told).request(),
    ] {
        let detail = app.send(request).await.problem(Code::BodyTooLarge);
        assert!(detail.contains("1048576"), "{detail}");
    }
    assert_eq!(left_over(&app), 0);
    // Four times what other routes take.
    let fits = Form::new("mine").file("a.pt", &"x".repeat(1_000_000));
    app.send(fits.request()).await.ok();
    let seen = app.importer.seen.lock().unwrap().pop().unwrap();
    assert_eq!(seen.content.len(), 1_000_000);
}

/// The form in pieces, with a pause before each; after `given` of them nothing more comes.
fn slowly(form: &Form, pause: Duration, given: usize) -> Body {
    let pieces: Vec<Bytes> = form
        .bytes()
        .chunks(40)
        .map(Bytes::copy_from_slice)
        .collect();
    let stream =
        futures::stream::iter(pieces.into_iter().take(given)).then(move |piece| async move {
            tokio::time::sleep(pause).await;
            Ok::<_, std::io::Error>(piece)
        });
    if given == usize::MAX {
        return Body::from_stream(stream);
    }
    Body::from_stream(stream.chain(futures::stream::pending()))
}

#[tokio::test]
async fn an_upload_may_take_longer_than_other_requests() {
    let app = TestApp::with(|settings| settings.deadline = Duration::from_millis(200));
    let form = Form::new("mine").file("a.pt", &"x".repeat(200));
    let body = slowly(&form, Duration::from_millis(40), usize::MAX);
    let started = std::time::Instant::now();
    app.send(form.request_with(body)).await.ok();
    assert!(started.elapsed() > Duration::from_millis(300));
}

#[tokio::test]
async fn an_upload_that_stands_still_is_given_up() {
    let app = TestApp::with(|settings| settings.deadline = Duration::from_millis(50));
    let form = Form::new("mine").file("a.pt", &"x".repeat(400));
    let body = slowly(&form, Duration::ZERO, 6);
    app.send(form.request_with(body))
        .await
        .problem(Code::Deadline);
    assert_eq!(left_over(&app), 0);
}

#[tokio::test]
async fn two_of_one_name_become_one() {
    let app = TestApp::start();
    app.importer.gate.close();
    let form = Form::new("mine").file("a.pt", "weights");
    let second = async {
        eventually(async || app.importer.gate.arrived.load(Ordering::SeqCst) > 0).await;
        let second = app.send(form.request());
        let open = async {
            eventually(async || left_over(&app) == 2).await;
            app.importer.gate.open();
        };
        tokio::join!(second, open).0
    };
    let (first, second) = tokio::join!(app.send(form.request()), second);
    first.ok();
    second.problem(Code::ModelExists);
    assert_eq!(app.importer.seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_client_that_leaves_leaves_a_whole_model() {
    let app = TestApp::start();
    app.importer.gate.close();
    let form = Form::new("mine").file("a.pt", "weights");
    let patience = Duration::from_millis(100);
    let left = tokio::time::timeout(patience, app.send(form.request())).await;
    assert!(left.is_err());
    app.importer.gate.open();
    eventually(async || {
        let models = app.get("/api/v1/models").await.ok();
        models["models"][8]["id"] == "mine"
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_is_told() {
    let app = TestApp::with(|settings| settings.data = "/dev/null/data".into());
    let form = Form::new("mine").file("a.pt", "weights");
    let answer = app.send(form.request()).await;
    answer.problem(Code::StorageFailed);
}

#[tokio::test]
async fn without_an_importer_nothing_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let loader = Arc::new(FakeLoader(Arc::new(Controls::default())));
    let server = Server::build(settings(folder.path().into()), catalog(), loader, None);
    let request = Form::new("mine").file("a.pt", "weights").request();
    let response = server.router().oneshot(request).await.unwrap();
    let body = axum::body::to_bytes(response.into_body(), 10_000).await;
    let problem: Value = serde_json::from_slice(&body.unwrap()).unwrap();
    assert_eq!(problem["code"], "unsupported");
}
