//! Runs one kernel so many times, for `cargo xtask bench kernels` to count its instructions.
//!
//! ```text
//! explain_kernels lime-masks|lime|shap-exact|shap-tree ROUNDS
//! ```

use std::error::Error;
use std::hint::black_box;

use headlight_explain::shap::{Exact, Partition, Tree};
use headlight_explain::{Lime, Mask, Method};

/// A sentence, in units.
const UNITS: usize = 25;
/// As many as are still enumerated without thinking.
const FEW_UNITS: usize = 10;
const SAMPLES: usize = 5000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let kernel = arguments.next().ok_or("which kernel?")?;
    let rounds: usize = arguments.next().ok_or("how many rounds?")?.parse()?;
    for _ in 0..rounds {
        match kernel.as_str() {
            "lime-masks" => drop(black_box(lime().wanted())),
            "lime" => drive(&mut lime()),
            "shap-exact" => drive(&mut Exact::new(black_box(FEW_UNITS))),
            "shap-tree" => {
                let tree = Tree::balanced(black_box(FEW_UNITS));
                drive(&mut Partition::preset(tree, usize::MAX));
            }
            other => return Err(format!("there is no kernel {other}").into()),
        }
    }
    Ok(())
}

fn lime() -> Lime {
    Lime::preset(black_box(UNITS), SAMPLES, UNITS, 0)
}

/// To its end, with a model that costs next to nothing.
fn drive(method: &mut dyn Method) {
    loop {
        let masks = method.wanted();
        if masks.is_empty() {
            break;
        }
        method.take(masks.iter().map(|mask| vec![score(mask)]).collect());
    }
    black_box(method.attributions());
}

fn score(mask: &Mask) -> f64 {
    mask.kept() as f64 / mask.len() as f64
}
