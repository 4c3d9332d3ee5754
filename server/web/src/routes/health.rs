//! For those who run the server.

pub(crate) mod healthz;
pub(crate) mod metrics;
pub(crate) mod readyz;
