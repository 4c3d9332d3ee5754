//! Fuzzing what reads files that others made, on stable Rust: `libFuzzer` needs no more of the compiler than
//! its coverage pass, whose flags are those that cargo-fuzz gives it, sanitizers left out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo::cargo;
use crate::tally::Tally;
use crate::{folders, process};

/// Workspaces of their own, because what they are built with must not instrument the product, and their targets.
const PACKAGES: [(&str, &[&str]); 3] = [
    (
        "server/checkpoint/fuzz",
        &["pickle", "archive", "safetensors"],
    ),
    ("server/corpus/fuzz", &["conllu", "brown"]),
    ("server/explain/fuzz", &["wordnet"]),
];

/// Instruments every dependency; build scripts are spared because the build names its platform.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// 20 s a target, inputs as long as a header that matters, and no memory that they did not earn.
const LIMITS: [&str; 4] = [
    "-max_total_time=20",
    "-timeout=5",
    "-rss_limit_mb=1024",
    "-max_len=4096",
];

/// Builds the targets and runs each over its corpus.
///
/// # Errors
/// Where they cannot be built or started; what they find counts as failed.
pub(crate) fn run() -> Result<Tally> {
    let mut tally = Tally::default();
    for (folder, targets) in PACKAGES {
        let package = folders::root().join(folder);
        let programs = build(&package)?;
        for target in targets {
            tally += fuzz(target, &package, &programs)?;
        }
    }
    Ok(tally)
}

/// The folder of a package's built programs.
fn build(package: &Path) -> Result<PathBuf> {
    let host = host()?;
    let mut build = cargo(&["build", "--release", "--locked", "--target", &host]);
    build
        .current_dir(package)
        .env("RUSTFLAGS", COVERAGE)
        .env("CARGO_TARGET_DIR", work());
    println!("$ {}", process::show(&build));
    process::run(&mut build)?;
    Ok(work().join(host).join("release"))
}

fn fuzz(target: &str, package: &Path, programs: &Path) -> Result<Tally> {
    let new = work().join("new").join(target);
    clear(&new)?;
    let program = programs.join(target);
    let mut fuzz = Command::new(&program);
    // What the run learns goes to the first folder, so that the committed one stays as it is.
    fuzz.arg(&new)
        .arg(package.join("corpus").join(target))
        .args(LIMITS)
        .arg(format!("-artifact_prefix={}/finding-", new.display()));
    println!("$ {}", process::show(&fuzz));
    let output = fuzz.output().context("cannot start the fuzz target")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        println!("{}", last_lines(&said, 1));
        return Ok(Tally::PASS);
    }
    println!("{}", last_lines(&said, 40));
    println!("{}", report(target, &program, &findings(&new)?));
    Ok(Tally::FAIL)
}

/// How it ended; of the thousands of lines that tell of a new path each, none.
fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let shown = lines.len().saturating_sub(count);
    lines.into_iter().skip(shown).collect::<Vec<_>>().join("\n")
}

/// Where the inputs lie that broke a target, and the command that breaks it again.
fn report(target: &str, program: &Path, findings: &[PathBuf]) -> String {
    if findings.is_empty() {
        return format!("{target}: the fuzzer itself failed, what it says stands above");
    }
    let lines = findings.iter().map(|input| {
        let (program, input, limits) = (program.display(), input.display(), LIMITS.join(" "));
        format!("{target}: a finding lies in {input}\nrepeat it with: {program} {input} {limits}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn findings(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("finding-") {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn work() -> PathBuf {
    folders::target().join("fuzz")
}

fn host() -> Result<String> {
    let version =
        process::answer(Command::new("rustc").arg("-vV")).context("rustc does not run")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .context("rustc does not say which platform it is for")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_corpus_and_every_corpus_a_target() {
        for (folder, targets) in PACKAGES {
            let inputs = folders::root().join(folder).join("corpus");
            let mut inputs: Vec<_> = fs::read_dir(inputs)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            let mut targets = targets.to_vec();
            inputs.sort();
            targets.sort_unstable();
            assert_eq!(inputs, targets);
        }
    }

    #[test]
    fn a_finding_is_reported_with_what_repeats_it() {
        let new = std::env::temp_dir().join(format!("headlight-fuzz-{}", std::process::id()));
        clear(&new).unwrap();
        for name in ["learnt", "finding-crash-1"] {
            fs::write(new.join(name), "x").unwrap();
        }
        let findings = findings(&new).unwrap();
        assert_eq!(findings, [new.join("finding-crash-1")]);
        let said = report("pickle", Path::new("/built/pickle"), &findings);
        let input = new.join("finding-crash-1").display().to_string();
        assert!(said.contains(&format!("/built/pickle {input} ")), "{said}");
        fs::remove_dir_all(new).unwrap();
    }
}
