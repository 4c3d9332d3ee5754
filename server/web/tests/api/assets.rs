//! Scripts, styles and pictures.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use headlight_web::Code;

use crate::helpers::TestApp;

/// All addresses of our own files that the page names.
async fn named(app: &TestApp) -> Vec<String> {
    let page = app.get("/").await;
    let quoted = page
        .text()
        .split('"')
        .filter(|part| part.starts_with("/js/") || part.starts_with("/static/"));
    quoted.map(str::to_owned).collect()
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[tokio::test]
async fn what_the_page_names_is_there_for_ever() {
    let app = TestApp::start();
    let addresses = named(&app).await;
    assert!(
        addresses
            .iter()
            .any(|address| address.ends_with("/main.js")),
        "{addresses:?}"
    );
    assert!(
        addresses
            .iter()
            .any(|address| address.ends_with("/app.css")),
        "{addresses:?}"
    );
    for address in addresses {
        let file = app.get(&address).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert_eq!(
            file.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        let kind = match address.rsplit('.').next().unwrap() {
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => continue,
        };
        assert_eq!(file.header("content-type"), kind);
    }
}

#[tokio::test]
async fn another_hash_is_nowhere() {
    let app = TestApp::start();
    for path in ["/js/0/main.js", "/static/0/app.css", "/js/dev/main.js"] {
        app.get(path).await.problem(Code::NotFound);
    }
    let address = named(&app).await.remove(0);
    let (folder, _) = address.rsplit_once('/').unwrap();
    for path in ["nothing.js", "..%2f..%2fCargo.toml", "%2e%2e/app.css"] {
        app.get(&format!("{folder}/{path}"))
            .await
            .problem(Code::NotFound);
    }
}

#[tokio::test]
async fn from_disk_nothing_is_kept() {
    let app = TestApp::with(|settings| settings.assets = Some(project()));
    for address in named(&app).await {
        let file = app.get(&address).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert_eq!(file.header("cache-control"), "no-cache");
    }
    app.get("/js/dev/..%2f..%2fCargo.toml")
        .await
        .problem(Code::NotFound);
}
