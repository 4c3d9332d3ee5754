//! Checkpoints: honest ones give their numbers, others a sentence.

mod hostile;
mod numbers;
mod support;
mod torch;
