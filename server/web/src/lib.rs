//! Everything of Headlight that speaks HTTP: routes, pages, queues, cache and store.
//!
//! Models and tokenizers are known by the traits of `headlight-core` only, so this crate builds and
//! tests without torch. A [`Server`] is built from [`Settings`], a [`Catalog`] of models and a
//! loader for them; it starts its worker threads at once and answers until it is told to stop.

mod app;
mod assets;
mod attacking;
mod catalog;
mod corpora;
mod error;
mod events;
mod guard;
mod inference;
mod input;
mod json;
mod memory;
mod metrics;
mod middleware;
mod openapi;
mod page;
mod panics;
mod path;
mod progress;
mod router;
mod routes;
mod scoring;
mod server;
mod settings;
mod store;
mod wire;

pub use catalog::{BrokenModel, Catalog, CatalogEntry, ReadyModel, UnknownDefault};
pub use corpora::{Phase as CorpusPhase, Progress as CorpusProgress};
pub use error::Code;
pub use server::{Bound, Server};
pub use settings::Settings;
