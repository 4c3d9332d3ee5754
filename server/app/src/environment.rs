//! What libraries read from the environment before `main`.

/// What the program runs best with.
#[cfg(unix)]
const BEST: [(&str, &str); 2] = [
    // libtorch's threads wait for each other without spinning: those that spin take the time that the one who
    // holds the next piece of work needs (docs/adr/0006).
    ("OMP_WAIT_POLICY", "passive"),
    // glibc gives every thread a heap of its own, each of which keeps what large answers left free in it
    // (docs/adr/0002).
    ("MALLOC_ARENA_MAX", "2"),
];

/// Starts the program anew with what it runs best with, but for what the user has said. Setting variables
/// here would be too late.
#[cfg(unix)]
pub(crate) fn prepare() {
    use std::os::unix::process::CommandExt;

    let missing = |(name, _): &(&str, &str)| std::env::var_os(name).is_none();
    let missing: Vec<_> = BEST.into_iter().filter(missing).collect();
    if missing.is_empty() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let arguments = std::env::args_os().skip(1);
        // Comes back only if it fails, and then the program runs on as it is.
        let _error = std::process::Command::new(program)
            .args(arguments)
            .envs(missing)
            .exec();
    }
}

/// Elsewhere the variables are the user's to set.
#[cfg(not(unix))]
pub(crate) fn prepare() {}
