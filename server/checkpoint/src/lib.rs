//! Weights from disk, read without running anything that the file contains.
//!
//! [`ModelFolder`] finds the weights of a model, [`Checkpoint`] gives them by name as they are
//! stored, in files of safetensors or of PyTorch, and [`read_f32`] turns one into numbers.
//! [`LoraAdapter`] changes some of them. Every size in a file is checked before it is used.

mod checkpoint;
mod decode;
mod error;
mod folder;
mod header;
mod lora;
mod map;
mod pickle;
mod shards;
mod tensor;
mod torch;
mod write;

pub use checkpoint::Checkpoint;
pub use decode::read_f32;
pub use error::{CheckpointError, Defect};
pub use folder::ModelFolder;
pub use lora::{AdapterDefect, LoraAdapter, Merged};
pub use torch::TorchDefect;
pub use write::write_safetensors;
