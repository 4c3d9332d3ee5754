//! Tells the binary where its libtorch lies, so that it starts without `LD_LIBRARY_PATH`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Prints where Python keeps PyTorch's libraries, without the seconds that importing it takes.
const FIND_PYTORCH: &str = "import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec('torch').origin), 'lib'))";

const WAY_OUT: &str = "run `cargo xtask serve`, which fetches one, or for plain cargo commands `export LIBTORCH=$(cargo xtask libtorch)`";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    match libtorch_lib() {
        Some(lib) if lib.is_dir() => link(&lib),
        Some(lib) => println!(
            "cargo::error=there is no libtorch in {}: {WAY_OUT}",
            lib.display()
        ),
        None => println!("cargo::error=no libtorch is set: {WAY_OUT}"),
    }
}

/// GNU ld also follows `-rpath` to the libraries that libtorch itself asks for.
fn link(lib: &Path) {
    let own = match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => "@loader_path/../lib",
        _ => "$ORIGIN/../lib",
    };
    println!("cargo::rustc-link-arg=-Wl,-rpath,{}", lib.display());
    // A package lays its libraries beside its binaries: bin/headlight, lib/libtorch_cpu.so.
    println!("cargo::rustc-link-arg=-Wl,-rpath,{own}");
}

/// The folder that torch-sys links from, found by the same rules in the same order.
fn libtorch_lib() -> Option<PathBuf> {
    if variable("LIBTORCH_USE_PYTORCH").is_some() {
        return pytorch();
    }
    let folder = variable("LIBTORCH_LIB")
        .or_else(|| variable("LIBTORCH"))
        .map(PathBuf::from);
    let system = || {
        Path::new("/usr/lib/libtorch.so")
            .exists()
            .then(|| PathBuf::from("/usr"))
    };
    Some(folder.or_else(system)?.join("lib"))
}

fn pytorch() -> Option<PathBuf> {
    let python = if variable("VIRTUAL_ENV").is_some() {
        "python"
    } else {
        "python3"
    };
    let output = Command::new(python)
        .args(["-c", FIND_PYTORCH])
        .output()
        .ok()?;
    let lib = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(lib.trim()))
}

fn variable(name: &str) -> Option<std::ffi::OsString> {
    println!("cargo::rerun-if-env-changed={name}");
    env::var_os(name)
}
