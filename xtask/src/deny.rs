//! cargo-deny, in the very version the checks were written for.

use std::path::PathBuf;

use anyhow::Result;

use crate::{cargo, folders, process};

const VERSION: &str = "0.20.2";

/// The program, built into our cache where it is missing.
///
/// # Errors
/// Where it cannot be built.
pub(crate) fn provide() -> Result<PathBuf> {
    let folder = folders::cache()?.join(format!("tools-cargo-deny-{VERSION}"));
    let program = folder.join("bin").join("cargo-deny");
    if !program.exists() {
        let mut install =
            cargo::cargo(&["install", "--locked", "cargo-deny", "--version", VERSION]);
        // Unoptimised it builds in a third of the time, and still checks in seconds.
        install.arg("--debug").arg("--root").arg(&folder);
        println!("building: {}", process::show(&install));
        process::run(&mut install)?;
    }
    Ok(program)
}
