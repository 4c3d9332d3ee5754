//! Indexes: one suite over every engine, and builds that end the same however they came there.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails by panicking"
)]

mod building;
mod conformance;
mod made;
mod naive;
