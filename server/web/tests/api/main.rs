//! The server as its clients see it, with a model that is made up.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails by panicking"
)]

mod analyze;
mod assets;
mod attack;
mod attention;
mod bad_input;
mod causal;
mod classify;
mod codes;
mod corpora;
mod evaluate;
mod explain;
mod fake;
mod form;
mod guard;
mod health;
mod helpers;
mod import;
mod lens;
mod memory;
mod middleware;
mod models;
mod openapi;
mod page;
mod pool;
mod properties;
mod queues;
mod running;
mod views;
