//! Cargo, always in release mode: what is tested is what runs, and it is compiled once.

use std::env;
use std::process::Command;

use crate::folders;

/// A cargo command of this workspace.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folders::root()).args(arguments);
    command
}

/// The binary alone, without what only the tests need: the shortest way from a clone to a page.
pub(crate) fn build_to_serve() -> Command {
    cargo(&["build", "--release", "--package", "headlight"])
}

/// The binary and the small programs of `examples/` that time or count inside one process.
pub(crate) fn build_to_bench() -> Command {
    cargo(&["build", "--release", "--workspace", "--bins", "--examples"])
}

/// The binary as the tests see it. Test targets are named too because they switch on features of
/// shared dependencies: without them cargo would compile half of the tree a second time.
pub(crate) fn build_to_test() -> Command {
    cargo(&["build", "--release", "--workspace", "--all-targets"])
}
