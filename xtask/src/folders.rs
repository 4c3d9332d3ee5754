//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checkout: read when xtask runs, so that a moved checkout needs no rebuild.
pub(crate) fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask
        .parent()
        .map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// Where cargo builds this workspace.
pub(crate) fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    root().join(target)
}

/// A program that this workspace builds.
pub(crate) fn binary(name: &str) -> PathBuf {
    target()
        .join("release")
        .join(name)
        .with_extension(env::consts::EXE_EXTENSION)
}

/// Where the examples of this workspace lie once they are built.
pub(crate) fn examples() -> PathBuf {
    target().join("release/examples")
}

/// Headlight's own folder in the user's cache; made where it is missing.
///
/// # Errors
/// Where there is no home folder, or the cache cannot be written.
pub(crate) fn cache() -> Result<PathBuf> {
    let folder = user_cache()?.join("headlight");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
    Ok(folder)
}

fn user_cache() -> Result<PathBuf> {
    // The XDG rules: a relative path counts as unset.
    if let Some(folder) = env::var_os("XDG_CACHE_HOME").map(PathBuf::from)
        && folder.is_absolute()
    {
        return Ok(folder);
    }
    let home = env::home_dir()
        .context("no home folder: set XDG_CACHE_HOME to a folder for libtorch and tools")?;
    Ok(home.join(if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    }))
}
