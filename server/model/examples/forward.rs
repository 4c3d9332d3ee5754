//! Times `Model::trace` inside one process: `cargo xtask bench` prints it beside the same text asked over
//! HTTP, and beside a plain forward pass of another library.
//!
//! ```text
//! forward MODEL_FOLDER < IDS
//! ```
//! Each line of `IDS` is a text, token ids with spaces between; each line of the answer the milliseconds
//! of one trace with every layer's attention. The first text is run three times more before, unmeasured.
#![expect(clippy::print_stdout, reason = "what it prints is its answer")]

use std::error::Error;
use std::io::stdin;
use std::path::PathBuf;
use std::time::Instant;

use headlight_core::{Model, Sequence, TokenId, Wants};
use headlight_model::{LoadedModel, Precision, Source, load, set_threads};

const WARM_UP: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("forward MODEL_FOLDER < IDS")?;
    set_threads(std::thread::available_parallelism()?.get());
    let model = load(&Source::Folder(PathBuf::from(folder)), Precision::F32)?;
    for (number, line) in stdin().lines().enumerate() {
        let sequence = sequence(&line?)?;
        let runs = if number == 0 { WARM_UP + 1 } else { 1 };
        let mut took = 0.0;
        for _ in 0..runs {
            took = milliseconds(&model, &sequence)?;
        }
        println!("{took:.3}");
    }
    Ok(())
}

fn sequence(line: &str) -> Result<Sequence, std::num::ParseIntError> {
    let ids = line.split_whitespace().map(|id| id.parse().map(TokenId));
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    let segments = vec![0; ids.len()];
    Ok(Sequence::new(ids, segments, Vec::new()))
}

fn milliseconds(model: &LoadedModel, sequence: &Sequence) -> Result<f64, Box<dyn Error>> {
    let wants = Wants {
        attention: true,
        contexts: false,
    };
    let started = Instant::now();
    model.trace(std::slice::from_ref(sequence), wants)?;
    Ok(started.elapsed().as_secs_f64() * 1e3)
}
