//! Who waits for whom.

use std::sync::atomic::Ordering;

use headlight_web::Code;
use serde_json::{Value, json};

use crate::fake::Pass;
use crate::helpers::{Answer, TestApp, eventually};

const ANALYZE: &str = "/api/v1/analyze";
const ATTENTION: &str = "/api/v1/attention";

fn text(text: &str) -> Value {
    json!({"model": "mask", "text": text})
}

/// Runs `then` while one request holds the only worker.
async fn while_held<T>(app: &TestApp, then: impl AsyncFnOnce() -> T) -> (Answer, T) {
    app.controls.gate.close();
    let held = app.post(ATTENTION, text("wait"));
    let rest = async {
        eventually(async || app.controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
        then().await
    };
    tokio::join!(held, rest)
}

async fn depth(app: &TestApp) -> u64 {
    app.metric("headlight_queue_depth").await
}

#[tokio::test]
async fn equal_requests_at_once_share_one_pass() {
    let app = TestApp::start();
    let (first, second) = while_held(&app, async || {
        let second = app.post(ATTENTION, text("wait"));
        let open = async {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            app.controls.gate.open();
        };
        tokio::join!(second, open).0
    })
    .await;
    assert_eq!(first.body, second.body);
    assert_eq!(app.passes().await, 1);
}

#[tokio::test]
async fn who_shares_a_pass_does_not_depend_on_who_asked_first() {
    let app = TestApp::start();
    let (_, stays) = while_held(&app, async || {
        let patience = std::time::Duration::from_millis(50);
        let leaves = tokio::time::timeout(patience, app.post(ATTENTION, text("the dog")));
        let stays = app.post(ATTENTION, text("the dog"));
        let open = async {
            tokio::time::sleep(2 * patience).await;
            app.controls.gate.open();
        };
        let (left, stays, ()) = tokio::join!(leaves, stays, open);
        assert!(left.is_err());
        stays
    })
    .await;
    stays.ok();
    assert_eq!(app.passes().await, 2);
}

#[tokio::test]
async fn what_waits_runs_together_up_to_its_tokens() {
    let app = TestApp::start();
    let texts: Vec<String> = (1..=12).map(|n| "a ".repeat(20 * n)).collect();
    let alone = TestApp::start();
    let (_, answers) = while_held(&app, async || {
        let asks = texts.iter().map(|words| app.post(ATTENTION, text(words)));
        let open = async {
            eventually(async || depth(&app).await == 12).await;
            app.controls.gate.open();
        };
        tokio::join!(futures::future::join_all(asks), open).0
    })
    .await;
    let sizes = app.controls.passes().into_iter().map(|pass| match pass {
        Pass::Traced(size)
        | Pass::Embedded(size)
        | Pass::Scored(size)
        | Pass::Differentiated(size) => size,
    });
    let sizes: Vec<_> = sizes.collect();
    assert_eq!(sizes.iter().sum::<usize>(), 13, "{sizes:?}");
    assert!(sizes.len() < 13 && sizes.len() > 2, "{sizes:?}");
    for (words, answer) in texts.iter().zip(answers) {
        assert_eq!(answer.body, alone.post(ATTENTION, text(words)).await.body);
    }
}

#[tokio::test]
async fn one_bad_sequence_does_not_spoil_its_batch() {
    let app = TestApp::start();
    let (_, (good, bad, ugly)) = while_held(&app, async || {
        let good = app.post(ATTENTION, text("the dog"));
        let bad = app.post(ATTENTION, text("fail"));
        let ugly = app.post(ATTENTION, text("panic"));
        let open = async {
            eventually(async || depth(&app).await == 3).await;
            app.controls.gate.open();
        };
        let (good, bad, ugly, ()) = tokio::join!(good, bad, ugly, open);
        (good, bad, ugly)
    })
    .await;
    good.ok();
    bad.problem(Code::Internal);
    ugly.problem(Code::Internal);
    app.post(ATTENTION, text("the cat")).await.ok();
}

#[tokio::test]
async fn a_full_queue_says_so() {
    let app = TestApp::with(|settings| settings.interactive_capacity = 1);
    let (_, (waits, refused)) = while_held(&app, async || {
        let waits = app.post(ATTENTION, text("the dog"));
        let refused = async {
            eventually(async || depth(&app).await == 1).await;
            let refused = app.post(ATTENTION, text("the cat")).await;
            app.controls.gate.open();
            refused
        };
        tokio::join!(waits, refused)
    })
    .await;
    waits.ok();
    refused.problem(Code::Busy);
    assert_eq!(refused.header("retry-after"), "1");
}

#[tokio::test]
async fn who_has_gone_makes_room() {
    let app = TestApp::with(|settings| settings.interactive_capacity = 1);
    let (_, stays) = while_held(&app, async || {
        let leaves = app.post(ATTENTION, text("the dog"));
        let patience = std::time::Duration::from_millis(50);
        assert!(tokio::time::timeout(patience, leaves).await.is_err());
        let stays = app.post(ATTENTION, text("the cat"));
        let open = async {
            tokio::time::sleep(patience).await;
            app.controls.gate.open();
        };
        tokio::join!(stays, open).0
    })
    .await;
    stays.ok();
    assert_eq!(app.passes().await, 2);
}

#[tokio::test]
async fn bulk_gives_way() {
    let app = TestApp::start();
    let bulk = |first: &str| {
        let mut texts = vec!["a ".repeat(100); 400];
        texts[0] = first.to_owned();
        json!({"model": "sort", "texts": texts})
    };
    app.controls.gate.close();
    let bulk = app.post("/api/v1/classify", bulk("wait"));
    let quick = async {
        eventually(async || app.controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
        let quick = app.post(ATTENTION, text("the dog"));
        let open = async {
            eventually(async || depth(&app).await == 1).await;
            app.controls.gate.open();
        };
        tokio::join!(quick, open).0.ok();
    };
    tokio::join!(bulk, quick).0.ok();
    let passes = app.controls.passes();
    let traced = passes
        .iter()
        .position(|pass| *pass == Pass::Traced(1))
        .unwrap();
    assert_eq!(traced, 1, "{passes:?}");
    assert!(passes.len() > 3, "{passes:?}");
}

#[tokio::test]
async fn a_panic_ends_one_request() {
    let app = TestApp::start();
    app.post(ANALYZE, text("panic"))
        .await
        .problem(Code::Internal);
    app.post(ANALYZE, text("the dog")).await.ok();
    let sort = json!({"model": "sort", "texts": ["panic"]});
    app.post("/api/v1/classify", sort)
        .await
        .problem(Code::Internal);
    app.post(ANALYZE, text("the dog")).await.ok();
}
