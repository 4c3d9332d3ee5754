//! How libtorch's threads wait for each other.

/// Starts the program anew with `OMP_WAIT_POLICY=passive`, unless the user has said otherwise.
///
/// Threads of OpenMP that wait spin by default, and where other programs run too they take the time
/// that the one who holds the next piece of work needs. The library reads the variable before `main`,
/// so that setting it here would be too late; docs/adr/0006 has the figures and how they were taken.
#[cfg(unix)]
pub(crate) fn make_passive() {
    use std::os::unix::process::CommandExt;

    const VARIABLE: &str = "OMP_WAIT_POLICY";
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let arguments = std::env::args_os().skip(1);
        // Comes back only if it fails, and then the program runs on as it is.
        let _error = std::process::Command::new(program)
            .args(arguments)
            .env(VARIABLE, "passive")
            .exec();
    }
}

/// Elsewhere the variable is the user's to set.
#[cfg(not(unix))]
pub(crate) fn make_passive() {}
