//! Checkpoints: honest ones give their numbers, others a sentence.

mod hostile;
mod lora;
mod numbers;
mod pickles;
mod shards;
mod support;
mod torch;
mod writing;
