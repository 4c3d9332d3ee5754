//! The API's description: any change of it shows in the snapshot.

use axum::http::StatusCode;

use crate::helpers::TestApp;

#[tokio::test]
async fn the_description_is_as_committed() {
    let app = TestApp::start();
    let mut document = app.get("/api/openapi.json").await.ok();
    document["info"]["version"] = "…".into();
    insta::assert_json_snapshot!(document);
}

#[tokio::test]
async fn the_description_can_be_browsed() {
    let app = TestApp::start();
    assert_eq!(app.get("/docs").await.status, StatusCode::SEE_OTHER);
    let page = app.get("/docs/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-type").starts_with("text/html"));
}
