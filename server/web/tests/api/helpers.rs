//! A server for a test, and ways to ask it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use headlight_web::{Code, Server, Settings};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::fake::{Controls, FakeImporter, FakeLoader, catalog};

/// A server without a network.
pub(crate) struct TestApp {
    pub router: Router,
    pub controls: Arc<Controls>,
    pub importer: Arc<FakeImporter>,
    pub data: PathBuf,
    _folder: TempDir,
    _server: Server,
}

/// What it answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// What tests begin with.
pub(crate) fn settings(data: PathBuf) -> Settings {
    let mut settings = Settings::new(([127, 0, 0, 1], 0).into(), data);
    settings.cache_bytes = 64 << 20;
    settings.wordnet = vec![settings.data.join("wordnet")];
    settings
}

impl TestApp {
    pub(crate) fn start() -> Self {
        Self::with(|_| {})
    }

    /// With other settings.
    pub(crate) fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::controlled(change, |_| {})
    }

    /// With other settings, and with gates closed before anything starts.
    pub(crate) fn controlled(
        change: impl FnOnce(&mut Settings),
        prepare: impl FnOnce(&Controls),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = settings(folder.path().join("data"));
        change(&mut settings);
        let controls = Arc::new(Controls::default());
        prepare(&controls);
        let data = settings.data.clone();
        let loader = Arc::new(FakeLoader(controls.clone()));
        let importer = Arc::new(FakeImporter::default());
        let server = Server::build(settings, catalog(), loader, Some(importer.clone()));
        Self {
            router: server.router(),
            controls,
            importer,
            data,
            _folder: folder,
            _server: server,
        }
    }

    /// Another server over the same data folder, which this one must outlive.
    pub(crate) fn again(before: &Self, prepare: impl FnOnce(&Controls)) -> Self {
        let data = before.data.clone();
        Self::controlled(|settings| settings.data = data, prepare)
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, path, headers, Body::empty()))
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: impl ToString) -> Answer {
        self.post_with(path, &[], body).await
    }

    pub(crate) async fn post_with(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl ToString,
    ) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        let body = Body::from(body.to_string());
        self.send(request(Method::POST, path, &all, body)).await
    }

    /// What a program on this machine asks.
    pub(crate) async fn local(&self, method: Method, path: &str, body: impl ToString) -> Answer {
        let body = Body::from(body.to_string());
        let mut request = request(method, path, &[("host", "localhost")], body);
        let peer = SocketAddr::from(([127, 0, 0, 1], 5000));
        request.extensions_mut().insert(ConnectInfo(peer));
        self.send(request).await
    }

    /// One number of `/metrics`: the sum over all lines of that name.
    pub(crate) async fn metric(&self, name: &str) -> u64 {
        let text = String::from_utf8(self.get("/metrics").await.body).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let of_name = lines.filter(|line| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with([' ', '{']))
        });
        let values = of_name.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap());
        values.sum()
    }

    pub(crate) async fn passes(&self) -> u64 {
        self.metric("headlight_forward_passes_total").await
    }
}

fn request(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).unwrap()
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The JSON of a 200.
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self.json()
    }

    /// The sentence of a problem with this code, whose form is checked.
    pub(crate) fn problem(&self, code: Code) -> String {
        let problem = self.json();
        assert_eq!(problem["code"], code.as_str(), "{problem}");
        assert_eq!(self.status, code.status());
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["status"], code.status().as_u16());
        assert_eq!(problem["title"], code.title());
        assert!(problem["type"].is_string(), "{problem}");
        let waits = matches!(code, Code::Busy | Code::NotReady | Code::StorageFailed);
        assert_eq!(self.headers.contains_key("retry-after"), waits, "{code:?}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.ends_with('.'), "not a sentence: {detail}");
        assert!(!detail.contains("secret"), "{detail}");
        detail.to_owned()
    }
}

/// Waits until something is so.
pub(crate) async fn eventually(mut so: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came");
}
