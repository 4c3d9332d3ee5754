//! What libraries read from the environment before `main`.

/// How libtorch's threads wait for each other: without spinning. Threads of OpenMP that spin take the
/// time that the one who holds the next piece of work needs (docs/adr/0006).
#[cfg(unix)]
const WAIT_POLICY: (&str, &str) = ("OMP_WAIT_POLICY", "passive");

/// Starts the program anew with what it runs best with, unless the user has said otherwise. Setting the
/// variable here would be too late.
#[cfg(unix)]
pub(crate) fn prepare() {
    use std::os::unix::process::CommandExt;

    let (name, value) = WAIT_POLICY;
    if std::env::var_os(name).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let arguments = std::env::args_os().skip(1);
        // Comes back only if it fails, and then the program runs on as it is.
        let _error = std::process::Command::new(program)
            .args(arguments)
            .env(name, value)
            .exec();
    }
}

/// Elsewhere the variable is the user's to set.
#[cfg(not(unix))]
pub(crate) fn prepare() {}
