//! Who may import, and who may not.

use headlight_web::Code;

use crate::form::Form;
use crate::helpers::TestApp;

fn form() -> Form {
    Form::new("new").file("a.pt", "weights")
}

/// Whether this form gets past the guard.
async fn passes(app: &TestApp, form: Form) -> bool {
    let seen = || app.importer.seen.lock().unwrap().len();
    let before = seen();
    let answer = app.send(form.request()).await;
    if seen() == before {
        answer.problem(Code::Forbidden);
        return false;
    }
    true
}

#[tokio::test]
async fn this_machine_may() {
    for (peer, host) in [
        ("127.0.0.1", "127.0.0.1:8080"),
        ("127.0.0.2", "localhost:8080"),
        ("::1", "[::1]:8080"),
        ("::ffff:127.0.0.1", "localhost"),
    ] {
        let app = TestApp::start();
        let form = form().from(peer).header("host", host);
        assert!(passes(&app, form).await, "{peer} {host}");
    }
}

#[tokio::test]
async fn another_machine_may_not_and_no_proxy_for_it() {
    let app = TestApp::start();
    for peer in ["10.0.0.1", "192.168.1.2", "2001:db8::1", "::ffff:10.0.0.1"] {
        assert!(!passes(&app, form().from(peer)).await, "{peer}");
    }
    for name in ["x-forwarded-for", "x-real-ip", "forwarded"] {
        assert!(!passes(&app, form().header(name, "x")).await, "{name}");
    }
    // Without a network nobody is known to be near.
    let mut request = form().request();
    request.extensions_mut().clear();
    app.send(request).await.problem(Code::Forbidden);
}

#[tokio::test]
async fn a_page_of_another_site_may_not_use_this_machine() {
    let app = TestApp::start();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "http://evil.example"),
        ("origin", "http://127.0.0.1:9090"),
        ("origin", "https://127.0.0.1:8080"),
        ("origin", "null"),
        // Its own name may point here by now.
        ("host", "evil.example:8080"),
        ("host", "127.0.0.1.evil.example"),
    ] {
        assert!(!passes(&app, form().header(name, value)).await, "{value}");
    }
    let rebound = form()
        .header("host", "evil.example:8080")
        .header("origin", "http://evil.example:8080")
        .header("sec-fetch-site", "same-origin");
    assert!(!passes(&app, rebound).await);
}

#[tokio::test]
async fn our_own_page_may() {
    for headers in [
        &[("sec-fetch-site", "same-origin")][..],
        &[("origin", "http://127.0.0.1:8080")],
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://127.0.0.1:8080"),
        ],
    ] {
        let app = TestApp::start();
        let with = |form: Form, (name, value): &(&'static str, &str)| form.header(name, value);
        let form = headers.iter().fold(form(), with);
        assert!(passes(&app, form).await, "{headers:?}");
    }
}

#[tokio::test]
async fn the_token_opens_from_everywhere() {
    let start = || TestApp::with(|settings| settings.token = Some("a secret".to_owned()));
    let afar = || form().from("10.0.0.1").header("host", "headlight.example");
    for scheme in ["Bearer", "bearer"] {
        let app = start();
        let authorization = format!("{scheme} a secret");
        let form = afar().header("authorization", &authorization);
        assert!(passes(&app, form).await);
    }
    let app = start();
    for wrong in ["Bearer another", "Bearer ", "Basic a secret", "a secret"] {
        let form = afar().header("authorization", wrong);
        assert!(!passes(&app, form).await, "{wrong}");
    }
    // Who shows a wrong one is not let in for being near.
    let near = form().header("authorization", "Bearer another");
    assert!(!passes(&app, near).await);
    assert!(passes(&app, form()).await);
}

#[tokio::test]
async fn without_a_token_none_is_right() {
    let app = TestApp::start();
    let form = form().from("10.0.0.1").header("authorization", "Bearer ");
    assert!(!passes(&app, form).await);
}
