//! The Python libraries that figures are measured against, in an environment of their own.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::time::Clock;
use crate::{folders, process};

/// Names an interpreter that has the libraries already.
pub(crate) const VARIABLE: &str = "HEADLIGHT_BENCH_PYTHON";

/// Libraries with what they name, then those that are taken alone.
const REQUIREMENTS: [(&str, &[&str]); 2] = [
    ("tests/bench/requirements.txt", &[]),
    ("tests/bench/requirements-alone.txt", &["--no-deps"]),
];

/// An interpreter with the pinned libraries: the user's own, or ours in the cache, made where it is
/// missing or where the pins have changed.
///
/// # Errors
/// Where it cannot be made.
pub(crate) fn provide() -> Result<OsString> {
    if let Some(named) = env::var_os(VARIABLE) {
        return Ok(named);
    }
    let folder = folders::cache()?.join("bench-python");
    let mut wanted = String::new();
    for (file, _) in REQUIREMENTS {
        let pins = fs::read_to_string(folders::root().join(file));
        wanted += &pins.with_context(|| format!("cannot read {file}"))?;
    }
    // Written last: an environment that is there with this file is whole.
    let made_from = folder.join("made-from.txt");
    if fs::read_to_string(&made_from).ok().as_deref() != Some(&wanted) {
        make(&folder)?;
        fs::write(&made_from, wanted)
            .with_context(|| format!("cannot write {}", made_from.display()))?;
    }
    Ok(interpreter(&folder).into())
}

fn make(folder: &Path) -> Result<()> {
    println!(
        "fetching the libraries to measure against, once: 6 GB on Linux, most of it CUDA that comes with PyTorch and stays \
         unused (to use an environment of yours, set {VARIABLE} to its Python)"
    );
    let clock = Clock::start();
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(folder);
    process::run(&mut venv)?;
    for (file, how) in REQUIREMENTS {
        let mut pip = Command::new(interpreter(folder));
        pip.args(["-m", "pip", "install", "--disable-pip-version-check"])
            .args(how)
            .arg("--requirement")
            .arg(folders::root().join(file));
        process::run(&mut pip)?;
    }
    println!("fetched in {clock}");
    Ok(())
}

fn interpreter(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}
