//! Chromium for the browser tests.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser: `CHROMIUM` where set, else one that is installed, else Debian's where we may install it.
///
/// # Errors
/// Where there is none and we cannot install it.
pub(crate) fn provide() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    if find().is_none() && Path::new("/etc/debian_version").exists() && is_root() {
        install()?;
    }
    find().context("there is no Chromium: install it (Debian as root: apt-get install chromium) or set CHROMIUM to the program")
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).collect();
    let on_path = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    on_path
        .chain(APPLICATIONS.map(PathBuf::from))
        .find(|program| program.is_file())
}

fn is_root() -> bool {
    process::answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn install() -> Result<()> {
    for arguments in [
        &["update"][..],
        &["install", "-y", "--no-install-recommends", "chromium"],
    ] {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        println!("installing: {}", process::show(&apt));
        process::run(&mut apt)?;
    }
    Ok(())
}
