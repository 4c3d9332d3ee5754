//! Tokenises one text so many times, for `cargo xtask bench kernels` to count its instructions.
//!
//! ```text
//! tokenize_kernels MODEL_FOLDER ROUNDS
//! ```

use std::error::Error;
use std::hint::black_box;
use std::path::Path;

use headlight_core::{Text, TokenLimit};

/// 27 words.
const TEXT: &str = "The cat did not cross the road because there are many cars, and the girl ran to a local pub to \
    escape the din of her city.";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which folder?")?;
    let rounds: usize = arguments.next().ok_or("how many rounds?")?.parse()?;
    let tokenizer = headlight_tokenize::open(Path::new(&folder))?;
    for _ in 0..rounds {
        let text = Text::parse(black_box(TEXT).to_owned())?;
        black_box(tokenizer.encode(&text, None, TokenLimit(512)));
    }
    Ok(())
}
