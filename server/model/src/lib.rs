//! The forward passes of Headlight, written over libtorch: every intermediate on demand.
//!
//! This is the only crate that links libtorch. Nothing of it crosses the border: what goes in and
//! out is the plain data of `headlight-core`. A [`LoadedModel`] belongs to the thread that loaded it.

mod architecture;
mod attention;
mod batch;
mod config;
mod description;
mod embeddings;
mod encoder;
mod gradients;
mod heads;
mod hot_flip;
mod kernel;
mod layer;
mod layout;
mod loaded;
mod parameters;
mod precision;
mod recognise;
mod source;

pub use architecture::Architecture;
pub use config::{Activation, Config, ConfigError, HeadKind};
pub use description::{Description, describe};
pub use kernel::set_threads;
pub use loaded::{LoadedModel, load};
pub use precision::Precision;
pub use recognise::{Hints, Recognised, Unrecognised, recognise};
pub use source::{Renamed, Source};
