//! libtorch: the one the user names, else a slim CPU copy in the user's cache.

mod fetch;
mod requirements;
mod trouble;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{folders, process};

/// Prints where Python keeps PyTorch's libraries, without the seconds that importing it takes.
const FIND_PYTORCH: &str = "import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec('torch').origin), 'lib'))";

/// Where the loader looks before the folders a binary names itself.
const LOADER_PATH: &str = if cfg!(target_os = "macos") {
    "DYLD_LIBRARY_PATH"
} else {
    "LD_LIBRARY_PATH"
};

/// A libtorch that is on this machine.
pub(crate) struct Libtorch {
    lib: PathBuf,
    /// What the build must be told; empty where the user's own variables tell it already.
    variable: Option<PathBuf>,
}

impl Libtorch {
    /// The user's libtorch (`LIBTORCH_USE_PYTORCH`, `LIBTORCH_LIB`, `LIBTORCH`, in the order in which
    /// the build looks at them), else our own, fetched where it is missing.
    ///
    /// # Errors
    /// Where the named one is not there, or ours cannot be fetched.
    pub(crate) fn provide() -> Result<Self> {
        let named = if env::var_os("LIBTORCH_USE_PYTORCH").is_some() {
            Some(pytorch()?)
        } else {
            ["LIBTORCH_LIB", "LIBTORCH"]
                .iter()
                .find_map(env::var_os)
                .map(|folder| PathBuf::from(folder).join("lib"))
        };
        match named {
            Some(lib) => Self::of_user(lib),
            None => Self::of_cache(&folders::cache()?),
        }
    }

    fn of_user(lib: PathBuf) -> Result<Self> {
        ensure!(
            lib.is_dir(),
            "there is no folder {}: set LIBTORCH to a libtorch {}, or unset the LIBTORCH variables and one is fetched",
            lib.display(),
            requirements::torch_version()
        );
        eprintln!("libtorch: yours, in {}", lib.display());
        Ok(Self {
            lib,
            variable: None,
        })
    }

    fn of_cache(cache: &Path) -> Result<Self> {
        let folder = fetch::provide(cache)?;
        eprintln!("libtorch: {}", folder.display());
        Ok(Self {
            lib: folder.join("lib"),
            variable: Some(folder),
        })
    }

    /// The folder with the libraries.
    pub(crate) fn lib(&self) -> &Path {
        &self.lib
    }

    /// Lets a command build against this libtorch and load it.
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Some(folder) = &self.variable {
            command.env("LIBTORCH", folder);
        }
        command.env(LOADER_PATH, in_front(&self.lib, env::var_os(LOADER_PATH)));
        // Threads that wait for work by spinning would take the cores from those that have some.
        if env::var_os("OMP_WAIT_POLICY").is_none() {
            command.env("OMP_WAIT_POLICY", "passive");
        }
    }
}

/// The same Python that the build of torch-sys asks.
fn pytorch() -> Result<PathBuf> {
    let python = if env::var_os("VIRTUAL_ENV").is_some() {
        "python"
    } else {
        "python3"
    };
    process::answer(Command::new(python).args(["-c", FIND_PYTORCH])).map(PathBuf::from).with_context(|| {
        format!("LIBTORCH_USE_PYTORCH is set, but {python} has no PyTorch: install torch=={} for it, or unset the variable", requirements::torch_version())
    })
}

fn in_front(folder: &Path, rest: Option<OsString>) -> OsString {
    let rest = rest.filter(|rest| !rest.is_empty());
    let folders = rest.iter().flat_map(env::split_paths);
    env::join_paths(std::iter::once(folder.to_path_buf()).chain(folders))
        .unwrap_or_else(|_| folder.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_libraries_come_first_and_what_was_there_stays() {
        let path = in_front(Path::new("/torch/lib"), Some("/a:/b".into()));
        assert_eq!(path, "/torch/lib:/a:/b");
        assert_eq!(
            in_front(Path::new("/torch/lib"), Some("".into())),
            "/torch/lib"
        );
    }

    #[test]
    fn a_named_libtorch_that_is_not_there_is_an_error_with_a_way_out() {
        let error = Libtorch::of_user("/nowhere/lib".into())
            .err()
            .unwrap()
            .to_string();
        assert!(
            error.contains("/nowhere/lib") && error.contains("unset"),
            "{error}"
        );
    }
}
