//! Our forward passes against the tensors that Hugging Face transformers gives (tests/fixtures), and
//! against each other: batched or alone, fast or explicit, cached or computed again.

mod default_model;
mod embedded;
mod expected;
mod fixtures;
mod invariants;
