//! `LoRA` adapters as PEFT saves them: `W + scale · B · A` for some matrices of a base model, and whole
//! weights beside them, such as a classifier.

mod adapter;
mod config;
mod defect;
mod factors;
mod merge;
mod names;
mod pattern;

pub use adapter::LoraAdapter;
pub use defect::AdapterDefect;
pub use merge::Merged;
