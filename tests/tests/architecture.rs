//! The shape of the repository: which crate may know which, and what must never be committed.
#![expect(
    clippy::unwrap_used,
    reason = "a repository that cannot be read fails the test"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The arrows between our crates; `headlight`, the binary, may know every crate of the server.
const ARROWS: [(&str, &[&str]); 8] = [
    ("headlight-core", &[]),
    ("headlight-checkpoint", &["headlight-core"]),
    ("headlight-tokenize", &["headlight-core"]),
    ("headlight-corpus", &["headlight-core"]),
    ("headlight-explain", &["headlight-core"]),
    (
        "headlight-model",
        &["headlight-core", "headlight-checkpoint"],
    ),
    (
        "headlight-web",
        &["headlight-core", "headlight-corpus", "headlight-explain"],
    ),
    ("xtask", &[]),
];

/// Libraries that only some crates may name.
const RESERVED: [(&str, &[&str]); 3] = [
    ("tch", &["headlight-model"]),
    ("torch-sys", &["headlight-model"]),
    ("axum", &["headlight-web", "headlight"]),
];

/// Crates that need libtorch to build, even where only a test asks for them.
const WITH_LIBTORCH: [&str; 2] = ["headlight-model", "headlight"];

/// The largest file that a clone should carry.
const LARGEST: u64 = 50_000_000;

/// One dependency, as a manifest states it.
struct Arrow {
    from: String,
    to: String,
    /// Only its tests ask for it.
    dev: bool,
    /// It lies in this workspace.
    ours: bool,
}

/// What is wrong with an arrow, if anything is.
fn objection(arrow: &Arrow) -> Option<String> {
    let Arrow {
        from,
        to,
        dev,
        ours,
    } = arrow;
    if from == "headlight-tests" {
        return (!dev).then(|| format!("{from} → {to}: the tests have dev-dependencies only"));
    }
    if let Some((_, owners)) = RESERVED.iter().find(|(name, _)| name == to) {
        let allowed = owners.contains(&from.as_str());
        return (!allowed).then(|| format!("{from} → {to}: only {} may", owners.join(" and ")));
    }
    if !ours {
        return None;
    }
    if *dev {
        let heavy = WITH_LIBTORCH.contains(&to.as_str()) && from != "headlight";
        return heavy.then(|| format!("{from} → {to}: its tests would need libtorch"));
    }
    if from == "headlight" {
        let known = to != "xtask" && ARROWS.iter().any(|(name, _)| name == to);
        return (!known).then(|| format!("{from} → {to}: not a crate of the server"));
    }
    match ARROWS.iter().find(|(name, _)| name == from) {
        None => Some(format!(
            "{from}: a new crate needs its arrows in {}",
            file!()
        )),
        Some((_, allowed)) if allowed.contains(&to.as_str()) => None,
        Some((_, allowed)) => Some(format!("{from} → {to}: only {allowed:?} may stand there")),
    }
}

/// Every dependency that the manifests of the workspace state.
fn arrows() -> Vec<Arrow> {
    let output = run("cargo", &["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_slice(&output).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().flat_map(arrows_of).collect()
}

fn arrows_of(package: &Value) -> Vec<Arrow> {
    let from = package["name"].as_str().unwrap();
    let dependencies = package["dependencies"].as_array().unwrap();
    let arrow = |dependency: &Value| Arrow {
        from: from.to_owned(),
        to: dependency["name"].as_str().unwrap().to_owned(),
        dev: dependency["kind"] == "dev",
        ours: dependency["path"].is_string(),
    };
    dependencies.iter().map(arrow).collect()
}

#[test]
fn every_arrow_is_one_that_the_design_allows() {
    let arrows = arrows();
    assert!(
        arrows.iter().any(|arrow| arrow.ours),
        "no arrow between our crates was read"
    );
    let objections: Vec<_> = arrows.iter().filter_map(objection).collect();
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn a_planted_arrow_is_found() {
    let planted = |from: &str, to: &str, dev, ours| {
        objection(&Arrow {
            from: from.to_owned(),
            to: to.to_owned(),
            dev,
            ours,
        })
        .is_some()
    };
    assert!(planted("headlight-core", "headlight-web", false, true));
    assert!(planted("headlight-explain", "headlight-model", true, true));
    assert!(planted("headlight-web", "tch", false, false));
    assert!(planted("headlight-web", "torch-sys", true, false));
    assert!(planted("headlight-model", "axum", false, false));
    assert!(planted("headlight-new", "headlight-core", false, true));
    assert!(planted("headlight", "xtask", false, true));
    assert!(planted("headlight-tests", "headlight-core", false, true));

    assert!(!planted("headlight-tests", "headlight-model", true, true));
    assert!(!planted("headlight", "headlight-model", false, true));
    assert!(!planted("headlight-web", "headlight-explain", false, true));
    assert!(!planted("headlight-model", "tch", false, false));
    assert!(!planted("headlight-core", "serde", false, false));
}

#[test]
fn no_path_of_a_build_machine_is_committed() {
    let mut found = Vec::new();
    for file in tracked().iter().filter(|file| !is_lock(file)) {
        let content = std::fs::read(root().join(file)).unwrap_or_default();
        found.extend(machine_path(&content).map(|path| format!("{}: {path}", file.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_path_is_found() {
    // Put together here, or this very file would be found.
    let path = ["", "root", "x"].join("/");
    assert!(machine_path(format!("see {path}.").as_bytes()).is_some());
    assert!(machine_path(format!("\"{path}\"").as_bytes()).is_some());
    assert!(
        machine_path(format!("target{path}").as_bytes()).is_none(),
        "a relative path"
    );
}

#[test]
fn no_tracked_file_is_too_large_to_clone() {
    let size = |file: &PathBuf| std::fs::metadata(root().join(file)).map_or(0, |file| file.len());
    let large: Vec<_> = tracked()
        .into_iter()
        .filter(|file| size(file) > LARGEST)
        .collect();
    assert!(large.is_empty(), "{large:?}");
}

/// The first absolute path below a folder where build machines keep checkouts and homes.
fn machine_path(content: &[u8]) -> Option<String> {
    ["work", "root"]
        .iter()
        .map(|folder| format!("/{folder}/"))
        .find(|path| {
            content.windows(path.len()).enumerate().any(|(at, window)| {
                let before = at.checked_sub(1).and_then(|at| content.get(at));
                window == path.as_bytes() && !before.is_some_and(|byte| is_path_byte(*byte))
            })
        })
}

fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-/~{}".contains(&byte)
}

fn is_lock(file: &Path) -> bool {
    file.file_name()
        .is_some_and(|name| name == "Cargo.lock" || name == "package-lock.json")
}

fn tracked() -> Vec<PathBuf> {
    let names = String::from_utf8(run("git", &["ls-files", "-z"])).unwrap();
    names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect()
}

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output();
    let output = output.unwrap_or_else(|error| panic!("cannot start {program}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} failed: {said}");
    output.stdout
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
