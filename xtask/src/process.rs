//! Running other programs.

use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// How a program gets onto a machine that lacks it.
const INSTALL: [(&str, &str); 5] = [
    (
        "python3",
        "install Python 3 with pip (Debian: apt-get install python3 python3-pip)",
    ),
    ("node", "install Node.js 20 or newer"),
    ("npm", "install Node.js 20 or newer, which brings npm"),
    ("npx", "install Node.js 20 or newer, which brings npx"),
    ("git", "install git"),
];

/// The command as a person would type it: the program by its name alone.
pub(crate) fn show(command: &Command) -> String {
    let path = Path::new(command.get_program());
    let program = path.file_name().unwrap_or(path.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    let words: Vec<_> = words.map(|word| quote(&word.to_string_lossy())).collect();
    words.join(" ")
}

fn quote(word: &str) -> String {
    let plain =
        !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "'\"$*".contains(c));
    if plain {
        word.to_owned()
    } else {
        format!("'{word}'")
    }
}

/// Runs to the end with our own input and output.
///
/// # Errors
/// Where the program is not there or does not succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    if status(command)?.success() {
        return Ok(());
    }
    bail!("`{}` failed: what it says stands above", show(command))
}

/// Runs to the end with our own input and output; how it ended is the caller's business.
///
/// # Errors
/// Where the program is not there.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    spawn(command)?
        .wait()
        .context("waiting for a program failed")
}

/// What a program prints on stdout, or `None` where it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs to the end; stdout is shown as it comes and kept.
///
/// # Errors
/// Where the program is not there.
pub(crate) fn keep_stdout(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let stream = child.stdout.take().context("stdout is not piped")?;
    let text = copy(stream, io::stdout())?;
    Ok((child.wait()?, text))
}

/// Runs to the end; stderr is shown as it comes and kept.
///
/// # Errors
/// Where the program is not there.
pub(crate) fn keep_stderr(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = spawn(command.stderr(Stdio::piped()))?;
    let stream = child.stderr.take().context("stderr is not piped")?;
    let text = copy(stream, io::stderr())?;
    Ok((child.wait()?, text))
}

/// Hands our process over to the command, so that signals and the exit code are the command's own.
///
/// # Errors
/// Only where the program cannot be started.
#[cfg(unix)]
pub(crate) fn become_it(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).with_context(|| format!("cannot start `{}`", show(&command)))
}

/// Runs the command to its end and leaves with its exit code.
///
/// # Errors
/// Only where the program cannot be started.
#[cfg(not(unix))]
pub(crate) fn become_it(mut command: Command) -> Result<()> {
    std::process::exit(status(&mut command)?.code().unwrap_or(1))
}

fn spawn(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy();
        let install = INSTALL.iter().find(|(name, _)| *name == program);
        match install {
            Some((_, how)) if error.kind() == ErrorKind::NotFound => {
                anyhow::anyhow!("{program} is not on this machine: {how}")
            }
            _ => anyhow::Error::new(error).context(format!("cannot start {program}")),
        }
    })
}

fn copy(mut from: impl Read, mut to: impl Write) -> Result<String> {
    let mut kept = Vec::new();
    let mut chunk = [0; 8192];
    loop {
        let count = from.read(&mut chunk)?;
        if count == 0 {
            return Ok(String::from_utf8_lossy(&kept).into_owned());
        }
        let new = chunk.get(..count).unwrap_or_default();
        to.write_all(new)?;
        to.flush()?;
        kept.extend_from_slice(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/opt/bin/node");
        command.args(["--test", "a b.js", ""]);
        assert_eq!(show(&command), "node --test 'a b.js' ''");
    }

    #[test]
    fn a_missing_program_is_answered_with_how_to_get_it() {
        let error = run(Command::new("npm").env("PATH", "")).unwrap_err();
        assert!(error.to_string().contains("install Node.js"), "{error}");
    }

    #[test]
    fn what_is_kept_is_what_was_printed() {
        let (status, text) = keep_stdout(Command::new("rustc").arg("--version")).unwrap();
        assert!(status.success() && text.starts_with("rustc "), "{text}");
    }
}
