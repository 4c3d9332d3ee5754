//! Fetches a slim CPU libtorch: half a gigabyte of what would be five with CUDA.
//!
//! Everything happens in a folder beside the destination, which then takes the destination's name in
//! one step: a libtorch that is there is whole, wherever an earlier run was interrupted.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail, ensure};

use super::{requirements, trouble};
use crate::time::Clock;
use crate::{folders, process};

/// The same wheel whatever Python this is, for none of its Python is ever run; and no copy in pip's
/// own cache, which would keep another half gigabyte.
const DOWNLOAD: &str = "-m pip download --no-deps --require-hashes --only-binary=:all: \
    --implementation cp --python-version 3.11 --no-cache-dir --no-input --disable-pip-version-check";

/// The folder of our libtorch in the cache; fetched where it is missing.
///
/// # Errors
/// Where it cannot be fetched; the sentence says what to do.
pub(super) fn provide(cache: &Path) -> Result<PathBuf> {
    let name = format!("libtorch-{}", requirements::torch_version());
    let folder = cache.join(&name);
    if !folder.exists() {
        let _held = lock(&cache.join(format!("{name}.lock")))?;
        // Another process may have fetched it while we waited for the lock.
        if !folder.exists() {
            clear(cache, &format!("{name}.partial-"))?;
            // A name of our own: a pip that outlived its killed run cannot write between our files.
            let partial = format!("{name}.partial-{}", std::process::id());
            fetch(&cache.join(partial), &folder)?;
        }
    }
    Ok(folder)
}

/// Held until dropped, and let go by the system when a process dies.
fn lock(path: &Path) -> Result<File> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("libtorch: another run is fetching it, waiting");
        file.lock()
            .with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}

fn fetch(partial: &Path, folder: &Path) -> Result<()> {
    let platforms = requirements::platforms()?;
    let clock = Clock::start();
    eprintln!(
        "libtorch: fetching {} (about half a gigabyte, only this once)",
        requirements::torch_version()
    );
    let result = fill(partial, platforms, folder);
    // Cleared after a failure too: a full disk gets its space back.
    remove(partial)?;
    result?;
    eprintln!("libtorch: fetched in {clock}");
    Ok(())
}

fn fill(partial: &Path, platforms: &[&str], folder: &Path) -> Result<()> {
    let [wheels, scratch, slim] = ["wheels", "scratch", "libtorch"].map(|name| partial.join(name));
    for new in [&wheels, &scratch, &slim] {
        fs::create_dir_all(new)
            .with_context(|| format!("cannot make the folder {}", new.display()))?;
    }
    download(&wheels, &scratch, platforms)?;
    unpack(&wheels, &slim)?;
    // The build of torch-sys reads this file, and refuses a version that is not its own.
    fs::write(slim.join("build-version"), requirements::torch_version())?;
    fs::rename(&slim, folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

fn download(wheels: &Path, scratch: &Path, platforms: &[&str]) -> Result<()> {
    let mut pip = python();
    pip.args(DOWNLOAD.split_whitespace())
        .args(
            platforms
                .iter()
                .flat_map(|platform| ["--platform", platform]),
        )
        .arg("--dest")
        .arg(wheels)
        .arg("--requirement")
        .arg(folders::root().join("xtask/libtorch/requirements.txt"))
        // Half a gigabyte may be more than the system's temporary folder holds.
        .env("TMPDIR", scratch)
        .env("PIP_REQUIRE_VIRTUALENV", "0");
    explained(
        process::keep_stderr(&mut pip)?,
        "pip could not fetch libtorch",
    )
}

fn unpack(wheels: &Path, slim: &Path) -> Result<()> {
    let mut unpack = python();
    unpack
        .arg(folders::root().join("xtask/libtorch/unpack.py"))
        .arg(wheels)
        .arg(slim);
    explained(
        process::keep_stderr(&mut unpack)?,
        "libtorch could not be unpacked",
    )?;
    let library = if cfg!(target_os = "macos") {
        "libtorch_cpu.dylib"
    } else {
        "libtorch_cpu.so"
    };
    for part in [slim.join("lib").join(library), slim.join("include/torch")] {
        ensure!(
            part.exists(),
            "the wheels of libtorch hold no {}: their layout is not the expected one",
            part.display()
        );
    }
    Ok(())
}

/// What Python prints goes to stderr: our stdout may be the answer of `cargo xtask libtorch`.
fn python() -> Command {
    let mut command = Command::new("python3");
    command.stdin(Stdio::null()).stdout(io::stderr());
    command
}

fn explained((status, output): (ExitStatus, String), what: &str) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("{what}: {}", trouble::explain(&output))
}

/// Removes what interrupted runs left behind.
fn clear(cache: &Path, prefix: &str) -> Result<()> {
    for entry in fs::read_dir(cache)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAKE_WHEEL: &str = "
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    for name in sys.argv[2:]:
        wheel.writestr(name, name)
";

    fn make_wheel(path: &Path, names: &[&str]) {
        let mut make = Command::new("python3");
        process::run(make.args(["-c", MAKE_WHEEL]).arg(path).args(names)).unwrap();
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_cpu_part_is_taken_and_the_rest_left() {
        let folder = std::env::temp_dir().join(format!("headlight-unpack-{}", std::process::id()));
        let [wheels, slim] = ["wheels", "slim"].map(|name| folder.join(name));
        fs::create_dir_all(&wheels).unwrap();
        make_wheel(
            &wheels.join("torch.whl"),
            &[
                "torch/include/torch/extension.h",
                "torch/lib/libtorch.so",
                "torch/lib/libtorch_cpu.so",
                "torch/lib/libtorch_cuda.so",
                "torch/lib/libtorch_python.so",
                "torch/lib/libgfortran.so.5",
                "torch/_C.cpython-311.so",
                "torch/bin/protoc",
            ],
        );
        make_wheel(
            &wheels.join("cuda.whl"),
            &[
                "nvidia/cu13/lib/libcupti.so.13",
                "nvidia/cu13/lib/libnvperf_host.so",
                "nvidia/cu13/include/cupti.h",
            ],
        );

        unpack(&wheels, &slim).unwrap();

        let mut libraries: Vec<_> = fs::read_dir(slim.join("lib"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        libraries.sort();
        assert_eq!(
            libraries,
            [
                "libcupti.so.13",
                "libgfortran.so.5",
                "libtorch.so",
                "libtorch_cpu.so"
            ]
        );
        assert_eq!(
            fs::read_link(slim.join("lib/libtorch.so")).unwrap(),
            Path::new("libtorch_cpu.so")
        );
        assert_eq!(
            fs::read_dir(&wheels).unwrap().count(),
            0,
            "wheels are deleted once read"
        );
        remove(&folder).unwrap();
    }

    #[test]
    fn leftovers_are_cleared_and_nothing_else() {
        let cache = std::env::temp_dir().join(format!("headlight-clear-{}", std::process::id()));
        for name in [
            "libtorch-1.partial-7/wheels",
            "libtorch-1",
            "libtorch-2.partial-7",
        ] {
            fs::create_dir_all(cache.join(name)).unwrap();
        }
        clear(&cache, "libtorch-1.partial-").unwrap();
        assert!(!cache.join("libtorch-1.partial-7").exists());
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 2);
        remove(&cache).unwrap();
    }

    #[test]
    fn what_is_there_is_not_fetched_again() {
        let cache = std::env::temp_dir().join(format!("headlight-cache-{}", std::process::id()));
        let folder = cache.join(format!("libtorch-{}", requirements::torch_version()));
        fs::create_dir_all(&folder).unwrap();
        assert_eq!(provide(&cache).unwrap(), folder);
        remove(&cache).unwrap();
    }
}
