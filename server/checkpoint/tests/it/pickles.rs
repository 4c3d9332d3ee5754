//! Pickles made by hand: what torch may write is read, and nothing else has any effect.

mod archives;
pub(crate) mod assembler;
mod bombs;
mod hostile;
mod layouts;

use headlight_checkpoint::{Checkpoint, read_f32};
use headlight_core::Weights;

/// The sentence for a file, without its beginning.
fn refusal(bytes: Vec<u8>) -> String {
    Checkpoint::read(bytes)
        .expect_err("it is refused")
        .to_string()
}

fn open(bytes: Vec<u8>) -> Checkpoint {
    Checkpoint::read(bytes).expect("it opens")
}

fn numbers(weights: &Checkpoint, name: &str) -> Vec<f32> {
    let shape = weights.get(name).expect("it is listed").shape;
    read_f32(weights, name, shape).expect("numbers")
}
