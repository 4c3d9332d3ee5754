//! The form of an import, as a browser sends it.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;

const PATH: &str = "/api/v1/models/import";
const BOUNDARY: &str = "----form";
const KIND: &str = "multipart/form-data; boundary=----form";

/// A form; unless told otherwise it comes from this machine.
pub(crate) struct Form {
    parts: Vec<(String, Option<String>, String)>,
    headers: Vec<(&'static str, String)>,
    peer: Option<IpAddr>,
}

impl Form {
    /// A form with an id alone.
    pub(crate) fn new(id: &str) -> Self {
        let form = Self {
            parts: Vec::new(),
            headers: vec![("host", "127.0.0.1:8080".to_owned())],
            peer: Some([127, 0, 0, 1].into()),
        };
        form.field("id", id)
    }

    /// With one more field.
    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        self.parts.push((name.to_owned(), None, value.to_owned()));
        self
    }

    /// With a file.
    pub(crate) fn file(mut self, name: &str, content: &str) -> Self {
        let part = ("file".to_owned(), Some(name.to_owned()), content.to_owned());
        self.parts.push(part);
        self
    }

    /// With a header, in place of one of that name.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// From another machine.
    pub(crate) fn from(mut self, peer: &str) -> Self {
        self.peer = Some(peer.parse().unwrap());
        self
    }

    /// The bytes that are sent.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let parts = self.parts.iter().map(|(name, file, content)| {
            let file = file.as_ref().map(|file| format!("; filename=\"{file}\""));
            let file = file.unwrap_or_default();
            let about = format!("content-disposition: form-data; name=\"{name}\"{file}");
            format!("--{BOUNDARY}\r\n{about}\r\n\r\n{content}\r\n")
        });
        let body = parts.collect::<String>() + &format!("--{BOUNDARY}--\r\n");
        body.into_bytes()
    }

    /// The whole request as it goes over the network.
    pub(crate) fn http(&self) -> Vec<u8> {
        let body = self.bytes();
        let length = body.len().to_string();
        let own = [
            ("connection", "close"),
            ("content-length", &length),
            ("content-type", KIND),
        ];
        let given = self
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        let lines = own.into_iter().chain(given);
        let lines = lines.map(|(name, value)| format!("{name}: {value}\r\n"));
        let head = format!("POST {PATH} HTTP/1.1\r\n{}\r\n", lines.collect::<String>());
        [head.as_bytes(), &body].concat()
    }

    /// A request that sends it all.
    pub(crate) fn request(&self) -> Request<Body> {
        self.request_with(Body::from(self.bytes()))
    }

    /// A request that sends something else.
    pub(crate) fn request_with(&self, body: Body) -> Request<Body> {
        let mut request = Request::post(PATH).header("content-type", KIND);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(SocketAddr::new(peer, 5000)));
        }
        request.body(body).unwrap()
    }
}
