//! Runs one kernel so many times, for `cargo xtask bench kernels` to count its instructions.
//!
//! ```text
//! core_kernels quantise|rank ROUNDS
//! ```

use std::error::Error;
use std::hint::black_box;

use headlight_core::{TokenId, TopK, quantise, rank_row};

/// One layer of 64 tokens and 12 heads.
const WEIGHTS: usize = 12 * 64 * 64;
/// The vocabulary of BERT.
const VOCABULARY: usize = 30_522;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let kernel = arguments.next().ok_or("which kernel?")?;
    let rounds: usize = arguments.next().ok_or("how many rounds?")?.parse()?;
    let numbers = numbers(WEIGHTS.max(VOCABULARY));
    let top_k = TopK::parse(5).ok_or("no such number")?;
    for _ in 0..rounds {
        match kernel.as_str() {
            "quantise" => {
                let weights = black_box(&numbers[..WEIGHTS]);
                black_box(weights.iter().copied().map(quantise).collect::<Vec<_>>());
            }
            "rank" => {
                let row = black_box(&numbers[..VOCABULARY]);
                black_box(rank_row(row, 0.0, top_k, Some(TokenId(2000))));
            }
            other => return Err(format!("there is no kernel {other}").into()),
        }
    }
    Ok(())
}

/// Numbers from 0 to 1 without order.
fn numbers(count: usize) -> Vec<f32> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32
    };
    std::iter::repeat_with(next).take(count).collect()
}
