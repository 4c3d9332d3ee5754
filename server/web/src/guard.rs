//! Who may change what this server has.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use sha2::{Digest, Sha256};

use crate::app::AppState;
use crate::error::{ApiError, Code};

/// Somebody who may: with the token, or at this machine and not led there by another site. A handler
/// that takes it is reached by nobody else.
pub(crate) struct Trusted(());

/// What a proxy says of whom it speaks for.
const PROXIED: [&str; 3] = ["forwarded", "x-forwarded-for", "x-real-ip"];

impl FromRequestParts<AppState> for Trusted {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let refused = |detail: &'static str| Err(ApiError::new(Code::Forbidden, detail));
        let headers = &parts.headers;
        match (&app.token, bearer(headers)) {
            (Some(token), Some(given)) if same(token, given) => return Ok(Self(())),
            (Some(_), Some(_)) => return refused("This is not the token of this server."),
            _ => {}
        }
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let local = peer.is_some_and(|ConnectInfo(peer)| is_loopback(peer.ip()));
        if !local || PROXIED.iter().any(|name| headers.contains_key(*name)) {
            return refused(
                "Only the machine that Headlight runs on may do this; from elsewhere it takes \
                 the server's token.",
            );
        }
        if !meant_for_us(headers) {
            return refused("A page of another site may not do this.");
        }
        Ok(Self(()))
    }
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Compares digests, so that the time it takes tells nothing of how much was right.
fn same(token: &str, given: &str) -> bool {
    Sha256::digest(token) == Sha256::digest(given)
}

/// A browser on this machine may be sent here by any page that it shows: it says so itself
/// (`Sec-Fetch-Site`), or names the page's origin. A name that a stranger's DNS points here
/// (rebinding) looks like our own origin, but not like this machine. What is no browser sends
/// neither header.
fn meant_for_us(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    let Some(host) = text(HOST.as_str()) else {
        return false;
    };
    let own = match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin.strip_prefix("http://") == Some(host),
        (None, None) => true,
    };
    own && names_this_machine(host)
}

fn names_this_machine(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_few_names() {
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:1",
            "127.9.9.9",
            "[::1]:80",
        ] {
            assert!(names_this_machine(own), "{own}");
        }
        for other in [
            "",
            "evil.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "[::2]",
        ] {
            assert!(!names_this_machine(other), "{other}");
        }
    }

    #[test]
    fn tokens_are_compared_whole() {
        assert!(same("secret", "secret"));
        assert!(!same("secret", "secre"));
        assert!(!same("secret", ""));
    }
}
