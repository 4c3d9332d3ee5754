//! Node.js: packages, the type checker, the test runner.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{folders, process};

/// Installs the packages of `package-lock.json` where they are missing or older than it.
///
/// # Errors
/// Where npm is missing or cannot install them.
pub(crate) fn install_packages() -> Result<()> {
    let root = folders::root();
    // npm writes this file last, so an interrupted install is done again.
    let installed = modified(&root.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&root.join("package-lock.json")) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(root)
        .args(["ci", "--no-audit", "--no-fund"]);
    println!("installing: {}", process::show(&npm));
    process::run(&mut npm)
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

/// The type checker over the frontend.
pub(crate) fn types() -> Command {
    let mut npx = Command::new("npx");
    npx.current_dir(folders::root())
        .args(["--no-install", "tsc", "--noEmit", "-p", "frontend"]);
    npx
}

/// Node's test runner over every `*.test.js` and `*.test.mjs` below a folder of the checkout.
/// The files are named one by one because versions of Node disagree on what a folder means.
///
/// # Errors
/// Where there is no such file: a folder of tests that runs none is a mistake.
pub(crate) fn tests(folder: &str) -> Result<Command> {
    let root = folders::root();
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files).with_context(|| format!("cannot read {folder}"))?;
    ensure!(
        !files.is_empty(),
        "there is no *.test.js or *.test.mjs in {folder}"
    );
    files.sort();
    let mut node = Command::new("node");
    node.current_dir(&root)
        .args(["--test", "--test-reporter=spec"]);
    node.args(
        files
            .iter()
            .map(|file| file.strip_prefix(&root).unwrap_or(file)),
    );
    Ok(node)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            collect(&path, files)?;
        } else if name.ends_with(".test.js") || name.ends_with(".test.mjs") {
            files.push(path);
        }
    }
    Ok(())
}
