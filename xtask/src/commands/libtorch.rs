//! `cargo xtask libtorch`: for plain cargo commands and editors, `export LIBTORCH=$(cargo xtask libtorch)`.

use anyhow::{Context, Result};

use crate::libtorch::Libtorch;

/// Prints the folder alone on stdout, so that a shell can take it.
pub(super) fn run() -> Result<()> {
    let libtorch = Libtorch::provide()?;
    let folder = libtorch
        .lib()
        .parent()
        .context("libtorch's lib folder has no parent")?;
    println!("{}", folder.display());
    Ok(())
}
