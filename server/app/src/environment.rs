//! What libraries read from the environment before `main`.

/// How libtorch's threads wait for each other: without spinning. Threads of OpenMP that spin take the
/// time that the one who holds the next piece of work needs (docs/adr/0006).
const WAIT_POLICY: (&str, &str) = ("OMP_WAIT_POLICY", "passive");

/// How glibc treats the large blocks of every pass: it keeps up to 256 MiB instead of giving them back
/// and having them cleared again, and asks for huge pages (docs/adr/0002).
#[cfg(target_env = "gnu")]
const ALLOCATOR: Option<(&str, &str)> = Some((
    "GLIBC_TUNABLES",
    "glibc.malloc.mmap_threshold=268435456:glibc.malloc.trim_threshold=268435456:glibc.malloc.hugetlb=1",
));
#[cfg(not(target_env = "gnu"))]
const ALLOCATOR: Option<(&str, &str)> = None;

/// Starts the program anew with what it runs best with, but for what the user has set. Setting a
/// variable here would be too late.
#[cfg(unix)]
pub(crate) fn prepare() {
    use std::os::unix::process::CommandExt;

    let wanted = std::iter::once(WAIT_POLICY).chain(ALLOCATOR);
    let missing: Vec<_> = wanted
        .filter(|(name, _)| std::env::var_os(name).is_none())
        .collect();
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
